package dev.plinth.pipeline.source;

import dev.plinth.model.Digest;
import java.util.List;

/**
 * What the signed source indexes of locks say.
 *
 * @param packages that were asked for and are listed; the same version twice where two repositories
 *     list it
 * @param indexes that were read
 * @param unavailable indexes that are neither in the store nor on any mirror
 */
public record Catalogue(
    List<SourcePackage> packages, List<Index> indexes, List<Index> unavailable) {
  public Catalogue {
    packages = List.copyOf(packages);
    indexes = List.copyOf(indexes);
    unavailable = List.copyOf(unavailable);
  }

  /**
   * An index.
   *
   * @param proof blobs that prove it: the signed Release, and its signature where it is detached
   * @param path as the Release has it
   * @param size in bytes, as it is served
   */
  public record Index(
      String repository, List<Digest> proof, String path, long size, Digest sha256) {
    public Index {
      proof = List.copyOf(proof);
    }

    @Override
    public String toString() {
      return "the Sources index of " + repository + " (sha256:" + sha256.shortHex() + ")";
    }
  }
}
