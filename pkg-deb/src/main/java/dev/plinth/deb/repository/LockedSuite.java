package dev.plinth.deb.repository;

import dev.plinth.model.Digest;
import java.util.List;
import java.util.Optional;

/**
 * One component of one suite as a lock has it.
 *
 * @param suite with the keys that are pinned for it today
 * @param component empty for a flat repository
 * @param release digest of InRelease, or of Release
 * @param releaseSignature digest of Release.gpg, where the Release is not clear-signed
 * @param signedBy fingerprint of the primary key that was recorded
 * @param packages the indexes that were recorded
 */
public record LockedSuite(
    Suite suite,
    String component,
    Digest release,
    Optional<Digest> releaseSignature,
    String signedBy,
    List<LockedIndex> packages) {

  public LockedSuite {
    packages = List.copyOf(packages);
  }

  /**
   * An index.
   *
   * @param path below the suite's folder
   */
  public record LockedIndex(String architecture, String path, long size, Digest sha256) {}
}
