package dev.plinth.shell.syntax;

/** One redirection. */
public final class Redirection {
  private final int line;
  private final int descriptor;
  private final Kind kind;
  private Word target;

  /** The target of a here-document comes later, when its body has been read. */
  Redirection(int line, int descriptor, Kind kind, Word target) {
    this.line = line;
    this.descriptor = descriptor;
    this.kind = kind;
    this.target = target;
  }

  void body(Word body) {
    target = body;
  }

  public int line() {
    return line;
  }

  /** The file descriptor that is redirected. */
  public int descriptor() {
    return descriptor;
  }

  public Kind kind() {
    return kind;
  }

  /**
   * The file name; for a duplication the number or {@code -}; for a here-document its body, to be
   * expanded as in double quotes.
   */
  public Word target() {
    return target;
  }

  /** The operators. */
  public enum Kind {
    READ,
    WRITE,
    /** {@code >|}. */
    OVERWRITE,
    APPEND,
    READ_WRITE,
    DUPLICATE,
    HERE_DOCUMENT,
    /** bash: {@code <<<}. */
    HERE_STRING,
    /** bash: {@code &>}, output and errors. */
    WRITE_BOTH,
    /** bash: {@code &>>}. */
    APPEND_BOTH
  }
}
