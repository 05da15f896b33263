package dev.plinth.vuln.cvss;

import java.util.Map;

/** CVSS v3.0 and v3.1, section 7.1 and appendix A. */
final class CvssV3 {
  private static final double MAX = 10.0;
  private static final int FINE = 100_000;
  private static final int TENTH = 10_000;

  private CvssV3() {}

  static double baseScore(Map<String, String> metrics, boolean roundsAsV31) {
    boolean changed = metrics.getOrDefault("S", "").equals("C");
    boolean scoped = changed || metrics.getOrDefault("S", "").equals("U");
    double iss = 1 - (1 - cia(metrics, "C")) * (1 - cia(metrics, "I")) * (1 - cia(metrics, "A"));
    double impact = changed ? 7.52 * (iss - 0.029) - 3.25 * Math.pow(iss - 0.02, 15) : 6.42 * iss;
    double exploitability =
        8.22
            * vector(metrics)
            * complexity(metrics)
            * privileges(metrics, changed)
            * interaction(metrics);
    double sum = impact + exploitability;
    if (!scoped || Double.isNaN(sum)) {
      return Double.NaN;
    }
    return impact <= 0 ? 0 : roundUp(Math.min(changed ? 1.08 * sum : sum, MAX), roundsAsV31);
  }

  /** v3.1's appendix A works on integers, so that 4.02 by a rounding error does not become 4.1. */
  private static double roundUp(double value, boolean v31) {
    if (!v31) {
      return Math.ceil(value * MAX) / MAX;
    }
    long fine = Math.round(value * FINE);
    return fine % TENTH == 0 ? (double) fine / FINE : (fine / TENTH + 1) / MAX;
  }

  private static double cia(Map<String, String> metrics, String metric) {
    return switch (metrics.getOrDefault(metric, "")) {
      case "N" -> 0;
      case "L" -> 0.22;
      case "H" -> 0.56;
      default -> Double.NaN;
    };
  }

  private static double vector(Map<String, String> metrics) {
    return switch (metrics.getOrDefault("AV", "")) {
      case "N" -> 0.85;
      case "A" -> 0.62;
      case "L" -> 0.55;
      case "P" -> 0.2;
      default -> Double.NaN;
    };
  }

  private static double complexity(Map<String, String> metrics) {
    return switch (metrics.getOrDefault("AC", "")) {
      case "L" -> 0.77;
      case "H" -> 0.44;
      default -> Double.NaN;
    };
  }

  private static double privileges(Map<String, String> metrics, boolean changed) {
    return switch (metrics.getOrDefault("PR", "")) {
      case "N" -> 0.85;
      case "L" -> changed ? 0.68 : 0.62;
      case "H" -> changed ? 0.5 : 0.27;
      default -> Double.NaN;
    };
  }

  private static double interaction(Map<String, String> metrics) {
    return switch (metrics.getOrDefault("UI", "")) {
      case "N" -> 0.85;
      case "R" -> 0.62;
      default -> Double.NaN;
    };
  }
}
