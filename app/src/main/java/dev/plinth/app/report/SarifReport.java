package dev.plinth.app.report;

import dev.plinth.app.scan.EndOfLife;
import dev.plinth.app.scan.Hidden;
import dev.plinth.app.scan.Remedy;
import dev.plinth.app.scan.ScanReport;
import dev.plinth.app.scan.ScanWords;
import dev.plinth.inventory.HygieneFinding;
import dev.plinth.inventory.Item;
import dev.plinth.model.Digest;
import dev.plinth.vuln.Finding;
import dev.plinth.vuln.match.ScanResult;
import dev.plinth.vuln.vex.Suppression;
import dev.plinth.vuln.vex.VexStatement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Findings as SARIF 2.1.0 (OASIS), with what GitHub's code scanning asks for: a rule a
 * vulnerability with {@code security-severity}, a location, and fingerprints that stay the same as
 * long as the same package has the same vulnerability. What cannot be judged are notifications.
 */
public final class SarifReport {
  private static final String OS_RELEASE = "etc/os-release";

  private final ScanReport report;
  private final SarifRules rules = new SarifRules();
  private final ArrayNode results = JsonMapper.shared().createArrayNode();
  private final Map<String, Integer> repeated = new HashMap<>();

  private SarifReport(ScanReport report) {
    this.report = report;
  }

  /**
   * The document.
   *
   * @param version of Plinth
   */
  public static byte[] of(ScanReport report, String version) {
    return Json.bytes(new SarifReport(report).document(version));
  }

