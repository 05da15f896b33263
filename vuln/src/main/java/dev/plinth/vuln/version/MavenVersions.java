package dev.plinth.vuln.version;

import dev.plinth.pkg.VersionScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Versions of Maven artifacts (maven.apache.org, POM reference, "Version Order Specification").
 * Nearly every text is a version. What Maven allows in none (its model's validation: characters of
 * ranges, properties and file systems), and what stands for whichever is newest, is refused.
 */
public final class MavenVersions implements VersionScheme {
  public static final MavenVersions INSTANCE = new MavenVersions();

  private static final String NEVER = "\\/:\"<>|?*[](){},";

  /** In their order; "" is the release itself, what is not here comes after all of them. */
  private static final List<String> QUALIFIERS =
      List.of("alpha", "beta", "milestone", "rc", "snapshot", "", "sp");

  /**
   * @param dash whether a dash stands before it, or letters end there
   * @param number whether it is one
   */
  private record Token(boolean dash, boolean number, String text) {
    boolean isNull() {
      return number ? VersionText.withoutZeros(text).equals("0") : text.isEmpty();
    }

    int rank() {
      return !number ? 0 : dash ? 1 : 2;
    }
  }

  private MavenVersions() {}

  @Override
  public boolean isValid(String version) {
    return !version.isBlank()
        && version.length() <= VersionText.MAX_LENGTH
        && version.chars().noneMatch(c -> Character.isISOControl(c) || NEVER.indexOf(c) >= 0)
        && !version.equals("LATEST")
        && !version.equals("RELEASE");
  }

  @Override
  public int compare(String a, String b) {
    List<Token> first = tokens(a);
    List<Token> second = tokens(b);
    for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
      Token x = i < first.size() ? first.get(i) : padding(second.get(i));
      Token y = i < second.size() ? second.get(i) : padding(first.get(i));
      int order = compare(x, y);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static Token padding(Token other) {
    return other.number && !other.dash ? new Token(false, true, "0") : new Token(true, false, "");
  }

  private static int compare(Token a, Token b) {
    if (a.rank() != b.rank()) {
      return Integer.compare(a.rank(), b.rank());
    }
    if (a.number) {
      return VersionText.compareNumbers(a.text, b.text);
    }
    int placeA = QUALIFIERS.indexOf(a.text);
    int placeB = QUALIFIERS.indexOf(b.text);
    if (placeA < 0 && placeB < 0) {
      return a.text.compareTo(b.text);
    }
    return Integer.compare(
        placeA < 0 ? QUALIFIERS.size() : placeA, placeB < 0 ? QUALIFIERS.size() : placeB);
  }

  private List<Token> tokens(String version) {
    if (!isValid(version)) {
      throw VersionText.refused(version, "Maven");
    }
    String text = version.strip().toLowerCase(Locale.ROOT);
    List<Token> tokens = new ArrayList<>();
    boolean dash = false;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      boolean end = i == text.length();
      boolean separator = !end && (text.charAt(i) == '.' || text.charAt(i) == '-');
      boolean turn =
          !end
              && !separator
              && i > start
              && VersionText.digit(text.charAt(i)) != VersionText.digit(text.charAt(i - 1));
      if (end || separator || turn) {
        boolean number = turn && VersionText.digit(text.charAt(i));
        tokens.add(token(dash, text.substring(start, i), number));
        dash = turn || (!end && text.charAt(i) == '-');
        start = separator ? i + 1 : i;
      }
    }
    return trimmed(tokens);
  }

  private static Token token(boolean dash, String text, boolean beforeNumber) {
    if (text.isEmpty()) {
      return new Token(dash, true, "0");
    }
    if (VersionText.digit(text.charAt(0))) {
      return new Token(dash, true, text);
    }
    String qualifier =
        switch (text) {
          case "a" -> beforeNumber ? "alpha" : text;
          case "b" -> beforeNumber ? "beta" : text;
          case "m" -> beforeNumber ? "milestone" : text;
          case "cr" -> "rc";
          case "ga", "final", "release" -> "";
          default -> text;
        };
    return new Token(true, false, qualifier);
  }

  /** Without what means nothing at the end, and before each dash. */
  private static List<Token> trimmed(List<Token> tokens) {
    int i = tokens.size();
    while (i > 0) {
      boolean place = i == tokens.size() || tokens.get(i).dash;
      if (place && tokens.get(i - 1).isNull()) {
        tokens.remove(i - 1);
      }
      i--;
    }
    return tokens;
  }
}
