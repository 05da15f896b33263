package dev.plinth.openpgp;

/** OpenPGP data that is damaged, or of a kind that is not accepted. The message is one clause. */
public final class BadPgp extends Exception {
  private static final long serialVersionUID = 1L;

  BadPgp(String reason) {
    super(reason);
  }

  /** The clause. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
