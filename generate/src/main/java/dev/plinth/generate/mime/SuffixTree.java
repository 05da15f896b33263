package dev.plinth.generate.mime;

import dev.plinth.generate.mime.MimeData.Glob;
import dev.plinth.rootfs.RawPath;
import java.util.ArrayList;
import java.util.List;

/** Patterns of the form {@code *SUFFIX}, as a tree of their characters from the last one on. */
final class SuffixTree {
  private static final int ENTRY = 12;
  private static final int EXACT = 0x100;

  /** A character, or, with the character 0, a type that a suffix stands for. */
  private static final class Entry {
    final int character;
    final String type;
    final int flags;
    int weight;
    final List<Entry> children = new ArrayList<>();

    Entry(int character, String type, int weight, int flags) {
      this.character = character;
      this.type = type;
      this.weight = weight;
      this.flags = flags;
    }
  }

  private final List<Entry> roots = new ArrayList<>();
  private int below;

  SuffixTree(MimeData data) {
    for (String pattern : data.globs.keys()) {
      if (isSuffix(pattern)) {
        int[] suffix =
            new StringBuilder(RawPath.toText(pattern.substring(1)))
                .reverse()
                .codePoints()
                .toArray();
        data.globs.of(pattern).forEach(glob -> add(suffix, glob));
      }
    }
  }

  static boolean isSuffix(String pattern) {
    return pattern.startsWith("*") && isPlain(pattern.substring(1));
  }

  /** Whether a pattern stands for itself alone. */
  static boolean isPlain(String pattern) {
    return pattern.chars().noneMatch(c -> c == '\\' || c == '[' || c == '?' || c == '*');
  }

  private void add(int[] suffix, Glob glob) {
    List<Entry> level = roots;
    for (int character : suffix) {
      int at = 0;
      while (at < level.size() && level.get(at).character < character) {
        at++;
      }
      if (at == level.size() || level.get(at).character != character) {
        level.add(at, new Entry(character, "", 0, 0));
      }
      level = level.get(at).children;
    }
    int at = 0;
    for (; at < level.size() && level.get(at).character == 0; at++) {
      Entry same = level.get(at);
      if (same.type.equals(glob.type())) {
        same.weight = Math.max(same.weight, glob.weight());
        return;
      }
    }
    level.add(at, new Entry(0, glob.type(), glob.weight(), glob.exact() ? EXACT : 0));
  }

  /** Level by level, each entry with the place of those below it. */
  void write(CacheBytes out) {
    out.number(roots.size());
    out.number(out.size() + 4);
    below = out.size() + ENTRY * roots.size();
    List<Entry> level = roots;
    while (!level.isEmpty()) {
      List<Entry> next = new ArrayList<>();
      for (Entry entry : level) {
        out.number(entry.character);
        if (entry.character == 0) {
          out.text(entry.type);
          out.number((entry.weight & 0xff) | entry.flags);
        } else {
          out.number(entry.children.size());
          out.number(below);
          below += ENTRY * entry.children.size();
        }
        next.addAll(entry.children);
      }
      level = next;
    }
  }
}
