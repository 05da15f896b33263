package dev.plinth.pipeline;

import dev.plinth.evidence.predicate.ScriptClasses;
import dev.plinth.pipeline.check.CheckResult;
import dev.plinth.pkg.ScriptOutcome;
import dev.plinth.pkg.ScriptOutcome.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Outcomes of scripts and tests as JSON: what {@code build -o json} prints and the cache keeps. */
public final class OutcomeJson {
  private static final double MILLIS = 1000;

  private OutcomeJson() {}

  /** Seconds with three decimals. */
  public static double seconds(double seconds) {
    return Math.round(seconds * MILLIS) / MILLIS;
  }

  public static void write(CheckResult check, ObjectNode node) {
    node.put("name", check.name());
    node.put("outcome", check.outcome().name().toLowerCase(Locale.ROOT));
    if (!check.message().isEmpty()) {
      node.put("message", check.message());
    }
    node.put("seconds", seconds(check.seconds()));
  }

  /**
   * @throws RuntimeException where the node is not what {@link #write} makes
   */
  static CheckResult check(JsonNode node) {
    return new CheckResult(
        node.path("name").asString(),
        CheckResult.Outcome.valueOf(node.path("outcome").asString().toUpperCase(Locale.ROOT)),
        node.path("message").asString(""),
        node.path("seconds").asDouble());
  }

  /**
   * @throws RuntimeException where the node is not what {@link ScriptClasses#write} makes
   */
  static ScriptOutcome script(JsonNode node) {
    String reason = node.path("reason").asString("");
    Effect effect =
        switch (node.path("class").asString()) {
          case "no effect" -> new Effect.NoOp();
          case "done" -> new Effect.Done(words(node.path("what")));
          case "omitted" -> new Effect.Omitted(words(node.path("what")), reason);
          case "allowed" -> new Effect.Allowed(node.path("what").asString());
          case "unknown" ->
              new Effect.Unknown(node.path("line").asInt(), node.path("text").asString(), reason);
          default -> throw new IllegalArgumentException("no class of scripts");
        };
    return new ScriptOutcome(
        node.path("package").asString(), node.path("script").asString(), effect);
  }

  private static List<String> words(JsonNode array) {
    List<String> words = new ArrayList<>();
    array.forEach(word -> words.add(word.asString()));
    return words;
  }
}
