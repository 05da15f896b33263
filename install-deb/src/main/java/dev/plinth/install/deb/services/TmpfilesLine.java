package dev.plinth.install.deb.services;

import dev.plinth.shell.NotUnderstood;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of tmpfiles.d(5).
 *
 * @param type letter without modifiers
 * @param modifiers what follows it
 * @param mode as written, empty for the default
 * @param user as written, empty for the default
 * @param group likewise
 * @param argument rest of the line, empty for none
 */
record TmpfilesLine(
    char type,
    String modifiers,
    String path,
    String mode,
    String user,
    String group,
    String argument) {

  static List<TmpfilesLine> parse(String text) throws NotUnderstood {
    List<TmpfilesLine> lines = new ArrayList<>();
    for (String raw : text.split("\n", -1)) {
      String line = raw.strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String[] words = line.split("\\s+", 7);
      String path = words.length > 1 ? unquoted(words[1]) : "";
      lines.add(
          new TmpfilesLine(
              words[0].charAt(0),
              words[0].substring(1),
              path,
              at(words, 2),
              at(words, 3),
              at(words, 4),
              at(words, 6)));
    }
    return lines;
  }

  /** For what was just made: a colon before a mode or owner means nothing. */
  TmpfilesLine made() {
    return with(bare(mode), bare(user), bare(group));
  }

  /** For what stood there before: a mode or owner after a colon is not for it. */
  TmpfilesLine kept() {
    return with(unlessBare(mode), unlessBare(user), unlessBare(group));
  }

  private TmpfilesLine with(String newMode, String newUser, String newGroup) {
    return new TmpfilesLine(type, modifiers, path, newMode, newUser, newGroup, argument);
  }

  private static String bare(String field) {
    return field.replace(":", "");
  }

  private static String unlessBare(String field) {
    return field.indexOf(':') >= 0 ? "" : field;
  }

  private static String unquoted(String word) {
    return word.length() > 1 && word.startsWith("\"") && word.endsWith("\"")
        ? word.substring(1, word.length() - 1)
        : word;
  }

  private static String at(String[] words, int index) {
    return index >= words.length || words[index].equals("-") ? "" : words[index];
  }
}
