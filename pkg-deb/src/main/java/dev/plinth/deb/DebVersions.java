package dev.plinth.deb;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.VersionScheme;

/** The order of Debian's versions, {@code [epoch:]upstream[-revision]} (deb-version(7)). */
public final class DebVersions implements VersionScheme {
  /** There is only one order. */
  public static final DebVersions INSTANCE = new DebVersions();

  private static final int LETTERS = 256;

  private DebVersions() {}

  @Override
  public int compare(String a, String b) {
    if (a.equals(b)) {
      check(a);
      return 0;
    }
    int colonA = check(a);
    int colonB = check(b);
    int order = Integer.compare(epoch(a, colonA), epoch(b, colonB));
    if (order != 0) {
      return order;
    }
    int dashA = revision(a, colonA);
    int dashB = revision(b, colonB);
    order = compare(a, colonA + 1, dashA, b, colonB + 1, dashB);
    // Without a dash the revision is empty, which counts like "0".
    return order != 0 ? order : compare(a, dashA + 1, a.length(), b, dashB + 1, b.length());
  }

  @Override
  public boolean isValid(String version) {
    return problem(version) == null;
  }

  /** The version without its epoch and revision. */
  public static String upstream(String version) {
    int colon = version.indexOf(':');
    return version.substring(colon + 1, revision(version, colon));
  }

  private static int check(String version) {
    String problem = problem(version);
    if (problem != null) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "'" + version + "' is not a Debian version: " + problem,
          "see deb-version(7)");
    }
    return version.indexOf(':');
  }

  /** What dpkg's parseversion() refuses; null where it is a version. */
  private static @org.jspecify.annotations.Nullable String problem(String version) {
    int colon = version.indexOf(':');
    if (colon == 0 || colon > 9) {
      return "its epoch is not a number";
    }
    for (int i = 0; i < colon; i++) {
      if (!digit(version.charAt(i))) {
        return "its epoch is not a number";
      }
    }
    if (colon > 0 && Long.parseLong(version.substring(0, colon)) > Integer.MAX_VALUE) {
      return "its epoch is too large";
    }
    int dash = revision(version, colon);
    if (dash == colon + 1) {
      return "it has no upstream part";
    }
    if (!digit(version.charAt(colon + 1))) {
      return "its upstream part does not begin with a digit";
    }
    for (int i = colon + 1; i < dash; i++) {
      char c = version.charAt(i);
      if (!digit(c) && !letter(c) && ".-+~:".indexOf(c) < 0) {
        return "'" + c + "' does not belong there";
      }
    }
    if (dash == version.length() - 1) {
      return "its revision is empty";
    }
    for (int i = dash + 1; i < version.length(); i++) {
      char c = version.charAt(i);
      if (!digit(c) && !letter(c) && ".+~".indexOf(c) < 0) {
        return "'" + c + "' does not belong in its revision";
      }
    }
    return null;
  }

  /** Where the revision's dash stands, or the end where there is none. */
  private static int revision(String version, int colon) {
    int dash = version.lastIndexOf('-');
    return dash > colon ? dash : version.length();
  }

  private static int epoch(String version, int colon) {
    return colon < 0 ? 0 : Integer.parseInt(version.substring(0, colon));
  }

  /** Non-digits by their weight, then numbers by value, in turn (deb-version(7), "Sorting"). */
  private static int compare(String a, int i, int endA, String b, int j, int endB) {
    while (i < endA || j < endB) {
      while ((i < endA && !digit(a.charAt(i))) || (j < endB && !digit(b.charAt(j)))) {
        int order = weight(a, i, endA) - weight(b, j, endB);
        if (order != 0) {
          return order;
        }
        i++;
        j++;
      }
      while (i < endA && a.charAt(i) == '0') {
        i++;
      }
      while (j < endB && b.charAt(j) == '0') {
        j++;
      }
      int first = 0;
      while (i < endA && j < endB && digit(a.charAt(i)) && digit(b.charAt(j))) {
        first = first == 0 ? a.charAt(i) - b.charAt(j) : first;
        i++;
        j++;
      }
      if (i < endA && digit(a.charAt(i))) {
        return 1;
      }
      if (j < endB && digit(b.charAt(j))) {
        return -1;
      }
      if (first != 0) {
        return first;
      }
    }
    return 0;
  }

  private static int weight(String text, int at, int end) {
    if (at >= end || digit(text.charAt(at))) {
      return 0;
    }
    char c = text.charAt(at);
    return c == '~' ? -1 : letter(c) ? c : c + LETTERS;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
