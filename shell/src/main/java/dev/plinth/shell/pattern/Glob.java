package dev.plinth.shell.pattern;

import org.jspecify.annotations.Nullable;

/**
 * Pattern matching notation (XCU 2.13): {@code *}, {@code ?}, bracket expressions, backslash. Bytes
 * are compared as in the C locale.
 */
public final class Glob {
  private Glob() {}

  /** Whether {@code pattern} matches all of {@code text}. */
  public static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int starPattern = -1;
    int starText = 0;
    while (true) {
      if (p < pattern.length()) {
        char c = pattern.charAt(p);
        if (c == '*') {
          starPattern = ++p;
          starText = t;
          continue;
        }
        if (t < text.length()) {
          int next = matchOne(pattern, p, text.charAt(t));
          if (next > 0) {
            p = next;
            t++;
            continue;
          }
        }
      } else if (t == text.length()) {
        return true;
      }
      if (starPattern < 0 || starText >= text.length()) {
        return false;
      }
      p = starPattern;
      t = ++starText;
    }
  }

  /** Where the pattern goes on after matching {@code c}, or -1. */
  private static int matchOne(String pattern, int p, char c) {
    char want = pattern.charAt(p);
    if (want == '?') {
      return p + 1;
    }
    if (want == '[') {
      int end = Bracket.end(pattern, p);
      if (end > 0) {
        return Bracket.matches(pattern, p, end, c) ? end + 1 : -1;
      }
    }
    if (want == '\\' && p + 1 < pattern.length()) {
      return pattern.charAt(p + 1) == c ? p + 2 : -1;
    }
    return want == c ? p + 1 : -1;
  }

  /** Whether an unescaped {@code *}, {@code ?} or {@code [} is in it. */
  public static boolean isPattern(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '*' || c == '?' || (c == '[' && Bracket.end(pattern, i) > 0)) {
        return true;
      }
    }
    return false;
  }

  /** The text that a pattern without special characters stands for. */
  public static String unescape(String pattern) {
    if (pattern.indexOf('\\') < 0) {
      return pattern;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      out.append(c == '\\' && i + 1 < pattern.length() ? pattern.charAt(++i) : c);
    }
    return out.toString();
  }

  /** Appends {@code c} to a pattern so that it stands for itself. */
  public static void appendQuoted(StringBuilder pattern, char c) {
    if ("*?[]\\!-^".indexOf(c) >= 0) {
      pattern.append('\\');
    }
    pattern.append(c);
  }

  /**
   * The start or end of {@code text} that {@code pattern} matches, as {@code ${x#p}} and its kin
   * cut off.
   *
   * @return how many chars match, or null
   */
  public static @Nullable Integer cut(
      String pattern, String text, boolean suffix, boolean longest) {
    int n = text.length();
    for (int i = 0; i <= n; i++) {
      int length = longest ? n - i : i;
      String part = suffix ? text.substring(n - length) : text.substring(0, length);
      if (matches(pattern, part)) {
        return length;
      }
    }
    return null;
  }
}
