package dev.plinth.cli;

import dev.plinth.app.Plinth;
import dev.plinth.pipeline.explain.Explanation;
import dev.plinth.pipeline.explain.Graph;
import dev.plinth.pipeline.explain.Step;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code plinth explain IMAGE WHAT}. */
@Command(
    name = "explain",
    footer = {
      "",
      "Examples:",
      "  plinth explain debian-micro /usr/lib/x86_64-linux-gnu/libssl.so.3",
      "  plinth explain debian-micro libssl3 --graph svg > libssl3.svg"
    })
final class ExplainCommand extends Work {
  private static final int WIDTH = 100;

  /** Languages of graphs. */
  enum Language {
    dot,
    svg
  }

  @Parameters(index = "0", paramLabel = "IMAGE", description = "Name or digest.")
  String image = "";

  @Parameters(
      index = "1",
      paramLabel = "WHAT",
      description = "A path, a package, a digest, or the id of a licence.")
  String what = "";

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      description = "In this platform (default: this machine's).")
  String platform = "";

  @Option(
      names = "--graph",
      paramLabel = "LANGUAGE",
      description = "As a graph in dot or svg; -o dot and -o svg are the same.")
  @org.jspecify.annotations.Nullable
  Language graph;

  @Override
  int run(Console console) throws IOException {
    Explanation explanation =
        Plinth.open(console.settings()).explanations().explain(image, what, platform);
    Language language = graph == null ? console.options().graph() : graph;
    if (language != null) {
      Graph drawn = new Graph(explanation);
      console.out().print(language == Language.dot ? drawn.dot() : drawn.svg());
      return 0;
    }
    if (console.json()) {
      console.print(json(explanation));
      return 0;
    }
    console.print(
        what
            + "  in "
            + image
            + " "
            + explanation.platform()
            + "  "
            + console.digest(explanation.image()));
    for (List<Step> chain : explanation.chains()) {
      print(console, chain);
    }
    console.print("next    plinth verify " + image + "   (checks these links)");
    return 0;
  }

  private static void print(Console console, List<Step> chain) {
    for (Step step : chain) {
      StringBuilder line = new StringBuilder(step.kind());
      line.append(" ".repeat(Math.max(1, 10 - step.kind().length())));
      line.append(step.name());
      step.digest().ifPresent(digest -> line.append("  ").append(console.digest(digest)));
      boolean fits = line.length() + step.said().length() + 4 <= WIDTH;
      if (!step.said().isEmpty() && fits) {
        line.append("  ").append(step.said());
      }
      console.print("  " + line);
      if (!fits) {
        console.print(" ".repeat(12) + step.said());
      }
    }
    console.print("");
  }

  private static ObjectNode json(Explanation explanation) {
    ObjectNode top = JsonMapper.shared().createObjectNode();
    top.put("image", explanation.image().toString());
    top.put("platform", explanation.platform().toString());
    top.put("what", explanation.what());
    ArrayNode chains = top.putArray("chains");
    for (List<Step> chain : explanation.chains()) {
      ArrayNode steps = chains.addArray();
      for (Step step : chain) {
        ObjectNode node = steps.addObject();
        node.put("kind", step.kind());
        node.put("name", step.name());
        if (!step.said().isEmpty()) {
          node.put("said", step.said());
        }
        step.digest().ifPresent(digest -> node.put("digest", digest.toString()));
      }
    }
    return top;
  }
}
