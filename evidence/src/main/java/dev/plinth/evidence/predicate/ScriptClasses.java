package dev.plinth.evidence.predicate;

import dev.plinth.model.Platform;
import dev.plinth.oci.json.JsonText;
import dev.plinth.pkg.ScriptOutcome;
import dev.plinth.pkg.ScriptOutcome.Effect;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What became of every maintainer script: {@code no effect}, done, omitted, or allowed. */
public final class ScriptClasses {
  public static final String PREDICATE_TYPE = "https://plinth.dev/evidence/scripts/v1";

  private ScriptClasses() {}

  public static ObjectNode write(Platform platform, List<ScriptOutcome> scripts) {
    ObjectNode top = JsonText.object();
    top.put("platform", platform.toString());
    ArrayNode array = top.putArray("scripts");
    for (ScriptOutcome outcome : scripts) {
      if (outcome.effect() instanceof Effect.Unknown unknown) {
        throw new IllegalStateException(
            "a script that is not understood ends a build: " + unknown.text());
      }
      write(outcome, array.addObject());
    }
    return top;
  }

  /** One of them, also one that is not understood, which reports alone have. */
  public static void write(ScriptOutcome outcome, ObjectNode node) {
    node.put("package", outcome.packageName());
    node.put("script", outcome.script());
    switch (outcome.effect()) {
      case Effect.NoOp _ -> node.put("class", "no effect");
      case Effect.Done done -> {
        node.put("class", "done");
        done.what().forEach(node.putArray("what")::add);
      }
      case Effect.Omitted omitted -> {
        node.put("class", "omitted");
        omitted.what().forEach(node.putArray("what")::add);
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
