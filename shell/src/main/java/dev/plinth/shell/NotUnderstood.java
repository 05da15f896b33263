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
    super(why);
    this.line = line;
  }

  public int line() {
    return line;
  }
}
