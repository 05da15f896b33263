package dev.plinth.vuln.cvss;

import java.util.Map;

/** CVSS v2, section 3.2.1. */
final class CvssV2 {
  private static final double TENTHS = 10.0;

  private CvssV2() {}

  static double baseScore(Map<String, String> metrics) {
    double impact =
        10.41 * (1 - (1 - cia(metrics, "C")) * (1 - cia(metrics, "I")) * (1 - cia(metrics, "A")));
    double exploitability = 20 * vector(metrics) * complexity(metrics) * authentication(metrics);
    double factor = impact == 0 ? 0 : 1.176;
    return Math.round((0.6 * impact + 0.4 * exploitability - 1.5) * factor * TENTHS) / TENTHS;
  }

  private static double cia(Map<String, String> metrics, String metric) {
    return switch (metrics.getOrDefault(metric, "")) {
      case "N" -> 0;
      case "P" -> 0.275;
      case "C" -> 0.660;
      default -> Double.NaN;
    };
  }

  private static double vector(Map<String, String> metrics) {
    return switch (metrics.getOrDefault("AV", "")) {
      case "L" -> 0.395;
      case "A" -> 0.646;
      case "N" -> 1.0;
      default -> Double.NaN;
    };
  }

  private static double complexity(Map<String, String> metrics) {
    return switch (metrics.getOrDefault("AC", "")) {
      case "H" -> 0.35;
      case "M" -> 0.61;
      case "L" -> 0.71;
      default -> Double.NaN;
    };
  }

  private static double authentication(Map<String, String> metrics) {
    return switch (metrics.getOrDefault("Au", "")) {
      case "M" -> 0.45;
      case "S" -> 0.56;
      case "N" -> 0.704;
      default -> Double.NaN;
    };
  }
}
