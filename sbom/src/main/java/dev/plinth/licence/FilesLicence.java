package dev.plinth.licence;

import java.util.List;

/**
 * One Files paragraph of a copyright file.
 *
 * @param line where it begins, counted from 1
 * @param patterns of paths in the source package; {@code *} and {@code ?} match slashes too
 * @param copyright who holds it, as the file has it; empty where it says nothing
 * @param declared the first line of the License field
 * @param expression what that means; what was not understood is a {@code LicenseRef-}
 */
public record FilesLicence(
    int line, List<String> patterns, String copyright, String declared, Expression expression) {

  public FilesLicence {
    patterns = List.copyOf(patterns);
  }

  /** Whether a path of the source package, without {@code ./}, is meant. */
  public boolean covers(String path) {
    return patterns.stream().anyMatch(pattern -> matches(pattern, path));
  }

  /** Linear in time for one star, and bounded by the product of the lengths for many. */
  static boolean matches(String pattern, String path) {
    int p = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (t < path.length()) {
      boolean escaped = p + 1 < pattern.length() && pattern.charAt(p) == '\\';
      if (!escaped && p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = t;
      } else if (escaped && pattern.charAt(p + 1) == path.charAt(t)) {
        p += 2;
        t++;
      } else if (!escaped
          && p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == path.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
