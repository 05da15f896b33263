package dev.plinth.evidence.predicate;

import dev.plinth.model.Digest;
import dev.plinth.model.Platform;
import dev.plinth.oci.json.JsonText;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The results of the spec's tests (in-toto attestation, predicates/test-result.md, version 0.1). A
 * test that could not run is among the warned ones, and {@code reasons} says why.
 */
public final class TestReport {
  public static final String PREDICATE_TYPE = "https://in-toto.io/attestation/test-result/v0.1";

  private TestReport() {}

  /** How one test went. */
  public enum Outcome {
    PASSED,
    SKIPPED,
    FAILED
  }

  /**
   * One test.
   *
   * @param reason why it failed or did not run; else empty
   */
  public record Result(String name, Outcome outcome, String reason) {}

  /**
   * @param spec digest of the spec whose tests they are
   */
  public static ObjectNode write(Platform platform, Digest spec, List<Result> results) {
    ObjectNode top = JsonText.object();
    top.put("result", verdict(results));
    ObjectNode configuration = top.putArray("configuration").addObject();
    configuration.put("name", "spec");
    configuration.putObject("digest").put(spec.algorithm(), spec.hex());
    top.put("platform", platform.toString());
    names(top.putArray("passedTests"), results, Outcome.PASSED);
    names(top.putArray("warnedTests"), results, Outcome.SKIPPED);
    names(top.putArray("failedTests"), results, Outcome.FAILED);
    ObjectNode reasons = top.putObject("reasons");
    for (Result result : results) {
      if (!result.reason().isEmpty()) {
        reasons.put(result.name(), result.reason());
      }
    }
    return top;
  }

  private static String verdict(List<Result> results) {
    if (results.stream().anyMatch(r -> r.outcome() == Outcome.FAILED)) {
      return "FAILED";
    }
    return results.stream().anyMatch(r -> r.outcome() == Outcome.SKIPPED) ? "WARNED" : "PASSED";
  }

  private static void names(ArrayNode array, List<Result> results, Outcome outcome) {
    results.stream().filter(r -> r.outcome() == outcome).forEach(r -> array.add(r.name()));
  }
}
