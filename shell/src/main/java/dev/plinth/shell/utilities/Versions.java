package dev.plinth.shell.utilities;

/**
 * The order of {@code sort -V}: Debian's version comparison over whole strings (gnulib filevercmp).
 */
final class Versions {
  private Versions() {}

  static int compare(String a, String b) {
    if (a.equals(b)) {
      return 0;
    }
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? -1 : 1;
    }
    int special = special(a) - special(b);
    if (special != 0) {
      return special;
    }
    int endA = suffixStart(a);
    int endB = suffixStart(b);
    int compared = verrevcmp(a.substring(0, endA), b.substring(0, endB));
    return compared != 0 ? compared : verrevcmp(a, b);
  }

  /** {@code .}, {@code ..} and hidden names come first, in this order. */
  private static int special(String name) {
    return name.equals(".") ? 0 : name.equals("..") ? 1 : name.startsWith(".") ? 2 : 3;
  }

  /** Where a suffix {@code (\.[A-Za-z~][A-Za-z0-9~]*)*} begins. */
  private static int suffixStart(String text) {
    int start = text.length();
    int at = text.length();
    while (at > 0) {
      int dot = text.lastIndexOf('.', at - 1);
      if (dot <= 0 || dot + 1 >= at || !isSuffix(text, dot + 1, at)) {
        break;
      }
      start = dot;
      at = dot;
    }
    return start;
  }

  private static boolean isSuffix(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '~';
      if (!letter && (i == from || !isDigit(c))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int order(String text, int at) {
    if (at >= text.length() || isDigit(text.charAt(at))) {
      return 0;
    }
    char c = text.charAt(at);
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      return c;
    }
    return c == '~' ? -1 : c + 256;
  }

  private static int verrevcmp(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() || j < b.length()) {
      while ((i < a.length() && !isDigit(a.charAt(i)))
          || (j < b.length() && !isDigit(b.charAt(j)))) {
        int compared = order(a, i) - order(b, j);
        if (compared != 0) {
          return compared;
        }
        i++;
        j++;
      }
      while (i < a.length() && a.charAt(i) == '0') {
        i++;
      }
      while (j < b.length() && b.charAt(j) == '0') {
        j++;
      }
      int first = 0;
      while (i < a.length() && j < b.length() && isDigit(a.charAt(i)) && isDigit(b.charAt(j))) {
        first = first == 0 ? a.charAt(i) - b.charAt(j) : first;
        i++;
        j++;
      }
      if (i < a.length() && isDigit(a.charAt(i))) {
        return 1;
      }
      if (j < b.length() && isDigit(b.charAt(j))) {
        return -1;
      }
      if (first != 0) {
        return first;
      }
    }
    return 0;
  }
}
