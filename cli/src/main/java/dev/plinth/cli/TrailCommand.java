package dev.plinth.cli;

import dev.plinth.app.Plinth;
import dev.plinth.evidence.shelf.TrailShelf;
import dev.plinth.evidence.trail.TrailEntry;
import dev.plinth.pipeline.verify.TrailHeads;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code plinth trail IMAGE}. */
@Command(
    name = "trail",
    footer = {
      "",
      "Examples:",
      "  plinth trail debian-micro",
      "  plinth trail debian-micro --key release.pub -o json"
    })
final class TrailCommand extends Work {
  @Parameters(paramLabel = "IMAGE", description = "Name or digest.")
  String image = "";

  @Mixin TrustOptions trust = new TrustOptions();

  @Override
  int run(Console console) throws IOException {
    Plinth plinth = Plinth.open(console.settings());
    TrailShelf.Found found = plinth.evidence().trail(image);
    String head =
        TrailHeads.judge(found, plinth.digest(image), () -> trust.policy(console), trust.any());
    if (console.json()) {
      ObjectNode top = JsonMapper.shared().createObjectNode();
      top.put("head", found.trail().head().toString());
      top.put("signature", head);
      ArrayNode entries = top.putArray("entries");
      for (TrailEntry entry : found.trail().entries()) {
        ObjectNode node = entries.addObject();
        node.put("number", entry.number());
        node.put("time", entry.time().toString());
        node.put("who", entry.who());
        node.put("version", entry.version());
        node.put("action", entry.action());
        ObjectNode details = node.putObject("details");
        entry.details().forEach(details::put);
        node.put("digest", entry.digest().toString());
      }
      console.print(top);
      return 0;
    }
    for (TrailEntry entry : found.trail().entries()) {
      console.print(
          entry.number() + "  " + entry.time() + "  " + entry.action() + "  by " + entry.who());
      int widest = entry.details().keySet().stream().mapToInt(String::length).max().orElse(0);
      entry
          .details()
          .forEach((name, value) ->
              console.print(
                  "   " + name + " ".repeat(widest - name.length() + 2) + shown(console, value)));
    }
    console.print("chain   holds: each entry is bound to the one before");
    console.print("head    " + console.digest(found.trail().head()) + ", " + head);
    return 0;
  }

  /** Digests and fingerprints as short as elsewhere. */
  private static String shown(Console console, String value) {
    return console.options().noTrunc
        ? value
        : value
            .replaceAll("(sha256:[0-9a-f]{12})[0-9a-f]{52}", "$1")
            .replaceAll("\\b([0-9A-F]{16})[0-9A-F]{24}\\b", "$1")
            .replaceAll("\\b([0-9a-f]{12})[0-9a-f]{52}\\b", "$1");
  }
}
