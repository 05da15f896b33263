package dev.plinth.pipeline;

import java.util.List;

/**
 * How to build.
 *
 * @param locked whether a missing or stale lock is an error
 * @param architectures only these of the spec's; all where empty
 * @param tests whether the spec's tests are run
 * @param tag name in the store; that of the spec where empty
 * @param signing who signs the image and its evidence
 */
public record BuildOptions(
    boolean locked, List<String> architectures, boolean tests, String tag, Signing signing) {
  public BuildOptions {
    architectures = List.copyOf(architectures);
  }
}
