package dev.plinth.trust.verify;

/**
 * Judges bundles that carry a certificate, against one identity and a trusted root that it was made
 * with. What implements it is in a module of its own, which need not be there.
 */
public interface Keyless {
  /** What it found. */
  sealed interface Outcome {
    /** Certificate, log entry and signature hold, and the identity is an accepted one. */
    record Accepted(Identity identity) implements Outcome {}

    /**
     * @param reason one clause
     */
    record Refused(String reason) implements Outcome {}
  }

  /** The identity that it accepts, as {@link Identity#name} has it. */
  String name();

  /**
   * @param bundle the JSON text of a well-formed bundle with a certificate and an envelope
   */
  Outcome judge(byte[] bundle);
}
