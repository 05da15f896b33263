package dev.plinth.shell.syntax;

import dev.plinth.shell.NotUnderstood;

/** bash's {@code $'…'}. */
final class AnsiQuotes {
  private AnsiQuotes() {}

  /** Reads from after the opening quote past the closing one. */
  static String read(Cursor in) throws NotUnderstood {
    StringBuilder out = new StringBuilder();
    while (true) {
      int c = in.nextRaw();
      if (c == Cursor.END) {
        throw in.error("unterminated quoted string");
      }
      if (c == '\'') {
        return out.toString();
      }
      if (c != '\\') {
        out.append((char) c);
        continue;
      }
      int d = in.nextRaw();
      int simple = "abefnrtv".indexOf(d);
      if (d == Cursor.END) {
        throw in.error("unterminated quoted string");
      } else if (simple >= 0) {
        out.append("\u0007\b\u001b\f\n\r\t\u000b".charAt(simple));
      } else if (d == 'E') {
        out.append('\u001b');
      } else if ("\\'\"?".indexOf(d) >= 0) {
        out.append((char) d);
      } else if (d == 'x') {
        out.append((char) number(in, 16, 2, 0));
      } else if (d >= '0' && d <= '7') {
        out.append((char) (number(in, 8, 2, d - '0') & 0xff));
      } else {
        throw in.error("escape \\" + (char) d + " in $'…' is not modelled");
      }
    }
  }

  private static int number(Cursor in, int radix, int most, int start) {
    int value = start;
    for (int i = 0; i < most; i++) {
      int digit = Character.digit(in.peekRaw(), radix);
      if (digit < 0) {
        break;
      }
      in.nextRaw();
      value = value * radix + digit;
    }
    return value;
  }
}
