package dev.plinth.vuln.match;

import dev.plinth.pkg.VersionScheme;

/**
 * rpm's order, as a stand-in: the vuln module gets its orders passed in. What matters is held
 * against rpm itself in the oracle test.
 */
public final class RpmOrder implements VersionScheme {
  public static final RpmOrder INSTANCE = new RpmOrder();

  private RpmOrder() {}

  @Override
  public boolean isValid(String version) {
    return !version.isBlank() && version.indexOf(' ') < 0 && !version.startsWith("-");
  }

  @Override
  public int compare(String a, String b) {
    String[] x = parts(a);
    String[] y = parts(b);
    int order = Integer.compare(Integer.parseInt(x[0]), Integer.parseInt(y[0]));
    order = order != 0 ? order : segments(x[1], y[1]);
    return order != 0 ? order : segments(x[2], y[2]);
  }

  private static String[] parts(String version) {
    int colon = version.indexOf(':');
    int dash = version.lastIndexOf('-');
    return new String[] {
      colon < 0 ? "0" : version.substring(0, colon),
      version.substring(colon + 1, dash < 0 ? version.length() : dash),
      dash < 0 ? "" : version.substring(dash + 1)
    };
  }

  private static int segments(String a, String b) {
    int i = 0;
    int j = 0;
    while (true) {
      while (i < a.length() && separates(a.charAt(i))) {
        i++;
      }
      while (j < b.length() && separates(b.charAt(j))) {
        j++;
      }
      char x = i < a.length() ? a.charAt(i) : 0;
      char y = j < b.length() ? b.charAt(j) : 0;
      if (x == '~' || y == '~') {
        if (x != y) {
          return x == '~' ? -1 : 1;
        }
        i++;
        j++;
      } else if (x == '^' || y == '^') {
        if (x != y) {
          return x == '^' ? (y == 0 ? 1 : -1) : (x == 0 ? -1 : 1);
        }
        i++;
        j++;
      } else if (x == 0 || y == 0) {
        return Integer.compare(a.length() - i, 0) - Integer.compare(b.length() - j, 0);
      } else {
        int endI = end(a, i, Character.isDigit(x));
        int endJ = end(b, j, Character.isDigit(x));
        if (endJ == j) {
          return Character.isDigit(x) ? 1 : -1;
        }
        int order = segment(a.substring(i, endI), b.substring(j, endJ), Character.isDigit(x));
        if (order != 0) {
          return order;
        }
        i = endI;
        j = endJ;
      }
    }
  }

  private static int segment(String a, String b, boolean digits) {
    if (!digits) {
      return a.compareTo(b);
    }
    return new java.math.BigInteger(a).compareTo(new java.math.BigInteger(b));
  }

  private static int end(String text, int from, boolean digits) {
    int at = from;
    while (at < text.length()
        && (digits ? Character.isDigit(text.charAt(at)) : Character.isLetter(text.charAt(at)))) {
      at++;
    }
    return at;
  }

  private static boolean separates(char c) {
    return !Character.isLetterOrDigit(c) && c != '~' && c != '^';
  }
}
