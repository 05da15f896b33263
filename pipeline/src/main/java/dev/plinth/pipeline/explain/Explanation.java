package dev.plinth.pipeline.explain;

import dev.plinth.model.Digest;
import dev.plinth.model.Platform;
import java.util.List;

/**
 * Where something in an image comes from.
 *
 * @param image digest of its index
 * @param what was asked
 * @param chains one for each place where it is; each from the thing itself to the archive's key
 */
public record Explanation(Digest image, Platform platform, String what, List<List<Step>> chains) {
  public Explanation {
    chains = chains.stream().map(List::copyOf).toList();
  }
}
