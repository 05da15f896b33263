package dev.plinth.lock;

import dev.plinth.model.Digest;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One component of one suite, with the proof of its indexes. Dates are judged when the lock is made
 * and only recorded afterwards.
 *
 * @param name {@code debian/bookworm-security/main}
 * @param suite as in the path below {@code dists/}
 * @param component {@code main}
 * @param release the signed Release as it was served: InRelease, or Release
 * @param releaseSignature the detached signature, where the Release is not clear-signed
 * @param date of the Release
 * @param validUntil where the Release has one
 * @param signedBy fingerprint of the pinned key that signed it
 * @param keyExpires where that key expires
 * @param expiredAllowed whether the spec allowed it to be out of date
 * @param packages the Packages index by architecture
 * @param sources the Sources index, where the Release lists one
 */
public record LockedRepository(
    String name,
    String suite,
    String component,
    Digest release,
    Optional<Digest> releaseSignature,
    Instant date,
    Optional<Instant> validUntil,
    String signedBy,
    Optional<Instant> keyExpires,
    boolean expiredAllowed,
    SortedMap<String, LockedIndex> packages,
    Optional<LockedIndex> sources) {

  public LockedRepository {
    packages = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(packages));
  }

  /**
   * An index file as the signed Release names it.
   *
   * @param path below {@code dists/SUITE/}
   * @param size in bytes
   * @param sha256 of the file as served (compressed)
   */
  public record LockedIndex(String path, long size, Digest sha256) {}
}
