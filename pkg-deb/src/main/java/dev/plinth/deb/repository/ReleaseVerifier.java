package dev.plinth.deb.repository;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Judges the signatures of a Release against the keys that are pinned for its suite; which keys
 * these are, the implementation knows. One good signature of a pinned key is enough; signatures of
 * other keys mean nothing; a bad one that claims a pinned key is never overlooked.
 */
public interface ReleaseVerifier {
  /** An {@code InRelease} file: clear-signed text. */
  Judgement clearSigned(byte[] inRelease);

  /** A {@code Release} with its {@code Release.gpg}. */
  Judgement detached(byte[] release, byte[] signature);

  /** What the signatures say; time is not looked at. */
  sealed interface Judgement {
    /**
     * Signed by at least one pinned key.
     *
     * @param text exactly the bytes that are signed, as lines of a Release file
     * @param signers pinned keys with a good signature, in the order of the signatures
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Good(byte[] text, List<Signer> signers) implements Judgement {}

    /**
     * No pinned key signed it.
     *
     * @param reason one clause: {@code it is signed by other keys (…)}
     */
    record NotPinned(String reason) implements Judgement {}

    /**
     * A signature of a pinned key does not hold, or the file is damaged.
     *
     * @param reason one clause
     */
    record Bad(String reason) implements Judgement {}
  }

  /**
   * A pinned key.
   *
   * @param fingerprint of the primary key, upper-case hexadecimal
   * @param expires when the key that signed expires; empty for never
   */
  record Signer(String fingerprint, Optional<Instant> expires) {}
}
