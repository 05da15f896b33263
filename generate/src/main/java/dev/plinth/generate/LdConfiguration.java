package dev.plinth.generate;

import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;

/** Reads /etc/ld.so.conf and the files it includes, as ldconfig(8) does. */
final class LdConfiguration {
  /**
   * A directory to search.
   *
   * @param path as written, without white space around and slashes behind
   * @param libc6 whether {@code =libc6} or {@code =glibc2} follows it
   */
  record Directory(String path, boolean libc6) {}

  private static final int DEEPEST_INCLUDE = 16;
  private static final int MOST_DIRECTORIES = 10_000;

  private final Tree tree;
  private final List<Directory> directories = new ArrayList<>();

  private LdConfiguration(Tree tree) {
    this.tree = tree;
  }

  /** The directories in the order in which they are to be searched. */
  static List<Directory> read(Tree tree) {
    LdConfiguration configuration = new LdConfiguration(tree);
    configuration.file("/etc/ld.so.conf", 0);
    return configuration.directories;
  }

  /** Adds a directory as a line of the file, or the built-in list, names it. */
  static Directory directory(String text) {
    int equals = text.indexOf('=');
    String path = equals < 0 ? text : text.substring(0, equals);
    String kind = equals < 0 ? "" : text.substring(equals + 1);
    int end = path.length();
    while (end > 0 && isSpace(path.charAt(end - 1))) {
      end--;
    }
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return new Directory(path.substring(0, end), kind.equals("libc6") || kind.equals("glibc2"));
  }

  private void file(String path, int depth) {
    if (depth > DEEPEST_INCLUDE || !tree.isRegularFile(path)) {
      return;
    }
    String text;
    try {
      text =
          new String(
              tree.content(path).read(0, 1 << 20), java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (FileSystemException e) {
      return;
    }
    for (String line : text.split("\n", -1)) {
      int comment = line.indexOf('#');
      line(comment < 0 ? line : line.substring(0, comment), path, depth);
    }
  }

  private void line(String line, String path, int depth) {
    int start = 0;
    while (start < line.length() && isSpace(line.charAt(start))) {
      start++;
    }
    String text = line.substring(start);
    if (text.isEmpty()) {
      return;
    }
    if (isDirective(text, "include")) {
      for (String pattern : text.substring(8).split("[ \t]", -1)) {
        if (!pattern.isEmpty()) {
          String absolute =
              pattern.startsWith("/") ? pattern : RawPath.parent(path) + "/" + pattern;
          new TreeGlob(tree).expand(absolute).forEach(file -> file(file, depth + 1));
        }
      }
    } else if (!isDirective(text.toLowerCase(java.util.Locale.ROOT), "hwcap")
        && directories.size() < MOST_DIRECTORIES) {
      directories.add(directory(text));
    }
  }

  private static boolean isDirective(String text, String word) {
    return text.startsWith(word)
        && text.length() > word.length()
        && (text.charAt(word.length()) == ' ' || text.charAt(word.length()) == '\t');
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
