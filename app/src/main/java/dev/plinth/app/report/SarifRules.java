package dev.plinth.app.report;

import dev.plinth.app.scan.ScanWords;
import dev.plinth.inventory.HygieneFinding;
import dev.plinth.vuln.Finding;
import dev.plinth.vuln.Rating;
import dev.plinth.vuln.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The rules that results refer to: one a vulnerability, one a kind of anything else. */
final class SarifRules {
  static final String END_OF_LIFE = "end-of-life";

  private final Map<String, Integer> places = new LinkedHashMap<>();
  private final List<ObjectNode> rules = new ArrayList<>();

  /** A finding's level (SARIF 2.1.0, 3.27.10); what nobody rated is no note. */
  static String level(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "error";
      case MEDIUM, UNKNOWN -> "warning";
      case LOW, NEGLIGIBLE, NONE -> "note";
    };
  }

  static String level(HygieneFinding.Kind kind) {
    return switch (kind) {
      case PRIVATE_KEY, TOKEN, EMPTY_PASSWORD -> "error";
      case WORLD_WRITABLE, SETUID_UNOWNED -> "warning";
    };
  }

  static String hygieneId(HygieneFinding.Kind kind) {
    return "hygiene-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The place of the rule of a vulnerability; the worst that is said of it is the rule's. */
  int vulnerability(Finding finding) {
    int place =
        place(
            finding.id(),
            () ->
                rule(
                    finding.id(),
                    "Vulnerability " + finding.id(),
                    Packages.page(finding.id()),
                    level(finding.severity()),
                    "vulnerability"));
    ObjectNode properties = (ObjectNode) rules.get(place).get("properties");
    double before = properties.path("security-severity").asDouble(-1);
    double score = score(finding);
    if (score > before) {
      properties.put("security-severity", String.format(Locale.ROOT, "%.1f", score));
      ((ObjectNode) rules.get(place).get("defaultConfiguration"))
          .put("level", level(finding.severity()));
    }
    return place;
  }

  /** CVSS of who decides, else the middle of the word's range; −2 where nobody rated. */
  private static double score(Finding finding) {
    double told = finding.shown().map(Rating::score).orElse(Double.NaN);
    if (!Double.isNaN(told) && Severity.ofScore(told) == finding.severity()) {
      return told;
    }
    return switch (finding.severity()) {
      case CRITICAL -> 9.5;
      case HIGH -> 8;
      case MEDIUM -> 5.5;
      case LOW -> 2;
      case NEGLIGIBLE -> 0.1;
      case NONE -> 0;
      case UNKNOWN -> -2;
    };
  }

  int endOfLife() {
    return place(
        END_OF_LIFE,
        () ->
            rule(
                END_OF_LIFE,
                "Support has ended: nobody fixes what is found from now on",
                "https://endoflife.date/",
                "error",
                "life cycle"));
  }

  int hygiene(HygieneFinding.Kind kind) {
    return place(
        hygieneId(kind),
        () ->
            rule(
                hygieneId(kind),
                "Should not be in an image: " + ScanWords.hygiene(kind),
                "https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html",
                level(kind),
                "hygiene"));
  }

  private int place(String id, Supplier<ObjectNode> rule) {
    return places.computeIfAbsent(
        id,
        _ -> {
          rules.add(rule.get());
          return rules.size() - 1;
        });
  }

  private static ObjectNode rule(
      String id, String description, String page, String level, String tag) {
    ObjectNode rule = JsonMapper.shared().createObjectNode();
    rule.put("id", id);
    rule.putObject("shortDescription").put("text", description);
    rule.putObject("fullDescription").put("text", description);
    rule.put("helpUri", page);
    ObjectNode help = rule.putObject("help");
    help.put("text", description + ": " + page);
    help.put("markdown", "[" + description + "](" + page + ")");
    rule.putObject("defaultConfiguration").put("level", level);
    ObjectNode properties = rule.putObject("properties");
    properties.put("precision", "very-high");
    properties.putArray("tags").add("security").add(tag);
    return rule;
  }

  void write(ArrayNode into) {
    rules.forEach(into::add);
  }
}
