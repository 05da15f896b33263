package dev.plinth.pipeline.verify;

import dev.plinth.model.Digest;
import java.util.List;
import java.util.Optional;

/**
 * What came of verifying an image.
 *
 * @param names that the store has for it
 * @param digest of its index, or of the one manifest
 * @param how {@code files against the signed list}, {@code packages read again}, {@code built
 *     again}
 * @param links in the order they were checked
 */
public record VerifyReport(List<String> names, Digest digest, String how, List<Link> links) {
  public VerifyReport {
    names = List.copyOf(names);
    links = List.copyOf(links);
  }

  /** Whether every link holds. */
  public boolean holds() {
    return broken().isEmpty();
  }

  /** The first that does not. */
  public Optional<Link> broken() {
    return links.stream().filter(link -> link.outcome() == Link.Outcome.BROKEN).findFirst();
  }
}
