package dev.plinth.shell;

/**
 * A script holds something that is not modelled: the script's class is then unknown, which is an
 * error. It ends the script's run at once; no {@code || true} hides it.
 */
public final class NotUnderstood extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final String option;

  /**
   * @param line of the script, from 1; 0 where only a caller knows it
   * @param why in words: {@code unknown command 'frob'}
   */
  public NotUnderstood(int line, String why) {
    this(line, why, "");
  }

  private NotUnderstood(int line, String why, String option) {
    super(why, null, false, false);
    this.line = line;
    this.option = option;
  }

  /** A command's option that its model does not know. */
  public static NotUnderstood option(String command, String option) {
    return new NotUnderstood(0, "'" + command + " " + option + "' is not modelled", option);
  }

  /**
   * The option or operand that is not known, quotes around it perhaps; empty where it is something
   * else that is not understood.
   */
  public String option() {
    return option;
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
    return line > 0 ? this : new NotUnderstood(known, why(), option);
  }
}
