package dev.plinth.generate;

import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;

/** glob(3) over a tree: {@code *}, {@code ?} and {@code [a-z]} within a path element. */
record TreeGlob(Tree tree) {
  /**
   * @param pattern absolute
   * @return what exists and matches, in byte order; a leading dot must be written to match
   */
  List<String> expand(String pattern) {
    List<String> found = List.of("/");
    for (String part : pattern.split("/", -1)) {
      if (!part.isEmpty()) {
        found = step(found, part);
      }
    }
    return found;
  }

  private List<String> step(List<String> directories, String part) {
    List<String> next = new ArrayList<>();
    for (String directory : directories) {
      if (part.indexOf('*') < 0 && part.indexOf('?') < 0 && part.indexOf('[') < 0) {
        String path = RawPath.join(directory, part);
        if (tree.lstat(path).isPresent()) {
          next.add(path);
        }
        continue;
      }
      for (String name : names(directory)) {
        if ((name.charAt(0) != '.' || part.charAt(0) == '.') && matches(part, name)) {
          next.add(RawPath.join(directory, name));
        }
      }
    }
    return next;
  }

  private List<String> names(String directory) {
    try {
      return tree.list(directory);
    } catch (FileSystemException e) {
      return List.of();
    }
  }

  /** Whether {@code name} as a whole matches; linear in the product of both lengths at most. */
  static boolean matches(String pattern, String name) {
    int p = 0;
    int n = 0;
    int starAt = -1;
    int retryAt = 0;
    while (n < name.length()) {
      int after = p < pattern.length() ? one(pattern, p, name.charAt(n)) : -1;
      if (after > 0) {
        p = after;
        n++;
      } else if (p < pattern.length() && pattern.charAt(p) == '*') {
        starAt = p++;
        retryAt = n;
      } else if (starAt >= 0) {
        p = starAt + 1;
        n = ++retryAt;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** Where the pattern goes on after one element that matches {@code c}, or -1. */
  private static int one(String pattern, int at, char c) {
    char first = pattern.charAt(at);
    return switch (first) {
      case '*' -> -1;
      case '?' -> at + 1;
      case '\\' -> at + 1 < pattern.length() && pattern.charAt(at + 1) == c ? at + 2 : -1;
      case '[' -> set(pattern, at, c);
      default -> first == c ? at + 1 : -1;
    };
  }

  private static int set(String pattern, int at, char c) {
    int i = at + 1;
    boolean negated =
        i < pattern.length() && (pattern.charAt(i) == '!' || pattern.charAt(i) == '^');
    if (negated) {
      i++;
    }
    boolean in = false;
    for (int first = i; i < pattern.length(); i++) {
      char low = pattern.charAt(i);
      if (low == ']' && i > first) {
        return in != negated ? i + 1 : -1;
      }
      char high = low;
      if (i + 2 < pattern.length()
          && pattern.charAt(i + 1) == '-'
          && pattern.charAt(i + 2) != ']') {
        high = pattern.charAt(i + 2);
        i += 2;
      }
      in |= low <= c && c <= high;
    }
    // No closing bracket: it stands for itself.
    return c == '[' ? at + 1 : -1;
  }
}
