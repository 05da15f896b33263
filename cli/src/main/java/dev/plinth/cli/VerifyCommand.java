package dev.plinth.cli;

import dev.plinth.app.Plinth;
import dev.plinth.app.TrustPolicy;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pipeline.verify.Link;
import dev.plinth.pipeline.verify.VerifyOptions;
import dev.plinth.pipeline.verify.VerifyOptions.Depth;
import dev.plinth.pipeline.verify.VerifyReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code plinth verify IMAGE}. */
@Command(
    name = "verify",
    footer = {
      "",
      "Examples:",
      "  plinth verify debian-micro",
      "  plinth verify debian-micro --key release.pub --deep --store ./copied-layout"
    })
final class VerifyCommand extends Work {
  @Parameters(paramLabel = "IMAGE", description = "Name or digest.")
  String image = "";

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "Keys and identities, how many of them, and which evidence must be there (YAML).")
  @Nullable Path policy;

  @Option(
      names = "--deep",
      description = "Read and install the packages again: catches a list of files that lies.")
  boolean deep;

  @Option(names = "--rebuild", description = "Build it again from its inputs and compare digests.")
  boolean rebuild;

  @Mixin TrustOptions trust = new TrustOptions();

  @Override
  int run(Console console) throws IOException {
    Depth depth = rebuild ? Depth.BUILD : deep ? Depth.PACKAGES : Depth.LIST;
    VerifyReport report =
        Plinth.open(console.settings()).verifier().verify(image, options(console, depth));
    if (console.json()) {
      console.print(json(report));
    } else {
      print(console, report);
    }
    if (report.holds()) {
      return 0;
    }
    Link broken = report.broken().orElseThrow();
    throw new PlinthException(
        ErrorCode.VERIFICATION,
        image + " is not what it should be: " + broken.name() + " is broken\n" + broken.said(),
        "do not use it; plinth evidence " + image + " shows what it carries");
  }

  private VerifyOptions options(Console console, Depth depth) {
    if (policy == null) {
      return new VerifyOptions(trust.policy(console), VerifyOptions.USUAL, depth);
    }
    if (trust.any()) {
      throw new PlinthException(
          ErrorCode.USAGE,
          "a policy goes together neither with --key nor with an identity",
          "name keys and identities in the policy");
    }
    return TrustPolicy.read(policy).options(trust.passwords.keys(console), depth);
  }

  private void print(Console console, VerifyReport report) {
    String names = report.names().isEmpty() ? image : String.join(", ", report.names());
    console.print(names + "  " + console.digest(report.digest()));
    int widest = report.links().stream().mapToInt(link -> link.name().length()).max().orElse(0);
    for (Link link : report.links()) {
      String mark =
          switch (link.outcome()) {
            case HOLDS -> "✓ ";
            case BROKEN -> "✗ ";
            case ABSENT -> "- ";
            case NOT_CHECKED -> "  ";
          };
      String said = link.outcome() == Link.Outcome.NOT_CHECKED ? "not checked" : link.said();
      console.print(
          "  " + mark + link.name() + " ".repeat(widest - link.name().length() + 2) + said);
    }
    if (report.holds()) {
      console.print("verified: " + report.how());
    }
  }

  private ObjectNode json(VerifyReport report) {
    ObjectNode top = JsonMapper.shared().createObjectNode();
    top.put("image", image);
    top.put("digest", report.digest().toString());
    top.put("verified", report.holds());
    top.put("how", report.how());
    ArrayNode links = top.putArray("links");
    for (Link link : report.links()) {
      ObjectNode node = links.addObject();
      node.put("name", link.name());
      node.put("outcome", link.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' '));
      node.put("said", link.said());
    }
    return top;
  }
}
