package dev.plinth.cli;

import dev.plinth.app.Plinth;
import dev.plinth.pipeline.image.ImageDiff;
import dev.plinth.pipeline.image.ImageDiff.FileChange;
import dev.plinth.pipeline.image.ImageDiff.PlatformDiff;
import java.io.IOException;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code plinth diff A B}. */
@Command(
    name = "diff",
    footer = {
      "",
      "Examples:",
      "  plinth diff debian-micro debian-java",
      "  plinth diff debian-micro sha256:3f2a9c01b4de --files"
    })
final class DiffCommand extends Work {
  private static final int SHOWN = 20;

  @Parameters(
      index = "0",
      paramLabel = "IMAGE-A",
      description = "Name or digest of the first image.")
  String before = "";

  @Parameters(
      index = "1",
      paramLabel = "IMAGE-B",
      description = "Name or digest of the second image.")
  String after = "";

  @Option(names = "--files", description = "Show every changed file, not only the first 20.")
  boolean files;

  @Option(
      names = "--evidence",
      description = "Compare what they carry as proof, and the inputs that it names.")
  boolean evidence;

  @Option(
      names = "--findings",
      description = "Compare what is wrong with them: findings of only one, of both.")
  boolean findings;

  @Override
  int run(Console console) throws IOException {
    if (findings) {
      return FindingsDiffText.print(console, before, after);
    }
    if (evidence) {
      return EvidenceDiffText.print(
          console, before, after, Plinth.open(console.settings()).evidence().diff(before, after));
    }
    ImageDiff diff = Plinth.open(console.settings()).images().diff(before, after);
    if (console.json()) {
      console.print(json(diff));
      return 0;
    }
    if (diff.same()) {
      console.print(before + " and " + after + " hold the same");
      return 0;
    }
    diff.missing().forEach(console::print);
    for (PlatformDiff platform : diff.platforms()) {
      print(console, platform);
    }
    return 0;
  }

  private void print(Console console, PlatformDiff diff) {
    long grown = diff.sizeAfter() - diff.sizeBefore();
    console.print(
        diff.platform()
            + "  "
            + Text.bytes(diff.sizeBefore())
            + " → "
            + Text.bytes(diff.sizeAfter())
            + " ("
            + (grown < 0 ? "-" : "+")
            + Text.bytes(Math.abs(grown))
            + "); changed: "
            + Text.count(diff.packages().size(), "package")
            + ", "
            + Text.count(diff.files().size(), "file")
            + ", "
            + Text.count(diff.settings().size(), "setting"));
    if (!diff.packages().isEmpty()) {
      Table table = new Table("  package", "before", "after");
      diff.packages()
          .forEach(change ->
              table.row(
                  "  " + change.name(),
                  Objects.requireNonNullElse(change.before(), "-"),
                  Objects.requireNonNullElse(change.after(), "-")));
      console.out().print(table.render());
    }
    diff.settings()
        .forEach(change ->
            console.print(
                Text.wrapped(
                    "  ",
                    change.name()
                        + ": "
                        + Objects.requireNonNullElse(change.before(), "-")
                        + " → "
                        + Objects.requireNonNullElse(change.after(), "-"))));
    int shown = files ? diff.files().size() : Math.min(SHOWN, diff.files().size());
    for (FileChange change : diff.files().subList(0, shown)) {
      String what = change.what().isEmpty() ? "" : "  (" + String.join(", ", change.what()) + ")";
      console.print(
          "  " + change.kind() + " ".repeat(9 - change.kind().length()) + change.path() + what);
    }
    if (shown < diff.files().size()) {
      console.print("  … and " + (diff.files().size() - shown) + " more: plinth diff --files");
    }
  }

  private static ObjectNode json(ImageDiff diff) {
    ObjectNode top = JsonMapper.shared().createObjectNode();
    top.put("before", diff.before().toString());
    top.put("after", diff.after().toString());
    top.put("same", diff.same());
    diff.missing().forEach(top.putArray("missing")::add);
    ArrayNode platforms = top.putArray("platforms");
    for (PlatformDiff one : diff.platforms()) {
      ObjectNode node = platforms.addObject();
      node.put("platform", one.platform().toString());
      node.put("sizeBefore", one.sizeBefore());
      node.put("sizeAfter", one.sizeAfter());
      ArrayNode packages = node.putArray("packages");
      one.packages().forEach(change -> ChangeText.json(change, packages.addObject()));
      ArrayNode settings = node.putArray("settings");
      one.settings()
          .forEach(change -> {
            ObjectNode entry = settings.addObject();
            entry.put("name", change.name());
            entry.put("before", change.before());
            entry.put("after", change.after());
          });
      ArrayNode files = node.putArray("files");
      for (FileChange change : one.files()) {
        ObjectNode entry = files.addObject();
        entry.put("path", change.path());
        entry.put("kind", change.kind());
        change.what().forEach(entry.putArray("what")::add);
      }
    }
    return top;
  }
}
