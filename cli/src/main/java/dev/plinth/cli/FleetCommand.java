package dev.plinth.cli;

import dev.plinth.app.scan.Fleets;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.vuln.match.Coverage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code plinth fleet ACTION FILE}. */
@Command(
    name = "fleet",
    footer = {
      "",
      "Examples:",
      "  plinth fleet add images.lists debian-micro ./app.tar     keep what is in them",
      "  plinth fleet match images.lists --to results.jsonl       judge all with today's feeds"
    })
final class FleetCommand extends Work {
  /** What can be done with kept package lists. */
  enum Action {
    add,
    match,
    affected
  }

  @Parameters(index = "0", paramLabel = "ACTION", description = "add, match or affected.")
  Action action = Action.match;

  @Parameters(index = "1", paramLabel = "FILE", description = "The file of package lists.")
  Path file = Path.of("");

  @Parameters(
      index = "2..*",
      arity = "0..*",
      paramLabel = "SUBJECT|ADVISORY",
      description = {
        "With add: images, or paths of layouts, archives, root file systems.",
        "With affected: files of advisories, as feeds have them."
      })
  List<String> words = new ArrayList<>();

  @Option(names = "--to", paramLabel = "FILE", description = "With match: results, as JSON lines.")
  @Nullable Path to;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      description = "With add: of this platform (default: this machine's).")
  String platform = "";

  @Option(
      names = "--max-age",
      paramLabel = "DAYS",
      description = "From which age on feeds are stale (default: 7).")
  int maxAge = (int) Coverage.WEEK.toDays();

  @Override
  int run(Console console) throws IOException {
    Fleets fleets = new Fleets(console.settings());
    switch (action) {
      case add -> {
        need(!words.isEmpty(), "no image is named", "plinth fleet add FILE IMAGE…");
        size(console, fleets.add(file, words, platform));
      }
      case match -> {
        need(words.isEmpty(), "match takes the feeds of this machine", "plinth feeds update PATH…");
        if (to == null) {
          throw new PlinthException(
              ErrorCode.USAGE, "it is not said where results go", "add --to FILE");
        }
        match(
            console, fleets.match(file, to, new Coverage(Instant.now(), Duration.ofDays(maxAge))));
      }
      case affected -> {
        need(!words.isEmpty(), "no advisory is named", "plinth fleet affected FILE ADVISORY…");
        affected(console, fleets.affected(file, words.stream().map(Path::of).toList()));
      }
    }
    return 0;
  }

  private static void need(boolean given, String problem, String hint) {
    if (!given) {
      throw new PlinthException(ErrorCode.USAGE, problem, hint);
    }
  }

  private static void size(Console console, Fleets.Size size) {
    if (console.json()) {
      console.print(json(size));
    } else {
      console.print(words(size));
    }
  }

  private static void match(Console console, Fleets.Matched matched) {
    if (console.json()) {
      ObjectNode top = json(matched.size());
      top.put("findings", matched.findings());
      top.put("unknown", matched.unknown());
      console.print(top);
    } else {
      console.print(words(matched.size()));
      console.print(
          "in all lists: %d findings, %d unknown".formatted(matched.findings(), matched.unknown()));
    }
  }

  private static void affected(Console console, List<String> hit) {
    if (console.json()) {
      ObjectNode top = JsonMapper.shared().createObjectNode();
      hit.forEach(top.putArray("affected")::add);
      console.print(top);
    } else {
      hit.forEach(console::print);
    }
  }

  private static ObjectNode json(Fleets.Size size) {
    ObjectNode top = JsonMapper.shared().createObjectNode();
    top.put("lists", size.lists());
    top.put("distinct", size.distinct());
    top.put("packages", size.packages());
    return top;
  }

  private static String words(Fleets.Size size) {
    return "lists: %d, distinct: %d, packages: %d"
        .formatted(size.lists(), size.distinct(), size.packages());
  }
}
