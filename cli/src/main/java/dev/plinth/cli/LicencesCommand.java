package dev.plinth.cli;

import dev.plinth.app.Plinth;
import dev.plinth.licence.Decision;
import dev.plinth.licence.Duty;
import dev.plinth.licence.LicenceFinding;
import dev.plinth.licence.LicenceFinding.Status;
import dev.plinth.licence.LicencePolicy;
import dev.plinth.licence.PolicyReader;
import dev.plinth.model.ErrorCode;
import dev.plinth.pipeline.licences.LicenceReport;
import dev.plinth.pipeline.licences.PackageLicence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code plinth licences IMAGE}. */
@Command(
    name = "licences",
    footer = {
      "",
      "Examples:",
      "  plinth licences debian-java --over debian-micro      only what the image adds to its base",
      "  plinth licences debian-micro --policy licences.yaml  exit code 1 where it refuses any"
    })
final class LicencesCommand extends Work {
  private static final int WIDTH = 100;
  private static final int LEAST = 24;
  private static final int MOST_NAMES = 6;

  @Parameters(paramLabel = "IMAGE", description = "Name or digest.")
  String image = "";

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      description = "Of this platform (default: this machine's).")
  String platform = "";

  @Option(
      names = "--over",
      paramLabel = "BASE",
      description = "Leave out what this image has in the same version.")
  String over = "";

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "What is allowed, denied and excepted (YAML).")
  @Nullable Path policy;

  @Option(names = "--texts", description = "Print the packages' copyright files in full.")
  boolean texts;

  @Override
  int run(Console console) throws IOException {
    Optional<LicencePolicy> rules =
        policy == null ? Optional.empty() : Optional.of(PolicyReader.read(policy));
    LicenceReport report =
        Plinth.open(console.settings()).licences().report(image, platform, over, rules);
    int code = report.refused().isEmpty() ? 0 : ErrorCode.REFUSED.exitCode();
    if (console.json()) {
      console.print(json(report));
    } else if (texts) {
      for (PackageLicence one : report.packages()) {
        console.print("==== " + one.name() + " " + one.version() + "  " + one.file());
        console.print(one.text());
      }
    } else {
      print(console, report);
    }
    return code;
  }

  private void print(Console console, LicenceReport report) {
    boolean judged = policy != null;
    Table table =
        judged
            ? new Table("package", "version", "licence", "policy")
            : new Table("package", "version", "licence");
    int beside =
        report.packages().stream().mapToInt(p -> p.name().length()).max().orElse(0)
            + report.packages().stream().mapToInt(p -> p.version().length()).max().orElse(0)
            + (judged ? "  excepted".length() : 0)
            + 4;
    int widest = Math.max(LEAST, WIDTH - beside);
    for (PackageLicence one : report.packages()) {
      String licence = shortened(one.finding(), widest);
      if (judged) {
        String word =
            one.decision().map(d -> d.outcome().name().toLowerCase(Locale.ROOT)).orElse("");
        table.row(one.name(), one.version(), licence, word);
      } else {
        table.row(one.name(), one.version(), licence);
      }
    }
    console.out().print(table.render());
    console.print(
        Text.count(report.packages().size(), "package")
            + " of "
            + report.platform()
            + (over.isEmpty() ? "" : " over " + over)
            + ": licence known of "
            + report.count(Status.KNOWN)
            + ", in part of "
            + report.count(Status.PARTLY)
            + ", unknown of "
            + report.count(Status.UNKNOWN));
    for (Duty duty : Duty.values()) {
      List<String> names = report.bringing(duty);
      if (!names.isEmpty()) {
        console.print(Text.count(names.size(), "package") + ": " + duty.meaning());
        console.print("  " + some(names));
      }
    }
    for (PackageLicence one : report.refused()) {
      Decision decision = one.decision().orElseThrow();
      console.print("refused  " + one.name() + ": " + decision.licence() + ", " + decision.why());
    }
    console.print("next    plinth licences " + image + " --texts   (all declarations in full)");
  }

  private static String some(List<String> names) {
    return names.size() <= MOST_NAMES
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, MOST_NAMES)) + ", …";
  }

  private static String shortened(LicenceFinding finding, int widest) {
    String text = finding.expression().map(Object::toString).orElse("unknown");
    if (text.length() <= widest) {
      return text;
    }
    String[] parts = text.split(" AND ", -1);
    StringBuilder shown = new StringBuilder(parts[0]);
    int i = 1;
    while (i < parts.length && shown.length() + parts[i].length() + 18 < widest) {
      shown.append(" AND ").append(parts[i++]);
    }
    return i == parts.length ? text : shown + " AND " + (parts.length - i) + " more";
  }

  private static ObjectNode json(LicenceReport report) {
    ObjectNode top = JsonMapper.shared().createObjectNode();
    top.put("image", report.image().toString());
    top.put("platform", report.platform().toString());
    ArrayNode packages = top.putArray("packages");
    for (PackageLicence one : report.packages()) {
      ObjectNode node = packages.addObject();
      node.put("name", one.name());
      node.put("version", one.version());
      node.put("status", one.finding().status().name().toLowerCase(Locale.ROOT));
      one.finding().expression().ifPresent(e -> node.put("licence", e.toString()));
      node.put("file", one.file());
      ArrayNode unknown = node.putArray("unknown");
      for (LicenceFinding.Unknown part : one.finding().unknown()) {
        ObjectNode entry = unknown.addObject();
        entry.put("line", part.line());
        entry.put("reason", part.reason());
        entry.put("text", part.text());
      }
      one.obligations()
          .ifPresent(obligations -> {
            ArrayNode always = node.putArray("duties");
            obligations.always().stream().sorted().forEach(d -> always.add(word(d)));
            ArrayNode choice = node.putArray("dutiesByChoice");
            obligations.byChoice().stream().sorted().forEach(d -> choice.add(word(d)));
          });
      one.decision()
          .ifPresent(decision -> {
            ObjectNode judged = node.putObject("policy");
            judged.put("outcome", decision.outcome().name().toLowerCase(Locale.ROOT));
            judged.put("licence", decision.licence());
            judged.put("why", decision.why());
          });
    }
    return top;
  }

  private static String word(Duty duty) {
    return duty.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
