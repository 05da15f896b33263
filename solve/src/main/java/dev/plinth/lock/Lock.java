package dev.plinth.lock;

import dev.plinth.model.Digest;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a spec resolved to. Names paths and hashes, never hosts: it builds from any mirror, or from
 * none where the store has its blobs.
 *
 * @param name of the image
 * @param spec digest of the part of the spec that decides packages and ids: tells whether the lock
 *     still belongs to it
 * @param distribution {@code debian/bookworm}
 * @param flavour {@code micro} or {@code minimal}
 * @param epoch the newest time, in seconds since 1970, that an ar member of the locked packages has
 * @param base the index of the base image, where the spec has one
 * @param repositories in the order of the spec
 * @param architectures by name, as the package format writes it
 */
public record Lock(
    String name,
    Digest spec,
    String distribution,
    String flavour,
    long epoch,
    Optional<Base> base,
    List<LockedRepository> repositories,
    SortedMap<String, LockedArchitecture> architectures) {

  public Lock {
    repositories = List.copyOf(repositories);
    architectures = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(architectures));
  }

  /**
   * The image that this one continues.
   *
   * @param name as the spec has it
   * @param digest of its index
   */
  public record Base(String name, Digest digest) {}

  /** The same lock for an image with other packages, ids or epoch. */
  public Lock with(SortedMap<String, LockedArchitecture> newArchitectures, long newEpoch) {
    return new Lock(
        name, spec, distribution, flavour, newEpoch, base, repositories, newArchitectures);
  }

  public LockedArchitecture architecture(String architecture) {
    @Nullable LockedArchitecture found = architectures.get(architecture);
    if (found == null) {
      throw new IllegalArgumentException("the lock has no architecture " + architecture);
    }
    return found;
  }
}
