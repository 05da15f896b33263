package dev.plinth.cli;

import dev.plinth.app.Plinth;
import dev.plinth.lock.LockedArchitecture;
import dev.plinth.pipeline.LockReport;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code plinth lock SPEC}. */
@Command(
    name = "lock",
    footer = {
      "",
      "Examples:",
      "  plinth lock examples/debian-micro.yaml",
      "  plinth lock examples/debian-micro.yaml --proof      check the chain of an existing lock offline"
    })
final class LockCommand extends Work {
  @Mixin SpecOptions spec = new SpecOptions();

  @Option(
      names = "--proof",
      description = "Re-check the existing lock's chain from the store's blobs alone.")
  boolean proof;

  @Override
  java.util.List<String> mirrors() {
    return spec.mirrors;
  }

  @Override
  int run(Console console) throws IOException {
    Plinth plinth = Plinth.open(console.settings());
    if (proof) {
      java.util.List<String> links = plinth.builds().prove(spec.file(), spec.variant());
      if (console.json()) {
        ObjectNode top = JsonMapper.shared().createObjectNode();
        ArrayNode array = top.putArray("checked");
        links.forEach(array::add);
        console.print(top);
      } else {
        links.forEach(link -> console.print("✓ " + link));
        console.print(Text.count(links.size(), "link") + " of the chain hold");
      }
      return 0;
    }
    LockReport report = plinth.builds().lock(spec.file(), spec.variant());
    if (console.json()) {
      ObjectNode top = JsonMapper.shared().createObjectNode();
      top.put("name", report.lock().name());
      top.put("lock", report.file().toString());
      top.put("changed", report.changed());
      ObjectNode packages = top.putObject("packages");
      report
          .lock()
          .architectures()
          .forEach((name, part) -> packages.put(name, part.packages().size()));
      console.print(top);
      return 0;
    }
    Table table = new Table("architecture", ">packages", ">dropped", ">size");
    for (Map.Entry<String, LockedArchitecture> entry : report.lock().architectures().entrySet()) {
      long size = entry.getValue().packages().stream().mapToLong(p -> p.size()).sum();
      table.row(
          entry.getKey(),
          "" + entry.getValue().packages().size(),
          "" + entry.getValue().dropped().size(),
          Text.bytes(size));
    }
    console.out().print(table.render());
    console.print("lock  " + report.file() + (report.changed() ? "" : "  unchanged"));
    console.print("next  plinth build " + spec.file());
    return 0;
  }
}
