package dev.plinth.openpgp;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the signatures of a file are worth against pinned keys. */
public sealed interface Verification {
  /**
   * At least one pinned key signed it.
   *
   * @param text the bytes that are signed, for a clear-signed file its text
   * @param signers in the order of the signatures
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Trusted(byte[] text, List<Signer> signers) implements Verification {}

  /**
   * No pinned key signed it.
   *
   * @param reason one clause
   */
  record Foreign(String reason) implements Verification {}

  /**
   * A signature of a pinned key does not hold, or the file is damaged.
   *
   * @param reason one clause
   */
  record Rejected(String reason) implements Verification {}

  /**
   * A pinned key with a good signature.
   *
   * @param fingerprint of the primary key, upper-case hexadecimal
   * @param expires when the key that signed, or the signature itself, expires; empty for never
   */
  record Signer(String fingerprint, Optional<Instant> expires) {}
}
