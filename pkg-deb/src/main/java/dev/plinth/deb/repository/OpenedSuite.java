package dev.plinth.deb.repository;

import dev.plinth.fetch.Mirrors;
import dev.plinth.model.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A suite whose Release was believed, with the indexes that it vouches for. Release and indexes lie
 * among the blobs as they were served.
 *
 * @param suite asked for
 * @param release digest of InRelease, or of Release
 * @param releaseSignature digest of Release.gpg, where the Release is not clear-signed
 * @param date of the Release
 * @param validUntil where the Release has one
 * @param signedBy fingerprint of the pinned primary key
 * @param keyExpires when the key that signed expires
 * @param packages for each component and architecture in the order asked for
 * @param sources of each component that has one; not downloaded
 * @param mirrors for files below the root, packages among them
 */
public record OpenedSuite(
    Suite suite,
    Digest release,
    Optional<Digest> releaseSignature,
    Instant date,
    Optional<Instant> validUntil,
    String signedBy,
    Optional<Instant> keyExpires,
    List<IndexFile> packages,
    List<IndexFile> sources,
    Mirrors mirrors) {

  public OpenedSuite {
    packages = List.copyOf(packages);
    sources = List.copyOf(sources);
  }
}
