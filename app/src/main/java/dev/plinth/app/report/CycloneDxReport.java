package dev.plinth.app.report;

import dev.plinth.app.scan.EndOfLife;
import dev.plinth.app.scan.FixAnswer;
import dev.plinth.app.scan.Hidden;
import dev.plinth.app.scan.Remedy;
import dev.plinth.app.scan.ScanReport;
import dev.plinth.app.scan.ScanWords;
import dev.plinth.inventory.Item;
import dev.plinth.inventory.SystemFacts;
import dev.plinth.vuln.Finding;
import dev.plinth.vuln.Rating;
import dev.plinth.vuln.Severity;
import dev.plinth.vuln.Verdict;
import dev.plinth.vuln.vex.Justifications;
import dev.plinth.vuln.vex.Suppression;
import dev.plinth.vuln.vex.VexStatement;
import dev.plinth.vuln.vex.VexStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Packages with their vulnerabilities and what was decided of each, as CycloneDX 1.6. A scanner
 * that reads it as VEX compares package URLs.
 */
public final class CycloneDxReport {
  private final ScanReport report;
  private final ObjectNode top = JsonMapper.shared().createObjectNode();

  private CycloneDxReport(ScanReport report) {
    this.report = report;
  }

  /** What vulnerabilities of several packages share. */
  private record Key(String id, Analysis analysis) {}

  /**
   * What was decided.
   *
   * @param justification in CycloneDX's words; empty for none
   */
  private record Analysis(String state, String justification, String detail) {}

  /**
   * The document.
   *
   * @param now when it is made
   */
  public static byte[] of(ScanReport report, String version, Instant now) {
    CycloneDxReport made = new CycloneDxReport(report);
    made.head(version, now.truncatedTo(ChronoUnit.SECONDS).toString());
    made.components();
    made.vulnerabilities();
    return Json.bytes(made.top);
  }

