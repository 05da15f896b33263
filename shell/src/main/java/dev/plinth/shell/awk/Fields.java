package dev.plinth.shell.awk;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.pattern.Regex;
import java.util.ArrayList;
import java.util.List;

/** Cuts text into fields. */
final class Fields {
  private Fields() {}

  /**
   * @param separator as FS: a blank for runs of white space, one other char for itself, else a
   *     regular expression
   */
  static List<String> split(String text, String separator, AwkRuntime runtime)
      throws NotUnderstood {
    if (separator.equals(" ")) {
      return words(text);
    }
    if (text.isEmpty()) {
      return List.of();
    }
    if (separator.isEmpty()) {
      List<String> chars = new ArrayList<>();
      for (int i = 0; i < text.length(); i++) {
        chars.add(text.substring(i, i + 1));
      }
      return chars;
    }
    if (separator.length() == 1 && !separator.equals("\\")) {
      return List.of(text.split(java.util.regex.Pattern.quote(separator), -1));
    }
    return split(text, runtime.compiled(separator));
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      while (at < text.length() && isBlank(text.charAt(at))) {
        at++;
      }
      int start = at;
      while (at < text.length() && !isBlank(text.charAt(at))) {
        at++;
      }
      if (at > start) {
        words.add(text.substring(start, at));
      }
    }
    return words;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n';
  }

  static List<String> split(String text, Regex regex) throws NotUnderstood {
    List<String> parts = new ArrayList<>();
    if (text.isEmpty()) {
      return parts;
    }
    int copied = 0;
    int at = 0;
    while (at <= text.length()) {
      int[] match = regex.search(text, at);
      if (match == null) {
        break;
      }
      if (match[0] == match[1]) {
        at = match[1] + 1;
        continue;
      }
      parts.add(text.substring(copied, match[0]));
      copied = match[1];
      at = match[1];
    }
    parts.add(text.substring(copied));
    return parts;
  }
}