  private ObjectNode document(String version) {
    report.result().findings().forEach(finding -> finding(finding, Optional.empty()));
    report.opinions().hidden().forEach(hidden -> finding(hidden.finding(), Optional.of(hidden)));
    report.endOfLife().forEach(this::endOfLife);
    report.hygiene().forEach(this::hygiene);
    ObjectNode top = JsonMapper.shared().createObjectNode();
    top.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    top.put("version", "2.1.0");
    ObjectNode run = top.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "Plinth");
    driver.put("version", version);
    rules.write(driver.putArray("rules"));
    ObjectNode invocation = run.putArray("invocations").addObject();
    invocation.put("executionSuccessful", true);
    notifications(invocation.putArray("toolExecutionNotifications"));
    run.set("results", results);
    run.put("columnKind", "unicodeCodePoints");
    ObjectNode properties = run.putObject("properties");
    properties.put("subject", report.inventory().subject());
    properties.put("digest", report.inventory().digest());
    properties.put("distribution", report.result().distribution());
    return top;
  }

  private void finding(Finding finding, Optional<Hidden> hidden) {
    Item item = finding.item();
    String fixed = Remedy.fixedVersion(finding);
    String text =
        item.pkg().name()
            + " "
            + item.pkg().version()
            + (ScanWords.verdict(finding.verdict()).equals("unknown") ? " may have " : " has ")
            + finding.id()
            + (fixed.isEmpty()
                ? ": " + ScanWords.reason(finding.verdict())
                : ": upgrade " + Remedy.name(item.pkg()) + " to " + fixed);
    ObjectNode result =
        result(
            rules.vulnerability(finding),
            finding.id(),
            SarifRules.level(finding.severity()),
            text,
            item.places().isEmpty() ? OS_RELEASE : item.places().getFirst());
    ObjectNode logical =
        ((ObjectNode) result.get("locations").get(0)).putArray("logicalLocations").addObject();
    logical.put("name", item.pkg().name());
    logical.put("fullyQualifiedName", Packages.url(report, item));
    logical.put("kind", "module");
    fingerprint(result, finding.id(), item.pkg().type().purlType(), item.pkg().name());
    ObjectNode properties = result.putObject("properties");
    properties.put("package", item.pkg().name());
    properties.put("installedVersion", item.pkg().version());
    properties.put("fixedVersion", fixed);
    properties.put("fixAvailable", report.fix(finding).answer().word());
    properties.put("layer", report.layer(item));
    properties.put("responsible", report.responsible(item.layer()).word());
    properties.put("severity", ScanWords.severity(finding));
    properties.put("exploited", finding.exploitation().exploited());
    if (!Double.isNaN(finding.exploitation().epss())) {
      properties.put("epss", finding.exploitation().epss());
    }
    hidden.ifPresent(one -> suppression(one, result.putArray("suppressions").addObject()));
  }

  private static void suppression(Hidden hidden, ObjectNode node) {
    node.put("kind", "external");
    node.put("status", "accepted");
    node.put(
        "justification",
        switch (hidden.cause()) {
          case Hidden.Cause.ByVex(var source, VexStatement said) ->
              "VEX by "
                  + source.document().by()
                  + ": "
                  + said.status().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                  + (said.justification().isEmpty() ? "" : ", " + said.justification())
                  + (said.note().isEmpty() ? "" : "; " + said.note());
          case Hidden.Cause.BySuppression(String _, Suppression one) ->
              one.owner() + " until " + one.expires() + ": " + one.reason();
        });
  }

  private void endOfLife(EndOfLife one) {
    String text =
        (one.subject() + " " + one.version()).strip()
            + ": support ended"
            + (one.ended().isEmpty() ? "" : " " + one.ended())
            + (one.note().isEmpty() ? "" : "; " + one.note());
    ObjectNode result =
        result(rules.endOfLife(), SarifRules.END_OF_LIFE, "error", text, OS_RELEASE);
    fingerprint(result, SarifRules.END_OF_LIFE, one.subject(), one.version());
  }

  private void hygiene(HygieneFinding one) {
    String id = SarifRules.hygieneId(one.kind());
    ObjectNode result =
        result(
            rules.hygiene(one.kind()),
            id,
            SarifRules.level(one.kind()),
            ScanWords.hygiene(one.kind()) + ": /" + one.path() + ": " + one.detail(),
            one.path());
    fingerprint(result, id, one.path(), one.detail());
  }

  private ObjectNode result(int rule, String id, String level, String text, String path) {
    ObjectNode result = results.addObject();
    result.put("ruleId", id);
    result.put("ruleIndex", rule);
    result.put("level", level);
    result.putObject("message").put("text", text);
    ObjectNode physical = result.putArray("locations").addObject().putObject("physicalLocation");
    physical.putObject("artifactLocation").put("uri", uri(path));
    physical.putObject("region").put("startLine", 1);
    return result;
  }

  /** A relative reference (RFC 3986); a JAR in a JAR is named by the outer one. */
  static String uri(String path) {
    int inner = path.indexOf("!/");
    String file = inner < 0 ? path : path.substring(0, inner);
    StringBuilder text = new StringBuilder();
    for (byte b : file.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= '0' && c <= '9')
              || (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || "-._~/".indexOf(c) >= 0;
      text.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return text.isEmpty() ? "." : text.toString();
  }

  /**
   * GitHub tells results of one rule at one place apart by {@code primaryLocationLineHash} alone, a
   * hash and how often it came before: without it all packages of one database with the same
   * vulnerability would be one alert.
   */
  private void fingerprint(ObjectNode result, String... parts) {
    String whole = String.join("\n", parts);
    String hash = Digest.of(whole.getBytes(StandardCharsets.UTF_8)).hex();
    ObjectNode fingerprints = result.putObject("partialFingerprints");
    fingerprints.put("plinth/v1", hash);
    String place =
        result.at("/locations/0/physicalLocation/artifactLocation/uri").asString() + "\n" + hash;
    int before = repeated.merge(place, 1, Integer::sum);
    fingerprints.put("primaryLocationLineHash", hash.substring(0, 16) + ":" + before);
  }

  private void notifications(ArrayNode notifications) {
    if (report.knowsNothing()) {
      notification(notifications, "error", "nothing could be judged: this is no sign of safety");
    }
    if (!report.looked()) {
      notification(notifications, "note", "hygiene was not looked for");
    }
    Map<String, List<String>> reasons = new LinkedHashMap<>();
    for (ScanResult.UnknownPackage one : report.result().unknown()) {
      reasons.computeIfAbsent(one.reason(), _ -> new ArrayList<>()).add(one.item().pkg().name());
    }
    reasons.forEach((reason, names) ->
        notification(
            notifications,
            "warning",
            "cannot be judged: " + reason + ": " + String.join(", ", names)));
    report
        .result()
        .gaps()
        .forEach(gap -> notification(notifications, "warning", "not read: " + gap));
    for (ScanResult.Feed feed : report.result().feeds()) {
      if (feed.stale()) {
        notification(notifications, "warning", "the feed " + feed.info().name() + " is stale");
      }
    }
  }

  private static void notification(ArrayNode notifications, String level, String text) {
    ObjectNode node = notifications.addObject();
    node.put("level", level);
    node.putObject("message").put("text", text);
  }
}