  private void head(String version, String time) {
    top.put("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
    top.put("bomFormat", "CycloneDX");
    top.put("specVersion", "1.6");
    String about = report.inventory().subject() + report.inventory().digest() + time;
    top.put(
        "serialNumber",
        "urn:uuid:" + UUID.nameUUIDFromBytes(about.getBytes(StandardCharsets.UTF_8)));
    top.put("version", 1);
    ObjectNode metadata = top.putObject("metadata");
    metadata.put("timestamp", time);
    ObjectNode tool = metadata.putObject("tools").putArray("components").addObject();
    tool.put("type", "application");
    tool.put("name", "plinth");
    tool.put("version", version);
    ObjectNode component = metadata.putObject("component");
    boolean image = !report.inventory().digest().isEmpty();
    component.put("type", image ? "container" : "file");
    component.put("bom-ref", "subject");
    component.put("name", report.inventory().subject());
    if (image) {
      component.put("version", report.inventory().digest());
    }
  }

  private void components() {
    ArrayNode components = top.putArray("components");
    SystemFacts system = report.inventory().system();
    if (!system.id().isEmpty()) {
      ObjectNode node = components.addObject();
      node.put("type", "operating-system");
      node.put("bom-ref", "operating-system");
      node.put("name", system.id());
      if (!system.versionId().isEmpty()) {
        node.put("version", system.versionId());
      }
      ArrayNode properties = node.putArray("properties");
      for (EndOfLife one : report.endOfLife()) {
        property(
            properties,
            "plinth:endOfLife",
            (one.subject() + " " + one.version()).strip() + ": " + one.ended());
      }
    }
    Map<Item, String> unknown = new HashMap<>();
    report.result().unknown().forEach(one -> unknown.put(one.item(), one.reason()));
    Set<String> told = new LinkedHashSet<>();
    for (Item item : report.inventory().items()) {
      String url = Packages.url(report, item);
      if (told.add(url)) {
        ObjectNode node = components.addObject();
        node.put("type", "library");
        node.put("bom-ref", url);
        node.put("name", item.pkg().name());
        node.put("version", item.pkg().version());
        node.put("purl", url);
        ArrayNode properties = node.putArray("properties");
        String reason = unknown.get(item);
        if (reason != null) {
          property(properties, "plinth:unknown", reason);
        }
        if (!report.layer(item).isEmpty()) {
          property(properties, "plinth:layer", report.layer(item));
          property(properties, "plinth:responsible", report.responsible(item.layer()).word());
        }
      }
    }
  }

  private static void property(ArrayNode properties, String name, String value) {
    ObjectNode property = properties.addObject();
    property.put("name", name);
    property.put("value", value);
  }

  private void vulnerabilities() {
    Map<Key, List<Finding>> groups = new LinkedHashMap<>();
    for (Finding finding : report.result().findings()) {
      groups
          .computeIfAbsent(new Key(finding.id(), open(finding)), _ -> new ArrayList<>())
          .add(finding);
    }
    for (Hidden hidden : report.opinions().hidden()) {
      groups
          .computeIfAbsent(new Key(hidden.finding().id(), hidden(hidden)), _ -> new ArrayList<>())
          .add(hidden.finding());
    }
    ArrayNode vulnerabilities = top.putArray("vulnerabilities");
    groups.forEach((key, findings) -> vulnerability(key, findings, vulnerabilities.addObject()));
  }

  private static Analysis open(Finding finding) {
    return finding.verdict() instanceof Verdict.Unknown
        ? new Analysis("in_triage", "", ScanWords.reason(finding.verdict()))
        : new Analysis("exploitable", "", ScanWords.reason(finding.verdict()));
  }

  private static Analysis hidden(Hidden hidden) {
    boolean unknown = hidden.finding().verdict() instanceof Verdict.Unknown;
    return switch (hidden.cause()) {
      case Hidden.Cause.ByVex(var source, VexStatement said) ->
          new Analysis(
              said.status() == VexStatus.FIXED ? "resolved" : "not_affected",
              said.status() == VexStatus.FIXED
                  ? ""
                  : Justifications.toCycloneDx(said.justification()),
              said.note() + " (said by " + source.document().by() + ")");
      case Hidden.Cause.BySuppression(String _, Suppression one) ->
          new Analysis(
              unknown ? "in_triage" : "not_affected",
              "",
              one.reason() + " (" + one.owner() + " answers for it until " + one.expires() + ")");
    };
  }

  private void vulnerability(Key key, List<Finding> findings, ObjectNode node) {
    Finding first = findings.getFirst();
    node.put("id", key.id());
    ObjectNode source = node.putObject("source");
    source.put("url", Packages.page(key.id()));
    ArrayNode ratings = node.putArray("ratings");
    first.severities().forEach(rating -> rating(rating, ratings.addObject()));
    if (first.severities().isEmpty()) {
      ratings.addObject().put("severity", "unknown");
    }
    if (!Remedy.fixedVersion(first).isEmpty()) {
      node.put(
          "recommendation",
          "Upgrade " + Remedy.name(first.item().pkg()) + " to " + Remedy.fixedVersion(first));
    }
    String published = report.published(first);
    if (!published.isEmpty()) {
      node.put("published", published + "T00:00:00Z");
    }
    ObjectNode analysis = node.putObject("analysis");
    analysis.put("state", key.analysis().state());
    if (!key.analysis().justification().isEmpty()) {
      analysis.put("justification", key.analysis().justification());
    }
    analysis.put("detail", key.analysis().detail());
    ArrayNode affects = node.putArray("affects");
    findings.stream()
        .map(finding -> Packages.url(report, finding.item()))
        .distinct()
        .forEach(url -> affects.addObject().put("ref", url));
    ArrayNode properties = node.putArray("properties");
    if (first.exploitation().exploited()) {
      property(properties, "plinth:exploitedSince", first.exploitation().exploitedSince());
    }
    if (!Double.isNaN(first.exploitation().epss())) {
      property(properties, "plinth:epss", String.valueOf(first.exploitation().epss()));
    }
    FixAnswer fix = report.fix(first);
    property(properties, "plinth:fixAvailable", fix.answer().word());
  }

  private static void rating(Rating rating, ObjectNode node) {
    node.putObject("source").put("name", rating.source());
    if (!Double.isNaN(rating.score())) {
      node.put("score", rating.score());
    }
    node.put(
        "severity",
        rating.severity() == Severity.NEGLIGIBLE ? "info" : ScanWords.severity(rating.severity()));
    if (!rating.vector().isEmpty()) {
      node.put("method", method(rating.vector()));
      node.put("vector", rating.vector());
    }
  }

  private static String method(String vector) {
    return vector.startsWith("CVSS:4")
        ? "CVSSv4"
        : vector.startsWith("CVSS:3.1")
            ? "CVSSv31"
            : vector.startsWith("CVSS:3") ? "CVSSv3" : "CVSSv2";
  }
}
