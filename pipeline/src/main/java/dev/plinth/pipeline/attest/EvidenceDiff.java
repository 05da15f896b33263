package dev.plinth.pipeline.attest;

import java.util.List;
import java.util.Optional;

/**
 * How the evidence of two images differs.
 *
 * @param changes one for each kind that is not said alike of both
 * @param inputs what the provenance of one has and of the other has not, or with another digest
 */
public record EvidenceDiff(List<Change> changes, List<Change> inputs) {
  public EvidenceDiff {
    changes = List.copyOf(changes);
    inputs = List.copyOf(inputs);
  }

  /**
   * One difference.
   *
   * @param name kind and platform, or the path of an input
   * @param before what the first image has; empty for nothing
   * @param after what the second image has; empty for nothing
   */
  public record Change(String name, Optional<String> before, Optional<String> after) {}

  public boolean same() {
    return changes.isEmpty() && inputs.isEmpty();
  }
}
