package dev.plinth.vuln;

import java.util.Locale;

/** How bad a vulnerability is, in the words that all sources can be brought to, rising. */
public enum Severity {
  /** Nobody rated it. Never taken for harmless: {@code --fail-on} counts it. */
  UNKNOWN,
  NONE,
  /** Ubuntu's and Debian's ("unimportant") lowest. */
  NEGLIGIBLE,
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  private static final double[] BOUNDS = {0.1, 4, 7, 9};

  /** A source's own word, in any case; {@link #UNKNOWN} where it is none that is known. */
  public static Severity of(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "critical" -> CRITICAL;
      case "high", "important" -> HIGH;
      case "medium", "moderate" -> MEDIUM;
      case "low" -> LOW;
      case "negligible", "unimportant" -> NEGLIGIBLE;
      case "none" -> NONE;
      default -> UNKNOWN;
    };
  }

  /** The qualitative scale of CVSS v3.1 (section 5) and v4.0 (section 6); 0.0 to 10.0. */
  public static Severity ofScore(double score) {
    if (Double.isNaN(score) || score < 0) {
      return UNKNOWN;
    }
    return score < BOUNDS[0]
        ? NONE
        : score < BOUNDS[1]
            ? LOW
            : score < BOUNDS[2] ? MEDIUM : score < BOUNDS[3] ? HIGH : CRITICAL;
  }
}
