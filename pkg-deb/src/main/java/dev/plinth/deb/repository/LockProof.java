package dev.plinth.deb.repository;

import dev.plinth.deb.repository.LockedSuite.LockedIndex;
import dev.plinth.deb.repository.ReleaseVerifier.Judgement;
import dev.plinth.model.Blobs;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes the chain of a lock again, from blobs alone: signature of the Release by a pinned key, hash
 * of each index in it. Dates are not looked at: they were judged when the lock was made. The last
 * link, from the index to each package, is the caller's, who reads the index.
 */
public final class LockProof {
  private final Blobs blobs;

  public LockProof(Blobs blobs) {
    this.blobs = blobs;
  }

  /**
   * The indexes, proven, in the order of the lock.
   *
   * @throws PlinthException {@code VERIFICATION} naming the link that does not hold, {@code
   *     NOT_FOUND} where a blob is missing
   */
  public List<IndexFile> prove(LockedSuite locked) {
    ReleaseFile release = release(locked);
    Suite suite = locked.suite();
    if (!suite.matches(release.codename(), release.suite())) {
      throw broken(suite, "is the Release of another suite, " + release.codename());
    }
    List<IndexFile> proven = new ArrayList<>();
    for (LockedIndex index : locked.packages()) {
      IndexFile found =
          IndexFile.at(suite, release, locked.component(), index.architecture(), index.path())
              .orElseThrow(() -> broken(suite, "does not list " + index.path()));
      if (!found.sha256().equals(index.sha256()) || found.size() != index.size()) {
        throw broken(suite, "lists another sha256 of " + index.path() + " than the lock");
      }
      BlobBytes.read(blobs, found.sha256(), found.what());
      proven.add(found);
    }
    return proven;
  }

  private ReleaseFile release(LockedSuite locked) {
    Suite suite = locked.suite();
    byte[] signed = BlobBytes.read(blobs, locked.release(), "Release of " + suite.name());
    Judgement judgement =
        locked.releaseSignature().isPresent()
            ? suite
                .keys()
                .detached(
                    signed,
                    BlobBytes.read(
                        blobs, locked.releaseSignature().get(), "Release.gpg of " + suite.name()))
            : suite.keys().clearSigned(signed);
    return switch (judgement) {
      case Judgement.NotPinned foreign -> throw broken(suite, "is foreign: " + foreign.reason());
      case Judgement.Bad bad -> throw broken(suite, "is not genuine: " + bad.reason());
      case Judgement.Good good -> {
        boolean same =
            good.signers().stream()
                .anyMatch(signer -> signer.fingerprint().equals(locked.signedBy()));
        if (!same) {
          throw broken(suite, "is not signed by " + locked.signedBy() + ", as the lock says");
        }
        try {
          yield ReleaseFile.parse(good.text());
        } catch (ReleaseFile.Unusable e) {
          throw broken(suite, "cannot be used: " + e.getMessage());
        }
      }
    };
  }

  private static PlinthException broken(Suite suite, String what) {
    return new PlinthException(
        ErrorCode.VERIFICATION,
        "the Release of " + suite.name() + " " + what,
        "the lock or the store was changed: restore them, or run plinth update");
  }
}
