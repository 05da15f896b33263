package dev.plinth.shell;

/**
 * A script holds something that is not modelled: the script's class is then unknown, which is an
 * error. It ends the script's run at once; no {@code || true} hides it.
 */
public final class NotUnderstood extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;

  /**
   * @param line of the script, from 1; 0 where only a caller knows it
   * @param why in words: {@code unknown command 'frob'}
   */
  public NotUnderstood(int line, String why) {
    super(why, null, false, false);
    this.line = line;
  }

  /** For a {@link Command}: the interpreter knows the line. */
  public NotUnderstood(String why) {
    this(0, why);
  }

  public int line() {
    return line;
  }

  /** The reason, never null. */
  public String why() {
    return String.valueOf(getMessage());
  }

  /** The same with {@code known} as its line, unless it has one already. */
  public NotUnderstood at(int known) {
    return line > 0 ? this : new NotUnderstood(known, why());
  }
}
