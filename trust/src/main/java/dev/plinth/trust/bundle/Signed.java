package dev.plinth.trust.bundle;

import dev.plinth.trust.dsse.Envelope;

/** What is signed in a bundle. */
public sealed interface Signed {
  /** An envelope with one signature, of an in-toto statement as a rule. */
  record InEnvelope(Envelope envelope) implements Signed {}

  /**
   * The signature of a file that lies elsewhere.
   *
   * @param sha256 of the file, as the signer says; empty where it does not
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record OfFile(byte[] sha256, byte[] signature) implements Signed {}
}
