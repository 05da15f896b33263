package dev.plinth.cli;

import dev.plinth.model.Digest;
import java.util.Locale;

/** Numbers and digests as people read them. */
final class Text {
  private static final int WIDTH = 100;
  private static final long KIB = 1024;
  private static final long MIB = KIB * KIB;

  private Text() {}

  /** With a unit always: {@code 512 B}, {@code 38.2 MiB}. */
  static String bytes(long bytes) {
    if (bytes < KIB) {
      return bytes + " B";
    }
    if (bytes < MIB) {
      return String.format(Locale.ROOT, "%.1f KiB", (double) bytes / KIB);
    }
    if (bytes < KIB * MIB) {
      return String.format(Locale.ROOT, "%.1f MiB", (double) bytes / MIB);
    }
    return String.format(Locale.ROOT, "%.1f GiB", (double) bytes / (KIB * MIB));
  }

  static String digest(Digest digest, boolean full) {
    return full ? digest.toString() : digest.algorithm() + ":" + digest.shortHex();
  }

  /** {@code 1 package}, {@code 2 packages}. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /**
   * What came from outside as a terminal may see it: without characters that move the cursor,
   * change colours or turn the direction of writing; each becomes a question mark.
   */
  static String shown(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (hidden(text.charAt(i))) {
        StringBuilder clean = new StringBuilder(text);
        for (int j = i; j < clean.length(); j++) {
          if (hidden(clean.charAt(j))) {
            clean.setCharAt(j, '?');
          }
        }
        return clean.toString();
      }
    }
    return text;
  }

  private static boolean hidden(char c) {
    return (Character.isISOControl(c) && c != '\n' && c != '\t')
        || Character.getType(c) == Character.FORMAT;
  }

  /**
   * {@code text} in lines of at most 100 columns, broken at spaces; a word that is longer stays
   * whole.
   *
   * @param first what the first line begins with; the others are indented as far
   */
  static String wrapped(String first, String text) {
    StringBuilder all = new StringBuilder();
    StringBuilder line = new StringBuilder(first);
    boolean empty = true;
    for (String word : text.split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        all.append(line).append('\n');
        line.setLength(0);
        line.append(" ".repeat(first.length()));
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    return all.append(line).toString();
  }
}
