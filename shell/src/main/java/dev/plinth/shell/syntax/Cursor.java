package dev.plinth.shell.syntax;

import dev.plinth.shell.NotUnderstood;

/** A place in the text of a script that knows its line. */
final class Cursor {
  static final int END = -1;

  private final String text;
  private int at;
  private int line;

  Cursor(String text, int line) {
    this.text = text;
    this.line = line;
  }

  int line() {
    return line;
  }

  int position() {
    return at;
  }

  String since(int start) {
    return text.substring(start, at);
  }

  /** The next char as it stands, or {@link #END}. */
  int peekRaw() {
    return at < text.length() ? text.charAt(at) : END;
  }

  /** The next char; a backslash before a newline is passed over with it. */
  int peek() {
    while (at + 1 < text.length() && text.charAt(at) == '\\' && text.charAt(at + 1) == '\n') {
      at += 2;
      line++;
    }
    return peekRaw();
  }

  /** The char after the next, line continuations not looked at. */
  int peekSecond() {
    peek();
    return at + 1 < text.length() ? text.charAt(at + 1) : END;
  }

  int nextRaw() {
    int c = peekRaw();
    if (c != END) {
      at++;
      if (c == '\n') {
        line++;
      }
    }
    return c;
  }

  int next() {
    peek();
    return nextRaw();
  }

  /** Passes over the next char if it is {@code c}. */
  boolean take(char c) {
    if (peek() != c) {
      return false;
    }
    nextRaw();
    return true;
  }

  /** The rest of the line without its newline, which is passed over; null at the end. */
  @org.jspecify.annotations.Nullable
  String restOfLine() {
    if (at >= text.length()) {
      return null;
    }
    int end = text.indexOf('\n', at);
    String rest = text.substring(at, end < 0 ? text.length() : end);
    at = end < 0 ? text.length() : end + 1;
    line++;
    return rest;
  }

  boolean startsWith(String prefix) {
    return text.startsWith(prefix, at);
  }

  /** To go back to with {@link #reset}. */
  long mark() {
    return (long) line << 32 | at;
  }

  void reset(long mark) {
    line = (int) (mark >> 32);
    at = (int) mark;
  }

  NotUnderstood error(String why) {
    return new NotUnderstood(line, "syntax error: " + why);
  }
}
