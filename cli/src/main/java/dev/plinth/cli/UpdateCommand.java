package dev.plinth.cli;

import dev.plinth.app.Plinth;
import dev.plinth.lock.LockDiff.Change;
import dev.plinth.pipeline.LockReport;
import java.io.IOException;
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
    if (console.json()) {
      ObjectNode top = JsonMapper.shared().createObjectNode();
      top.put("name", report.lock().name());
      top.put("lock", report.file().toString());
      top.put("changed", report.changed());
      ArrayNode changes = top.putArray("changes");
      report.changes().forEach(change -> ChangeText.json(change, changes.addObject()));
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
    console.print("next  plinth build " + spec.file());
    return 0;
  }
}
