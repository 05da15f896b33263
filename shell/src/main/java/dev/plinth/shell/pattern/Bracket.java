package dev.plinth.shell.pattern;

/** Bracket expressions of shell patterns. */
final class Bracket {
  private Bracket() {}

  /** The index of the closing bracket of the one that opens at {@code open}, or -1. */
  static int end(String pattern, int open) {
    int i = open + 1;
    if (i < pattern.length() && (pattern.charAt(i) == '!' || pattern.charAt(i) == '^')) {
      i++;
    }
    boolean first = true;
    while (i < pattern.length()) {
      char c = pattern.charAt(i);
      if (c == ']' && !first) {
        return i;
      }
      if (c == '[' && i + 1 < pattern.length() && pattern.charAt(i + 1) == ':') {
        int close = pattern.indexOf(":]", i + 2);
        if (close > 0) {
          i = close + 1;
        }
      } else if (c == '\\') {
        i++;
      }
      first = false;
      i++;
    }
    return -1;
  }

  static boolean matches(String pattern, int open, int end, char c) {
    int i = open + 1;
    boolean inverted = pattern.charAt(i) == '!' || pattern.charAt(i) == '^';
    if (inverted) {
      i++;
    }
    boolean found = false;
    while (i < end) {
      char low = pattern.charAt(i);
      if (low == '[' && i + 1 < end && pattern.charAt(i + 1) == ':') {
        int close = pattern.indexOf(":]", i + 2);
        if (close > 0 && close < end) {
          found |= CharClass.contains(pattern.substring(i + 2, close), c);
          i = close + 2;
          continue;
        }
      }
      if (low == '\\' && i + 1 < end) {
        low = pattern.charAt(++i);
      }
      char high = low;
      if (i + 2 < end && pattern.charAt(i + 1) == '-') {
        i += 2;
        high = pattern.charAt(i);
        if (high == '\\' && i + 1 < end) {
          high = pattern.charAt(++i);
        }
      }
      found |= low <= c && c <= high;
      i++;
    }
    return found != inverted;
  }
}
