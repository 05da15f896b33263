package dev.plinth.cli;

import dev.plinth.app.scan.FixAnswer;
import dev.plinth.app.scan.Remedy;
import dev.plinth.app.scan.ScanReport;
import dev.plinth.app.scan.ScanWords;
import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.Item;
import dev.plinth.vuln.Finding;
import dev.plinth.vuln.Rating;
import dev.plinth.vuln.Severity;
import dev.plinth.vuln.Verdict;
import dev.plinth.vuln.match.ScanResult;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Scans in the form that scripts rely on. */
final class ScanJson {
  private ScanJson() {}

  static ObjectNode of(ScanReport report) {
    ScanResult result = report.result();
    ObjectNode top = JsonMapper.shared().createObjectNode();
    top.put("subject", result.subject());
    top.put("digest", report.inventory().digest());
    top.put("distribution", result.distribution());
    ObjectNode inventory = top.putObject("inventory");
    inventory.put("from", report.origin().isEvidence() ? "evidence" : "read");
    report.origin().signers().forEach(inventory.putArray("signers")::add);
    inventory.put("notBelieved", report.origin().doubt());
    ArrayNode feeds = top.putArray("feeds");
    for (ScanResult.Feed feed : result.feeds()) {
      ObjectNode node = feeds.addObject();
      node.put("name", feed.info().name());
      node.put("asOf", feed.info().asOf());
      node.put("stale", feed.stale());
      node.put("notRead", feed.info().gaps());
      feed.onlyFixed().forEach(node.putArray("onlyFixed")::add);
    }
    report
        .base()
        .ifPresent(base -> {
          ObjectNode node = top.putObject("base");
          node.put("name", base.name());
          node.put("digest", base.digest());
          node.put("layers", base.layers());
          node.put("proof", base.proof());
        });
    ArrayNode findings = top.putArray("findings");
    result.findings().forEach(finding -> finding(report, finding, findings.addObject()));
    ScanOpinionsJson.put(report, top);
    ScanOpinionsJson.others(report, top);
    ArrayNode unknown = top.putArray("unknown");
    for (ScanResult.UnknownPackage one : result.unknown()) {
      ObjectNode node = unknown.addObject();
      pkg(report, one.item(), node);
      node.put("reason", one.reason());
    }
    result
        .life()
        .ifPresent(life -> {
          ObjectNode node = top.putObject("life");
          node.put("phase", life.phase().name().toLowerCase(Locale.ROOT));
          node.put("end", life.cycle().end());
          node.put("extendedEnd", life.cycle().extendedEnd());
        });
    ArrayNode support = top.putArray("support");
    for (ScanResult.Support one : result.support()) {
      ObjectNode node = support.addObject();
      pkg(report, one.item(), node);
      node.put("ended", one.support().ended());
      node.put("note", one.support().note());
    }
    licences(report.inventory(), top.putArray("licences"));
    result.gaps().forEach(top.putArray("notRead")::add);
    summary(report, top.putObject("summary"));
    return top;
  }

  /** What packages declare, and which do; those of which nothing is known have an empty one. */
  private static void licences(Inventory inventory, ArrayNode array) {
    SortedMap<String, SortedSet<String>> packages = new TreeMap<>();
    for (Item item : inventory.items()) {
      packages
          .computeIfAbsent(item.pkg().licence(), licence -> new TreeSet<>())
          .add(item.pkg().name());
    }
    packages.forEach((licence, names) -> {
      ObjectNode node = array.addObject();
      node.put("licence", licence);
      names.forEach(node.putArray("packages")::add);
    });
  }

  private static void pkg(ScanReport report, Item item, ObjectNode node) {
    node.put("package", item.pkg().name());
    node.put("version", item.pkg().version());
    node.put("source", item.pkg().source());
    node.put("type", item.pkg().type().purlType());
    node.put("licence", item.pkg().licence());
    String layer = report.layer(item);
    if (layer.isEmpty()) {
      node.putNull("layer");
    } else {
      node.put("layer", layer);
    }
    node.put("responsible", report.responsible(item.layer()).word());
    item.places().forEach(node.putArray("places")::add);
  }

  static void finding(ScanReport report, Finding finding, ObjectNode node) {
    node.put("id", finding.id());
    finding.aliases().forEach(node.putArray("aliases")::add);
    pkg(report, finding.item(), node);
    node.put("verdict", ScanWords.verdict(finding.verdict()));
    node.put("reason", ScanWords.reason(finding.verdict()));
    if (finding.verdict() instanceof Verdict.Affected affected) {
      node.put("status", affected.status().word());
    }
    node.put("severity", ScanWords.severity(finding));
    node.put("fixedVersion", Remedy.fixedVersion(finding));
    FixAnswer fix = report.fix(finding);
    node.put("fixAvailable", fix.answer().word());
    node.put("fixAvailableVersion", fix.version());
    node.put("fixAvailableReason", fix.reason());
    node.put("published", report.published(finding));
    finding.advisories().forEach(node.putArray("advisories")::add);
    ArrayNode severities = node.putArray("severities");
    for (Rating rating : finding.severities()) {
      ObjectNode one = severities.addObject();
      one.put("source", rating.source());
      one.put("severity", ScanWords.severity(rating.severity()));
      if (!Double.isNaN(rating.score())) {
        one.put("score", rating.score());
      }
      one.put("vector", rating.vector());
    }
    node.put("exploitedSince", finding.exploitation().exploitedSince());
    if (!Double.isNaN(finding.exploitation().epss())) {
      node.put("epss", finding.exploitation().epss());
    }
    if (!Double.isNaN(finding.exploitation().percentile())) {
      node.put("epssPercentile", finding.exploitation().percentile());
    }
  }

  private static void summary(ScanReport report, ObjectNode node) {
    ScanResult result = report.result();
    node.put("packages", report.inventory().items().size());
    node.put("judged", result.judged());
    node.put("unknown", result.unknown().size());
    node.put("providedByDistribution", result.provided());
    node.put("findings", result.findings().size());
    ObjectNode severities = node.putObject("severities");
    for (Severity severity : Severity.values()) {
      long count = result.findings().stream().filter(f -> f.severity() == severity).count();
      severities.put(ScanWords.severity(severity), count);
    }
    node.put("fixable", report.fixable().size());
    node.put(
        "exploited", result.findings().stream().filter(f -> f.exploitation().exploited()).count());
    node.put("suppressed", report.opinions().hidden().size());
    ObjectNode excluded = node.putObject("excluded");
    excluded.put("packages", report.excluded().packages());
    excluded.put("findings", report.excluded().findings());
    excluded.put("unknown", report.excluded().unknown());
    excluded.put("hygiene", report.excluded().hygiene());
    node.put("endOfLife", report.endOfLife().size());
    if (report.looked()) {
      node.put("hygiene", report.hygiene().size());
      node.put("unownedFiles", report.unowned());
    } else {
      node.putNull("hygiene");
      node.putNull("unownedFiles");
    }
    node.put("notRead", result.gaps().size());
  }
}
