package dev.plinth.solve;

import dev.plinth.pkg.VersionScheme;

/** Debian's order of versions (deb-version(7)), written apart from the one under test elsewhere. */
final class DebianVersions implements VersionScheme {
  @Override
  public boolean isValid(String version) {
    return !version.isEmpty();
  }

  @Override
  public int compare(String a, String b) {
    int order = Long.compare(epoch(a), epoch(b));
    if (order != 0) {
      return order;
    }
    String restA = a.substring(a.indexOf(':') + 1);
    String restB = b.substring(b.indexOf(':') + 1);
    int dashA = restA.lastIndexOf('-');
    int dashB = restB.lastIndexOf('-');
    order =
        part(
            dashA < 0 ? restA : restA.substring(0, dashA),
            dashB < 0 ? restB : restB.substring(0, dashB));
    return order != 0
        ? order
        : part(
            dashA < 0 ? "" : restA.substring(dashA + 1),
            dashB < 0 ? "" : restB.substring(dashB + 1));
  }

  private static long epoch(String version) {
    int colon = version.indexOf(':');
    return colon < 0 ? 0 : Long.parseLong(version.substring(0, colon));
  }

  private static int part(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() || j < b.length()) {
      while ((i < a.length() && !digit(a, i)) || (j < b.length() && !digit(b, j))) {
        int order = Integer.compare(weight(a, i), weight(b, j));
        if (order != 0) {
          return order;
        }
        i++;
        j++;
      }
      int startA = i;
      int startB = j;
      while (digit(a, i)) {
        i++;
      }
      while (digit(b, j)) {
        j++;
      }
      int order = number(a.substring(startA, i), b.substring(startB, j));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int number(String a, String b) {
    String x = a.replaceFirst("^0+", "");
    String y = b.replaceFirst("^0+", "");
    return x.length() != y.length() ? Integer.compare(x.length(), y.length()) : x.compareTo(y);
  }

  private static boolean digit(String text, int at) {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static int weight(String text, int at) {
    if (at >= text.length() || digit(text, at)) {
      return 0;
    }
    char c = text.charAt(at);
    if (c == '~') {
      return -1;
    }
    return Character.isLetter(c) ? c : c + 256;
  }
}
