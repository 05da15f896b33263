package dev.plinth.shell.run;

/** Text that the shell reads back as one word. */
final class Quoting {
  private Quoting() {}

  /** As dash lists values: in single quotes, and runs of single quotes in double ones. */
  static String single(String value) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    do {
      int quote = value.indexOf('\'', at);
      int end = quote < 0 ? value.length() : quote;
      out.append('\'').append(value, at, end).append('\'');
      at = end;
      int after = at;
      while (after < value.length() && value.charAt(after) == '\'') {
        after++;
      }
      if (after > at) {
        out.append('"').append(value, at, after).append('"');
        at = after;
      }
    } while (at < value.length());
    return out.toString();
  }
}
