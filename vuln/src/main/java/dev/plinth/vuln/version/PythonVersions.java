package dev.plinth.vuln.version;

import static dev.plinth.vuln.version.VersionText.compareNumbers;
import static dev.plinth.vuln.version.VersionText.digits;

import dev.plinth.pkg.VersionScheme;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Versions of Python packages (PEP 440): epoch, release, pre, post and development releases, local
 * versions.
 */
public final class PythonVersions implements VersionScheme {
  public static final PythonVersions INSTANCE = new PythonVersions();

  private static final String FIRST = "0";
  private static final String LAST = "z";

  private static final Pattern VERSION =
      Pattern.compile(
          "v?(?:(\\d+)!)?(\\d+(?:\\.\\d+)*)"
              + "(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\\d*))?"
              + "(?:-(\\d+)|[-_.]?(post|rev|r)[-_.]?(\\d*))?"
              + "(?:[-_.]?(dev)[-_.]?(\\d*))?"
              + "(?:\\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?");

  /**
   * @param pre orders before all: a development release of a final one, then pre-releases by
   *     letter, then the final one
   */
  private record Parsed(
      String epoch,
      List<String> release,
      String pre,
      String preNumber,
      String post,
      String dev,
      List<String> local) {}

  private PythonVersions() {}

  @Override
  public boolean isValid(String version) {
    return parse(version).isPresent();
  }

  @Override
  public int compare(String a, String b) {
    Parsed x = parse(a).orElseThrow(() -> VersionText.refused(a, "Python packages"));
    Parsed y = parse(b).orElseThrow(() -> VersionText.refused(b, "Python packages"));
    int order = compareNumbers(x.epoch, y.epoch);
    int count = Math.max(x.release.size(), y.release.size());
    for (int i = 0; order == 0 && i < count; i++) {
      order = compareNumbers(at(x.release, i), at(y.release, i));
    }
    order = order != 0 ? order : x.pre.compareTo(y.pre);
    order = order != 0 ? order : compareNumbers(x.preNumber, y.preNumber);
    order = order != 0 ? order : missingFirst(x.post, y.post);
    order = order != 0 ? order : missingLast(x.dev, y.dev);
    return order != 0 ? order : local(x.local, y.local);
  }

  /** No post-release is before any. */
  private static int missingFirst(String a, String b) {
    return a.isEmpty() || b.isEmpty()
        ? Boolean.compare(!a.isEmpty(), !b.isEmpty())
        : compareNumbers(a, b);
  }

  /** No development release is after all of them. */
  private static int missingLast(String a, String b) {
    return a.isEmpty() || b.isEmpty()
        ? Boolean.compare(a.isEmpty(), b.isEmpty())
        : compareNumbers(a, b);
  }

  private static int local(List<String> a, List<String> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      boolean numberA = digits(a.get(i));
      boolean numberB = digits(b.get(i));
      int order =
          numberA && numberB
              ? compareNumbers(a.get(i), b.get(i))
              : numberA != numberB ? (numberA ? 1 : -1) : a.get(i).compareTo(b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private static String at(List<String> release, int i) {
    return i < release.size() ? release.get(i) : "0";
  }

  private static Optional<Parsed> parse(String version) {
    if (version.length() > VersionText.MAX_LENGTH) {
      return Optional.empty();
    }
    Matcher m = VERSION.matcher(version.strip().toLowerCase(Locale.ROOT));
    if (!m.matches()) {
      return Optional.empty();
    }
    String post = m.group(5) != null ? m.group(5) : m.group(6) != null ? orZero(m.group(7)) : "";
    String dev = m.group(8) != null ? orZero(m.group(9)) : "";
    String pre = m.group(3) == null ? "" : letter(m.group(3));
    String place = !pre.isEmpty() ? pre : post.isEmpty() && !dev.isEmpty() ? FIRST : LAST;
    return Optional.of(
        new Parsed(
            orZero(m.group(1)),
            List.of(m.group(2).split("\\.")),
            place,
            orZero(m.group(4)),
            post,
            dev,
            m.group(10) == null ? List.of() : List.of(m.group(10).split("[-_.]"))));
  }

  private static String letter(String word) {
    return switch (word) {
      case "alpha", "a" -> "a";
      case "beta", "b" -> "b";
      default -> "rc";
    };
  }

  private static String orZero(@org.jspecify.annotations.Nullable String number) {
    return number == null || number.isEmpty() ? "0" : number;
  }
}
