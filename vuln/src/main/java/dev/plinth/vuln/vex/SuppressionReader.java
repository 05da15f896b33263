package dev.plinth.vuln.vex;

import dev.plinth.yaml.RuleFile;
import dev.plinth.yaml.Rules;
import dev.plinth.yaml.Source;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads suppressions: YAML (or JSON, which is YAML), a list under {@code suppressions} of {@code
 * id}, {@code package}, {@code owner}, {@code reason}, {@code expires}; only {@code package} may be
 * left out.
 */
public final class SuppressionReader {
  private static final RuleFile FILE =
      new RuleFile("file of suppressions", "see docs/how-to/scan.md for its keys");
  private static final List<String> KEYS = List.of("suppressions");
  private static final List<String> OF_SUPPRESSION =
      List.of("id", "package", "owner", "reason", "expires");
  private static final String EVERY = "somebody must answer for it, for a time";

  private SuppressionReader() {}

  /** Reads a file; all that is wrong is told at once, with file, line and column. */
  public static List<Suppression> read(Path file) {
    return FILE.read(file, SuppressionReader::suppressions);
  }

  /** Reads what a file holds. */
  static List<Suppression> read(byte[] bytes, Source source) {
    return FILE.read(bytes, source, SuppressionReader::suppressions);
  }

  private static List<Suppression> suppressions(Rules rules) {
    rules.only(KEYS);
    return rules.list("suppressions", "suppression").stream()
        .map(SuppressionReader::suppression)
        .toList();
  }

  private static Suppression suppression(Rules rules) {
    rules.only(OF_SUPPRESSION);
    return new Suppression(
        rules.text("id", EVERY),
        rules.text("package").orElse(""),
        rules.text("owner", EVERY),
        rules.text("reason", EVERY),
        rules.day("expires", EVERY));
  }
}
