package dev.plinth.cli;

import dev.plinth.app.scan.FailRule;
import dev.plinth.app.scan.ScanReport;
import dev.plinth.app.scan.Scans;
import dev.plinth.model.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      paramLabel = "IMAGE|DIR|ARCHIVE|SBOM",
      description = {
        "Image in the store, or path of a layout, archive, root file system, or bill of",
        "materials (SPDX, CycloneDX or syft's, as JSON)."
      })
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
      names = "--fail-on",
      paramLabel = "RULE",
      description = {
        "Exit code 1 where a finding meets all words of RULE: a severity (or worse, or unrated),",
        "fixable, exploited, any. Or unknown, eol. May be repeated."
      })
  List<String> failOn = new ArrayList<>();

  @Mixin AgeOption age = new AgeOption();

  @Override
  int run(Console console) throws IOException {
    List<FailRule> rules = failOn.stream().map(FailRule::parse).toList();
    ScanReport report =
        new Scans(console.settings())
            .scan(new Scans.Request(subject, image, platform), age.coverage());
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
