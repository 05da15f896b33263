package dev.plinth.cli;

import dev.plinth.app.Plinth;
import dev.plinth.app.scan.FindingsDiff;
import dev.plinth.app.scan.LockFindings;
import dev.plinth.lock.LockDiff.Change;
import dev.plinth.pipeline.LockReport;
import dev.plinth.vuln.match.Coverage;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code plinth update SPEC}. */
@Command(
    name = "update",
    footer = {
      "",
      "Examples:",
      "  plinth update examples/debian-micro.yaml",
      "  plinth update examples/debian-micro.yaml --dry-run"
    })
final class UpdateCommand extends Work {
  @Mixin SpecOptions spec = new SpecOptions();

  @Option(names = "--dry-run", description = "Show what would change and leave the lock alone.")
  boolean dryRun;

  @Override
  List<String> mirrors() {
    return spec.mirrors;
  }

  @Override
  int run(Console console) throws IOException {
    LockReport report =
        Plinth.open(console.settings()).builds().update(spec.file(), spec.variant(), dryRun);
    LockFindings.Known known =
        new LockFindings(console.settings())
            .compare(report.before(), report.lock(), new Coverage(Instant.now(), Coverage.WEEK));
    if (console.json()) {
      ObjectNode top = JsonMapper.shared().createObjectNode();
      top.put("name", report.lock().name());
      top.put("lock", report.file().toString());
      top.put("changed", report.changed());
      ArrayNode changes = top.putArray("changes");
      report.changes().forEach(change -> ChangeText.json(change, changes.addObject()));
      ObjectNode findings = top.putObject("findings");
      findings.put("known", known.diff().isPresent());
      findings.put("reason", known.reason());
      known.diff().ifPresent(diff -> FindingsDiffText.json(diff, findings));
      findings.put("packagesUnknown", known.unknown());
      console.print(top);
      return 0;
    }
    if (report.changes().isEmpty()) {
      console.print("nothing changes: " + report.file() + " is up to date");
      return 0;
    }
    Table table = new Table("package", "before", "after", "architectures");
    for (Change change : report.changes()) {
      ChangeText.row(change, table);
    }
    console.out().print(table.render());
    console.print(
        Text.count(report.changes().size(), "change")
            + (dryRun ? ", not written" : " in " + report.file()));
    findings(console, known);
    console.print("next  plinth build " + spec.file());
    return 0;
  }

  private static void findings(Console console, LockFindings.Known known) {
    if (known.diff().isEmpty()) {
      console.print(Text.wrapped("findings  ", "not known: " + known.reason()));
      return;
    }
    FindingsDiff diff = known.diff().get();
    FindingsDiffText.tables(console, diff, "fixed by the new lock", "new with the new lock");
    console.print(
        Text.wrapped(
            "findings  ",
            diff.removed().size()
                + " fixed, "
                + diff.added().size()
                + " new, "
                + diff.remaining().size()
                + " remain"
                + (known.unknown() == 0
                    ? ""
                    : "; of "
                        + Text.count(known.unknown(), "package")
                        + " not everything can be told: "
                        + ScanText.clean(known.reason()))));
  }
}
