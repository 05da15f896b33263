package dev.plinth.vuln.match;

import dev.plinth.pkg.VersionScheme;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** apk's order for plain versions, as a stand-in: numbers, a letter, a suffix, a revision. */
public final class ApkOrder implements VersionScheme {
  public static final ApkOrder INSTANCE = new ApkOrder();

  private static final Pattern VERSION =
      Pattern.compile("(\\d+(?:\\.\\d+)*)([a-z]?)(?:_([a-z]+)(\\d*))?(?:-r(\\d+))?");
  private static final List<String> SUFFIXES =
      List.of("alpha", "beta", "pre", "rc", "", "cvs", "svn", "git", "hg", "p");

  private ApkOrder() {}

  @Override
  public boolean isValid(String version) {
    return VERSION.matcher(version).matches();
  }

  @Override
  public int compare(String a, String b) {
    Matcher x = VERSION.matcher(a);
    Matcher y = VERSION.matcher(b);
    if (!x.matches() || !y.matches()) {
      throw new IllegalArgumentException(a + " " + b);
    }
    String[] m = x.group(1).split("\\.");
    String[] n = y.group(1).split("\\.");
    int order = 0;
    for (int i = 0; order == 0 && i < Math.min(m.length, n.length); i++) {
      order = new BigInteger(m[i]).compareTo(new BigInteger(n[i]));
    }
    order = order != 0 ? order : Integer.compare(m.length, n.length);
    order = order != 0 ? order : x.group(2).compareTo(y.group(2));
    order = order != 0 ? order : Integer.compare(suffix(x), suffix(y));
    order = order != 0 ? order : number(x.group(4)).compareTo(number(y.group(4)));
    return order != 0 ? order : number(x.group(5)).compareTo(number(y.group(5)));
  }

  private static int suffix(Matcher version) {
    return SUFFIXES.indexOf(version.group(3) == null ? "" : version.group(3));
  }

  private static BigInteger number(String text) {
    return text == null || text.isEmpty() ? BigInteger.ZERO : new BigInteger(text);
  }
}
