package dev.plinth.cli;

import dev.plinth.pipeline.BuildReport;
import dev.plinth.pipeline.check.CheckResult;
import dev.plinth.pkg.ScriptOutcome;
import dev.plinth.pkg.ScriptOutcome.Effect;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Build reports in the form that scripts rely on. */
final class ReportJson {
  private static final double MILLIS = 1000;

  private ReportJson() {}

  static ObjectNode of(BuildReport report) {
    ObjectNode top = JsonMapper.shared().createObjectNode();
    top.put("name", report.name());
    top.put("digest", report.digest().toString());
    ArrayNode platforms = top.putArray("platforms");
    for (BuildReport.PlatformReport platform : report.platforms()) {
      ObjectNode node = platforms.addObject();
      node.put("platform", platform.platform().toString());
      node.put("digest", platform.digest().toString());
      node.put("packages", platform.packages());
      node.put("layers", platform.layers());
      node.put("compressedBytes", platform.compressedBytes());
      node.put("unpackedBytes", platform.unpackedBytes());
      ArrayNode scripts = node.putArray("scripts");
      platform.scripts().forEach(script -> script(script, scripts.addObject()));
      ArrayNode checks = node.putArray("tests");
      platform.checks().forEach(check -> check(check, checks.addObject()));
    }
    ObjectNode phases = top.putObject("phases");
    report
        .phases()
        .forEach((name, seconds) -> phases.put(name, Math.round(seconds * MILLIS) / MILLIS));
    top.put("store", report.store().toString());
    top.put("lock", report.lock().toString());
    top.put("lockWritten", report.lockWritten());
    top.put("unchanged", report.unchanged());
    ArrayNode remarks = top.putArray("remarks");
    report.remarks().forEach(remarks::add);
    return top;
  }

  static void check(CheckResult check, ObjectNode node) {
    node.put("name", check.name());
    node.put("outcome", check.outcome().name().toLowerCase(Locale.ROOT));
    if (!check.message().isEmpty()) {
      node.put("message", check.message());
    }
    node.put("seconds", Math.round(check.seconds() * MILLIS) / MILLIS);
  }

  private static void script(ScriptOutcome outcome, ObjectNode node) {
    node.put("package", outcome.packageName());
    node.put("script", outcome.script());
    switch (outcome.effect()) {
      case Effect.NoOp _ -> node.put("class", "no effect");
      case Effect.Done done -> {
        node.put("class", "done");
        done.what().forEach(node.withArray("what")::add);
      }
      case Effect.Omitted omitted -> {
        node.put("class", "omitted");
        omitted.what().forEach(node.withArray("what")::add);
        node.put("reason", omitted.reason());
      }
      case Effect.Allowed allowed -> {
        node.put("class", "allowed");
        node.put("what", allowed.what());
      }
      case Effect.Unknown unknown -> {
        node.put("class", "unknown");
        node.put("line", unknown.line());
        node.put("text", unknown.text());
        node.put("reason", unknown.why());
      }
    }
  }
}
