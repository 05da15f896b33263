package dev.plinth.cli;

import dev.plinth.app.scan.EndOfLife;
import dev.plinth.app.scan.Hidden;
import dev.plinth.app.scan.Opinions;
import dev.plinth.app.scan.ScanReport;
import dev.plinth.app.vex.VexRefused;
import dev.plinth.app.vex.VexSource;
import dev.plinth.inventory.HygieneFinding;
import dev.plinth.inventory.UnownedFiles;
import dev.plinth.vuln.vex.Suppression;
import dev.plinth.vuln.vex.VexStatement;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What of a scan is beside its findings: who hides which, hygiene, support that ended. */
final class ScanOpinionsJson {
  private ScanOpinionsJson() {}

  /** Findings that are hidden, with who hides them; and all that was said. */
  static void put(ScanReport report, ObjectNode top) {
    Opinions opinions = report.opinions();
    ArrayNode suppressed = top.putArray("suppressed");
    for (Hidden hidden : opinions.hidden()) {
      ObjectNode node = suppressed.addObject();
      ScanJson.finding(report, hidden.finding(), node);
      cause(hidden.cause(), node.putObject("suppressedBy"));
    }
    ArrayNode vex = top.putArray("vex");
    for (Opinions.UsedVex used : opinions.vex()) {
      ObjectNode node = vex.addObject();
      source(used.source(), node);
      node.put("applied", true);
      node.put("statements", used.source().document().statements().size());
      node.put("findings", used.applied());
    }
    for (VexRefused refused : opinions.refused()) {
      ObjectNode node = vex.addObject();
      node.put("file", refused.name());
      node.put("applied", false);
      node.put("reason", refused.reason());
    }
    ArrayNode stated = top.putArray("stated");
    for (Opinions.Stated one : opinions.stated()) {
      ObjectNode node = stated.addObject();
      node.put("id", one.finding().id());
      node.put("package", one.finding().item().pkg().name());
      statement(one.source(), one.statement(), node);
    }
    ArrayNode suppressions = top.putArray("suppressions");
    for (Opinions.UsedSuppression used : opinions.suppressions()) {
      ObjectNode node = suppressions.addObject();
      suppression(used.file(), used.suppression(), node);
      node.put("expired", used.expired());
      node.put("findings", used.covers());
    }
  }

  private static void cause(Hidden.Cause cause, ObjectNode node) {
    switch (cause) {
      case Hidden.Cause.ByVex(VexSource source, VexStatement statement) -> {
        node.put("kind", "vex");
        statement(source, statement, node);
      }
      case Hidden.Cause.BySuppression(String file, Suppression suppression) -> {
        node.put("kind", "suppression");
        suppression(file, suppression, node);
      }
    }
  }

  private static void statement(VexSource source, VexStatement statement, ObjectNode node) {
    source(source, node);
    node.put("status", statement.status().name().toLowerCase(Locale.ROOT));
    node.put("justification", statement.justification());
    node.put("note", statement.note());
    node.put("timestamp", statement.timestamp());
  }

  private static void source(VexSource source, ObjectNode node) {
    node.put("file", source.name());
    node.put("document", source.document().id());
    node.put("author", source.document().author());
    source.signers().forEach(node.putArray("signedBy")::add);
  }

  private static void suppression(String file, Suppression suppression, ObjectNode node) {
    node.put("file", file);
    node.put("id", suppression.id());
    node.put("package", suppression.pkg());
    node.put("owner", suppression.owner());
    node.put("reason", suppression.reason());
    node.put("expires", suppression.expires().toString());
  }

  /** Findings of other classes. */
  static void others(ScanReport report, ObjectNode top) {
    if (report.looked()) {
      looked(report, top);
    } else {
      top.putNull("hygiene");
      top.putNull("unownedFiles");
    }
    ArrayNode ended = top.putArray("endOfLife");
    for (EndOfLife one : report.endOfLife()) {
      ObjectNode node = ended.addObject();
      node.put("kind", one.version().isEmpty() ? "distribution" : "package");
      node.put("subject", one.subject());
      node.put("version", one.version());
      node.put("ended", one.ended());
      node.put("note", one.note());
    }
  }

  private static void looked(ScanReport report, ObjectNode top) {
    ArrayNode hygiene = top.putArray("hygiene");
    for (HygieneFinding one : report.hygiene()) {
      ObjectNode node = hygiene.addObject();
      node.put("kind", one.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      node.put("path", one.path());
      layer(report, one.layer(), node);
      node.put("responsible", report.responsible(one.layer()).word());
      node.put("detail", one.detail());
    }
    ArrayNode unowned = top.putArray("unownedFiles");
    for (UnownedFiles one : report.examination().unowned()) {
      ObjectNode node = unowned.addObject();
      layer(report, one.layer(), node);
      node.put("count", one.count());
      one.first().forEach(node.putArray("first")::add);
    }
  }

  private static void layer(ScanReport report, int layer, ObjectNode node) {
    String digest = report.layer(layer);
    if (digest.isEmpty()) {
      node.putNull("layer");
    } else {
      node.put("layer", digest);
    }
  }
}
