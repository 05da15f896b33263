package dev.plinth.cli;

import dev.plinth.evidence.predicate.ScriptClasses;
import dev.plinth.pipeline.BuildReport;
import dev.plinth.pipeline.OutcomeJson;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Build reports in the form that scripts rely on. */
final class ReportJson {
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
      platform.scripts().forEach(script -> ScriptClasses.write(script, scripts.addObject()));
      ArrayNode checks = node.putArray("tests");
      platform.checks().forEach(check -> OutcomeJson.write(check, checks.addObject()));
    }
    ObjectNode phases = top.putObject("phases");
    report.phases().forEach((name, seconds) -> phases.put(name, OutcomeJson.seconds(seconds)));
    top.put("store", report.store().toString());
    top.put("lock", report.lock().toString());
    top.put("lockWritten", report.lockWritten());
    top.put("unchanged", report.unchanged());
    ArrayNode remarks = top.putArray("remarks");
    report.remarks().forEach(remarks::add);
    return top;
  }
}
