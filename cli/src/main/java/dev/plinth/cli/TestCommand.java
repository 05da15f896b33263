package dev.plinth.cli;

import dev.plinth.app.Plinth;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.Platform;
import dev.plinth.pipeline.OutcomeJson;
import dev.plinth.pipeline.check.CheckResult;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code plinth test IMAGE}. */
@Command(
    name = "test",
    footer = {
      "",
      "Examples:",
      "  plinth test debian-micro                                   the tests that it was built with",
      "  plinth test debian-micro --spec other.yaml --platform linux/arm64"
    })
final class TestCommand extends Work {
  @Parameters(paramLabel = "IMAGE", description = "Name or digest.")
  String image = "";

  @Option(
      names = "--spec",
      paramLabel = "FILE",
      description = "Take the tests from this spec instead.")
  java.nio.file.@org.jspecify.annotations.Nullable Path spec;

  @Option(names = "--variant", paramLabel = "NAME", description = "One of that spec's variants.")
  String variant = "";

  @Option(names = "--platform", paramLabel = "OS/ARCH", description = "Only this platform.")
  String platform = "";

  @Override
  int run(Console console) throws IOException {
    Map<Platform, List<CheckResult>> results =
        Plinth.open(console.settings()).images().test(image, platform, spec, variant);
    boolean failed =
        results.values().stream()
            .flatMap(List::stream)
            .anyMatch(check -> check.outcome() == CheckResult.Outcome.FAILED);
    int code = failed ? ErrorCode.REFUSED.exitCode() : 0;
    if (console.json()) {
      ArrayNode array = JsonMapper.shared().createArrayNode();
      results.forEach((where, checks) -> {
        ObjectNode node = array.addObject();
        node.put("platform", where.toString());
        ArrayNode tests = node.putArray("tests");
        checks.forEach(check -> OutcomeJson.write(check, tests.addObject()));
      });
      console.print(array);
      return code;
    }
    for (Map.Entry<Platform, List<CheckResult>> entry : results.entrySet()) {
      console.print(entry.getKey() + "  " + CheckText.summary(entry.getValue()));
      for (CheckResult check : entry.getValue()) {
        String mark =
            switch (check.outcome()) {
              case PASSED -> "✓ passed ";
              case FAILED -> "✗ failed ";
              case SKIPPED -> "- skipped";
            };
        console.print(
            "  "
                + mark
                + String.format(Locale.ROOT, " %6.2f s  ", check.seconds())
                + check.name()
                + (check.message().isEmpty() ? "" : ": " + check.message()));
      }
    }
    return code;
  }
}
