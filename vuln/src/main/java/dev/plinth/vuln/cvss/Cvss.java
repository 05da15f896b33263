package dev.plinth.vuln.cvss;

import dev.plinth.vuln.Severity;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Scores of CVSS vectors: v2 and v3.x base scores, v4.0 with what the vector says of threat and
 * environment too, as that version knows only one score (first.org/cvss).
 */
public final class Cvss {
  private static final int MAX_VECTOR = 512;
  private static final double HIGH_V2 = 7;
  private static final double MEDIUM_V2 = 4;

  private Cvss() {}

  /** The score, 0.0 to 10.0; NaN where the text is no vector that can be computed. */
  public static double score(String vector) {
    if (vector.length() > MAX_VECTOR) {
      return Double.NaN;
    }
    return metrics(vector)
        .map(m ->
            switch (version(vector)) {
              case 4 -> CvssV4.score(m);
              case 3 -> CvssV3.baseScore(m, vector.startsWith("CVSS:3.1/"));
              default -> CvssV2.baseScore(m);
            })
        .orElse(Double.NaN);
  }

  /** The severity of a vector: of CVSS v2 by NVD's scale, which knows no critical. */
  public static Severity severity(String vector) {
    double score = score(vector);
    if (Double.isNaN(score) || version(vector) > 2) {
      return Severity.ofScore(score);
    }
    return score >= HIGH_V2 ? Severity.HIGH : score >= MEDIUM_V2 ? Severity.MEDIUM : Severity.LOW;
  }

  private static int version(String vector) {
    return vector.startsWith("CVSS:4.0/")
        ? 4
        : vector.startsWith("CVSS:3.0/") || vector.startsWith("CVSS:3.1/") ? 3 : 2;
  }

  /** Metric to value; empty where one is given twice or none is there. */
  private static Optional<Map<String, String>> metrics(String vector) {
    String text = vector;
    if (text.startsWith("(") && text.endsWith(")")) {
      text = text.substring(1, text.length() - 1);
    }
    Map<String, String> metrics = new HashMap<>();
    for (String part : text.split("/", -1)) {
      int colon = part.indexOf(':');
      if (part.startsWith("CVSS:")) {
        continue;
      }
      boolean twice =
          colon > 0 && metrics.put(part.substring(0, colon), part.substring(colon + 1)) != null;
      if (colon <= 0 || twice) {
        return Optional.empty();
      }
    }
    return Optional.of(metrics);
  }
}
