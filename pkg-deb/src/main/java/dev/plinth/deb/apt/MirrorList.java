package dev.plinth.deb.apt;

import java.util.ArrayList;
import java.util.List;

/**
 * A list of mirrors, as {@code mirror+file:} and its kin name it (apt-transport-mirror(1)): one URI
 * a line, options after a tab; {@code priority:N} orders, lower first, else the order of the file.
 */
public final class MirrorList {
  private static final int MAX_ENTRIES = 64;

  private record Entry(String uri, int priority) {}

  private MirrorList() {}

  /** URIs in the order to try them, at most 64. */
  public static List<String> parse(String text) {
    List<Entry> entries = new ArrayList<>();
    for (String raw : text.split("\n", -1)) {
      String line = raw.trim();
      if (line.isEmpty() || line.startsWith("#") || entries.size() == MAX_ENTRIES) {
        continue;
      }
      String[] words = line.split("[ \t]+", -1);
      int priority = Integer.MAX_VALUE;
      boolean binary = true;
      for (int i = 1; i < words.length; i++) {
        if (words[i].startsWith("priority:")) {
          priority = number(words[i].substring(9));
        } else if (words[i].startsWith("type:")) {
          binary &= words[i].equals("type:deb");
        }
      }
      if (binary) {
        entries.add(new Entry(words[0], priority));
      }
    }
    entries.sort((a, b) -> Integer.compare(a.priority, b.priority));
    return entries.stream().map(Entry::uri).toList();
  }

  private static int number(String text) {
    if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Integer.MAX_VALUE;
    }
    return Integer.parseInt(text);
  }
}
