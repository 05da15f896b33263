package dev.plinth.vuln.version;

import dev.plinth.pkg.VersionScheme;

/**
 * Versions of Go modules (go.dev/ref/mod, "Versions"), and of the toolchain: {@code go1.21rc2} is
 * read as {@code 1.21.0-rc.2} (go.dev/doc/toolchain).
 */
public final class GoVersions implements VersionScheme {
  public static final GoVersions INSTANCE = new GoVersions();

  private GoVersions() {}

  @Override
  public boolean isValid(String version) {
    return SemVersions.INSTANCE.isValid(semantic(version));
  }

  @Override
  public int compare(String a, String b) {
    return SemVersions.INSTANCE.compare(semantic(a), semantic(b));
  }

  private static String semantic(String version) {
    if (!version.startsWith("go") || version.length() > VersionText.MAX_LENGTH) {
      return version;
    }
    // A toolchain built elsewhere adds its name: "go1.21.4 X:boringcrypto", "go1.20-custom".
    String text = version.substring(2);
    int end = 0;
    while (end < text.length()
        && (VersionText.digit(text.charAt(end)) || text.charAt(end) == '.')) {
      end++;
    }
    String rest = text.substring(end);
    String numbers = text.substring(0, end);
    for (String stage : new String[] {"alpha", "beta", "rc"}) {
      if (rest.startsWith(stage) && VersionText.digits(rest.substring(stage.length()))) {
        return numbers + "-" + stage + "." + rest.substring(stage.length());
      }
    }
    return rest.isEmpty() || rest.startsWith(" ") || rest.startsWith("-") ? numbers : version;
  }
}
