package dev.plinth.licence;

import dev.plinth.licence.LicencePolicy.Waiver;
import dev.plinth.yaml.RuleFile;
import dev.plinth.yaml.Rules;
import dev.plinth.yaml.Source;
import dev.plinth.yaml.YamlNode;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a policy of licences: a YAML map of {@code allow}, {@code deny} (lists of patterns) and
 * {@code exceptions} (maps of {@code package}, {@code licence}, {@code reason}, {@code until}).
 */
public final class PolicyReader {
  private static final RuleFile FILE =
      new RuleFile("policy of licences", "see docs/licences.md for its keys");
  private static final List<String> KEYS = List.of("allow", "deny", "exceptions");
  private static final List<String> OF_EXCEPTION = List.of("package", "licence", "reason", "until");
  private static final String EVERY = "every exception has one";

  private PolicyReader() {}

  /** Reads a policy; all that is wrong is told at once, with file, line and column. */
  public static LicencePolicy read(Path file) {
    return FILE.read(file, PolicyReader::policy);
  }

  /** Reads what a file holds. */
  static LicencePolicy read(byte[] bytes, Source source) {
    return FILE.read(bytes, source, PolicyReader::policy);
  }

  private static LicencePolicy policy(Rules rules) {
    rules.only(KEYS);
    return new LicencePolicy(
        patterns(rules, "allow"),
        patterns(rules, "deny"),
        rules.list("exceptions", "exception").stream().map(PolicyReader::waiver).toList());
  }

  private static List<String> patterns(Rules rules, String key) {
    return rules.texts(key).stream().map(YamlNode.Scalar::text).map(String::strip).toList();
  }

  private static Waiver waiver(Rules rules) {
    rules.only(OF_EXCEPTION);
    return new Waiver(
        rules.text("package", EVERY),
        rules.text("licence", EVERY),
        rules.text("reason", EVERY),
        rules.day("until", EVERY));
  }
}
