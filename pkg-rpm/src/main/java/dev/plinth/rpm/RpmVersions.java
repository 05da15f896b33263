package dev.plinth.rpm;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.VersionScheme;

/**
 * The order of rpm's versions, {@code [epoch:]version[-release]} (rpm-version(7)): epochs by
 * number, then versions, then releases. Without a release a version is before the same one with a
 * release; without an epoch it has epoch 0.
 */
public final class RpmVersions implements VersionScheme {
  /** There is only one order. */
  public static final RpmVersions INSTANCE = new RpmVersions();

  private RpmVersions() {}

  @Override
  public int compare(String a, String b) {
    check(a);
    check(b);
    int colonA = epochEnd(a);
    int colonB = epochEnd(b);
    int order = compareSegments(epoch(a, colonA), epoch(b, colonB));
    if (order != 0) {
      return order;
    }
    int dashA = dash(a, colonA);
    int dashB = dash(b, colonB);
    order = compareSegments(a.substring(colonA + 1, dashA), b.substring(colonB + 1, dashB));
    if (order != 0) {
      return order;
    }
    boolean releaseA = dashA < a.length();
    boolean releaseB = dashB < b.length();
    return releaseA && releaseB
        ? compareSegments(a.substring(dashA + 1), b.substring(dashB + 1))
        : Boolean.compare(releaseA, releaseB);
  }

  /**
   * Whether it has something before the release, and neither spaces nor control characters. Other
   * characters that no packager may use only separate, as in rpm.
   */
  @Override
  public boolean isValid(String version) {
    int colon = epochEnd(version);
    return dash(version, colon) > colon + 1
        && version.chars().noneMatch(c -> c <= ' ' || c == 0x7f);
  }

  private void check(String version) {
    if (!isValid(version)) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT, "'" + version + "' is not a version of rpm", "see rpm-version(7)");
    }
  }

  /** Where the colon after leading digits stands; -1 where there is no epoch. */
  static int epochEnd(String version) {
    int at = 0;
    while (at < version.length() && isDigit(version.charAt(at))) {
      at++;
    }
    return at < version.length() && version.charAt(at) == ':' ? at : -1;
  }

  private static String epoch(String version, int colon) {
    return colon <= 0 ? "0" : version.substring(0, colon);
  }

  /** Where the release's dash stands, or the end where there is none. */
  private static int dash(String version, int colon) {
    int dash = version.lastIndexOf('-');
    return dash > colon ? dash : version.length();
  }

  /**
   * The order of two versions or releases (rpmvercmp): runs of digits by value, runs of letters as
   * text, anything else only separates. A tilde is before everything, the end too; a caret is after
   * the end, and before everything else.
   */
  static int compareSegments(String a, String b) {
    int i = 0;
    int j = 0;
    while (true) {
      i = pastSeparators(a, i);
      j = pastSeparators(b, j);
      boolean endA = i == a.length();
      boolean endB = j == b.length();
      char x = endA ? '\0' : a.charAt(i);
      char y = endB ? '\0' : b.charAt(j);
      if (x == '~' || y == '~' || x == '^' || y == '^') {
        if (x != y) {
          return x == '~' ? -1 : y == '~' ? 1 : x == '^' ? (endB ? 1 : -1) : (endA ? -1 : 1);
        }
        i++;
        j++;
        continue;
      }
      if (endA || endB) {
        return Boolean.compare(endB, endA);
      }
      boolean number = isDigit(x);
      if (number != isDigit(y)) {
        return number ? 1 : -1;
      }
      int toA = pastRun(a, i, number);
      int toB = pastRun(b, j, number);
      int order = number ? numbers(a, i, toA, b, j, toB) : text(a, i, toA, b, j, toB);
      if (order != 0) {
        return order;
      }
      i = toA;
      j = toB;
    }
  }

  private static int pastSeparators(String text, int at) {
    int i = at;
    while (i < text.length() && !isWord(text.charAt(i)) && "~^".indexOf(text.charAt(i)) < 0) {
      i++;
    }
    return i;
  }

  private static int pastRun(String text, int at, boolean digits) {
    int i = at;
    while (i < text.length() && isWord(text.charAt(i)) && isDigit(text.charAt(i)) == digits) {
      i++;
    }
    return i;
  }

  private static int numbers(String a, int i, int toA, String b, int j, int toB) {
    int fromA = pastZeros(a, i, toA);
    int fromB = pastZeros(b, j, toB);
    int lengths = Integer.compare(toA - fromA, toB - fromB);
    return lengths != 0 ? lengths : text(a, fromA, toA, b, fromB, toB);
  }

  private static int pastZeros(String text, int at, int end) {
    int i = at;
    while (i < end && text.charAt(i) == '0') {
      i++;
    }
    return i;
  }

  private static int text(String a, int i, int toA, String b, int j, int toB) {
    return a.substring(i, toA).compareTo(b.substring(j, toB));
  }

  private static boolean isWord(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
