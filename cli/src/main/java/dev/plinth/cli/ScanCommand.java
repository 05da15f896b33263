package dev.plinth.cli;

import dev.plinth.app.scan.FailRule;
import dev.plinth.app.scan.ScanReport;
import dev.plinth.app.scan.Scans;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.vuln.match.Coverage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plinth scan SUBJECT}. */
@Command(
    name = "scan",
    footer = {
      "",
      "Examples:",
      "  plinth scan debian-micro                         what to upgrade, and what cannot be told",
      "  plinth scan ./rootfs.tar.gz --fail-on high,fixable      exit code 1 where there is any"
    })
final class ScanCommand extends Work {
  @Parameters(
      paramLabel = "IMAGE|DIR|ARCHIVE",
      description = "Image in the store, or path of a layout, archive or root file system.")
  String subject = "";

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      description = "Of this platform (default: this machine's).")
  String platform = "";

  @Option(
      names = "--image",
      paramLabel = "NAME",
      description = "Which image of a layout or archive that has several.")
  String image = "";

  @Option(
      names = "--pkg-types",
      paramLabel = "TYPES",
      split = ",",
      description = "What is looked for: os, or os,library (default): languages' packages too.")
  List<PackageKind> kinds = List.of(PackageKind.os, PackageKind.library);

  /** Packages of the system, or of languages. */
  enum PackageKind {
    os,
    library
  }

  @Option(
      names = "--fail-on",
      paramLabel = "RULE",
      description = {
        "Exit code 1 where a finding meets all words of RULE: a severity (or worse, or unrated),",
        "fixable, exploited, any. Or unknown, eol. May be repeated."
      })
  List<String> failOn = new ArrayList<>();

  @Option(
      names = "--max-age",
      paramLabel = "DAYS",
      description = "From which age on feeds are stale (default: 7).")
  int maxAge = (int) Coverage.WEEK.toDays();

  @Override
  int run(Console console) throws IOException {
    List<FailRule> rules = failOn.stream().map(FailRule::parse).toList();
    Coverage coverage = new Coverage(Instant.now(), Duration.ofDays(maxAge));
    if (!kinds.contains(PackageKind.os)) {
      throw new PlinthException(
          ErrorCode.USAGE, "packages of the distribution are always looked for", "name os too");
    }
    ScanReport report =
        new Scans(console.settings(), kinds.contains(PackageKind.library))
            .scan(new Scans.Request(subject, image, platform), coverage);
    List<String> broken =
        rules.stream().map(rule -> rule.broken(report)).flatMap(Optional::stream).toList();
    if (console.json()) {
      console.print(ScanJson.of(report));
    } else {
      new ScanText(console, report).print();
    }
    broken.forEach(reason -> console.remark("failed  " + reason));
    return broken.isEmpty() ? 0 : ErrorCode.REFUSED.exitCode();
  }
}
