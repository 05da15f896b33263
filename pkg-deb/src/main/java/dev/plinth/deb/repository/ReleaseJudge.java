package dev.plinth.deb.repository;

import dev.plinth.deb.repository.ReleaseVerifier.Judgement;
import dev.plinth.deb.repository.ReleaseVerifier.Signer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Decides whether bytes that claim to be a suite's Release are believed, and still true. */
final class ReleaseJudge {
  /** How far a mirror's clock may be ahead of ours. */
  private static final Duration FUTURE = Duration.ofHours(1);

  private final InstantSource clock;

  ReleaseJudge(InstantSource clock) {
    this.clock = clock;
  }

  /** What comes of it. */
  sealed interface Verdict {
    /** Signed by a pinned key, the suite asked for, and true today. */
    record Believed(SignedRelease release) implements Verdict {}

    /**
     * No pinned key signed it: somebody else's archive.
     *
     * @param reason one clause that follows the name of the file
     */
    record Foreign(String reason) implements Verdict {}

    /** Genuine, but out of date, or its key is. */
    record Expired(SignedRelease release, String reason) implements Verdict {}

    /** Signed by a pinned key, and yet not what was asked for, or tampered with. */
    record Broken(String reason) implements Verdict {}
  }

  Verdict inRelease(Suite suite, URI root, byte[] bytes) {
    return judge(suite, root, bytes, Optional.empty(), suite.keys().clearSigned(bytes));
  }

  Verdict detached(Suite suite, URI root, byte[] release, byte[] signature) {
    return judge(
        suite, root, release, Optional.of(signature), suite.keys().detached(release, signature));
  }

  private Verdict judge(
      Suite suite, URI root, byte[] bytes, Optional<byte[]> signature, Judgement judgement) {
    return switch (judgement) {
      case Judgement.NotPinned foreign -> new Verdict.Foreign(foreign.reason());
      case Judgement.Bad bad -> new Verdict.Broken(bad.reason());
      case Judgement.Good good -> {
        try {
          ReleaseFile file = ReleaseFile.parse(good.text());
          Signer signer = signer(good.signers());
          yield dated(new SignedRelease(suite, root, bytes, signature, file, signer));
        } catch (ReleaseFile.Unusable e) {
          yield new Verdict.Broken(e.getMessage() == null ? "it is unusable" : e.getMessage());
        }
      }
    };
  }

  private Signer signer(List<Signer> signers) {
    for (Signer signer : signers) {
      if (!expired(signer)) {
        return signer;
      }
    }
    return signers.getFirst();
  }

  private boolean expired(Signer signer) {
    return signer.expires().isPresent() && !clock.instant().isBefore(signer.expires().get());
  }

  private Verdict dated(SignedRelease release) {
    ReleaseFile file = release.file();
    Suite suite = release.suite();
    if (!suite.matches(file.codename(), file.suite())) {
      String says = file.codename().isEmpty() ? file.suite() : file.codename();
      return new Verdict.Broken("it is the Release of another suite, " + says);
    }
    Instant now = clock.instant();
    if (file.date().isAfter(now.plus(FUTURE))) {
      return new Verdict.Broken("its date, " + file.date() + ", is in the future");
    }
    if (suite.allowExpired()) {
      return new Verdict.Believed(release);
    }
    if (file.validUntil().isPresent() && file.validUntil().get().isBefore(now)) {
      return new Verdict.Expired(release, "it was valid until " + file.validUntil().get());
    }
    if (expired(release.signer())) {
      Signer signer = release.signer();
      return new Verdict.Expired(
          release,
          "its key " + signer.fingerprint() + " expired on " + signer.expires().orElseThrow());
    }
    return new Verdict.Believed(release);
  }
}
