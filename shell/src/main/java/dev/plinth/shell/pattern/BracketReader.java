package dev.plinth.shell.pattern;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.pattern.Regex.Syntax;
import java.util.BitSet;

/** Reads a bracket expression of a regular expression, from after its opening bracket. */
final class BracketReader {
  private final String pattern;
  private final boolean ignoreCase;
  private final boolean escapes;
  private final boolean sed;
  private int at;

  BracketReader(String pattern, int at, boolean ignoreCase, Syntax syntax, boolean sed) {
    this.pattern = pattern;
    this.at = at;
    this.ignoreCase = ignoreCase;
    this.escapes = syntax == Syntax.AWK;
    this.sed = sed;
  }

  /** Just after the closing bracket. */
  int end() {
    return at;
  }

  private NotUnderstood error(String why) {
    return new NotUnderstood("regular expression '" + pattern + "': " + why);
  }

  BitSet read() throws NotUnderstood {
    BitSet chars = new BitSet(256);
    boolean inverted = at < pattern.length() && pattern.charAt(at) == '^';
    if (inverted) {
      at++;
    }
    boolean first = true;
    while (true) {
      if (at >= pattern.length()) {
        throw error("unmatched '['");
      }
      char c = pattern.charAt(at);
      if (c == ']' && !first) {
        at++;
        break;
      }
      first = false;
      if (pattern.startsWith("[:", at)) {
        namedClass(chars);
        continue;
      }
      char low = element();
      if (at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']') {
        at++;
        char high = element();
        if (high < low) {
          throw error("invalid range end");
        }
        chars.set(low, high + 1);
      } else {
        chars.set(low);
      }
    }
    if (ignoreCase) {
      for (char c = 'a'; c <= 'z'; c++) {
        char upper = Character.toUpperCase(c);
        boolean either = chars.get(c) || chars.get(upper);
        chars.set(c, either);
        chars.set(upper, either);
      }
    }
    if (inverted) {
      chars.flip(0, 256);
    }
    return chars;
  }

  private void namedClass(BitSet chars) throws NotUnderstood {
    int close = pattern.indexOf(":]", at + 2); // the colon of "[:" is none of its end
    String name = close < 0 ? "" : pattern.substring(at + 2, close);
    if (!CharClass.exists(name)) {
      throw error("unknown character class");
    }
    for (char c = 0; c < 256; c++) {
      if (CharClass.contains(name, c)) {
        chars.set(c);
      }
    }
    at = close + 2;
  }

  private char element() throws NotUnderstood {
    char c = pattern.charAt(at++);
    if (c == '[' && at < pattern.length() && ".=".indexOf(pattern.charAt(at)) >= 0) {
      String close = pattern.charAt(at) + "]";
      int end = pattern.indexOf(close, at + 1);
      if (end != at + 2) {
        throw error("collating elements of several chars are not modelled");
      }
      char inner = pattern.charAt(at + 1);
      at = end + 2;
      return inner;
    }
    if (c == '\\' && at < pattern.length()) {
      char next = pattern.charAt(at);
      if (escapes) {
        at++;
        int simple = "abfnrtv".indexOf(next);
        return simple < 0 ? next : "\u0007\b\f\n\r\t\u000b".charAt(simple);
      }
      int simple = sed ? "nt".indexOf(next) : -1;
      if (simple >= 0) {
        at++;
        return "\n\t".charAt(simple);
      }
    }
    return c;
  }
}
