package dev.plinth.lock;

import dev.plinth.model.Digest;

/**
 * One package of a lock.
 *
 * @param repository the name of its {@link LockedRepository}
 * @param path below the repository's root, as the signed index has it
 * @param size in bytes
 * @param reason why it is there
 */
public record LockedPackage(
    String name,
    String version,
    String architecture,
    String source,
    String sourceVersion,
    String repository,
    String path,
    long size,
    Digest sha256,
    Why reason) {

  /**
   * Why a package is there.
   *
   * @param kind {@code requested}, {@code flavour} or the relation's field ({@code depends}, {@code
   *     pre-depends}, {@code recommends})
   * @param by the package whose relation pulled it in; empty where it was asked for
   * @param relation that relation's text, or the wish in the spec's words
   */
  public record Why(String kind, String by, String relation) {}
}
