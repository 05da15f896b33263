package dev.plinth.install.deb.accounts;

import dev.plinth.shell.NotUnderstood;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of sysusers.d(5).
 *
 * @param type {@code u}, {@code g}, {@code m} or {@code r}, without modifiers
 * @param locked {@code u!}: the account is of no use for logging in
 * @param name user, or group for {@code g}
 * @param id as written; empty for {@code -}
 * @param comment likewise
 * @param home likewise
 * @param shell likewise
 */
record SysusersLine(
    char type, boolean locked, String name, String id, String comment, String home, String shell) {

  static List<SysusersLine> parse(String text, String where) throws NotUnderstood {
    List<SysusersLine> lines = new ArrayList<>();
    for (String raw : text.split("\n", -1)) {
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
        continue;
      }
      List<String> words = words(line);
      while (words.size() < 6) {
        words.add("-");
      }
      String type = words.get(0);
      if (words.size() > 6 || !type.matches("[ugmr]!?") || words.get(1).indexOf('%') >= 0) {
        throw new NotUnderstood(where + ": the line '" + line + "' is not modelled");
      }
      lines.add(
          new SysusersLine(
              type.charAt(0),
              type.endsWith("!"),
              words.get(1),
              plain(words.get(2)),
              plain(words.get(3)),
              plain(words.get(4)),
              plain(words.get(5))));
    }
    return lines;
  }

  private static String plain(String word) {
    return word.equals("-") ? "" : word;
  }

  /** Cuts at blanks; quotes hold words together. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    boolean open = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        open = true;
      } else if (c == ' ' || c == '\t') {
        if (open) {
          words.add(word.toString());
          word.setLength(0);
          open = false;
        }
      } else {
        word.append(c);
        open = true;
      }
    }
    if (open) {
      words.add(word.toString());
    }
    return words;
  }
}
