package dev.plinth.cli;

import dev.plinth.app.scan.FailRule;
import dev.plinth.app.scan.RatingOrder;
import dev.plinth.app.scan.ScanOptions;
import dev.plinth.app.scan.ScanReport;
import dev.plinth.app.scan.Scans;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
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
      "Examples:",
      "  plinth scan debian-micro                         what to upgrade, and what cannot be told",
      "  plinth scan ./rootfs.tar.gz --fail-on high,fixable      exit code 1 where there is any"
    })
final class ScanCommand extends Work {
  @Parameters(
      paramLabel = "IMAGE|DIR|ARCHIVE|SBOM",
      description = "Image in the store, layout, archive, folder, SPDX or CycloneDX.")
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
      hideParamSyntax = true,
      description = "os, or os,library: packages of languages too (default).")
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
        "Exit code 1 where one finding meets all words: a severity (or worse),",
        "fixable, exploited, older=30d, any; or unknown, eol, hygiene."
      })
  List<String> failOn = new ArrayList<>();

  @Mixin AgeOption age = new AgeOption();

  @Mixin OpinionOptions opinions = new OpinionOptions();

  @Option(
      names = "--base",
      paramLabel = "BASE",
      description = "What it is built on (default: found by its layers in the store).")
  String base = "";

  @Option(
      names = "--exclude-base",
      paramLabel = "BASE",
      description = "Leave out what the layers of BASE brought.")
  String excludeBase = "";

  @Option(
      names = "--check-fix",
      description = "Ask the distribution's signed index whether the fixes are there now.")
  boolean checkFix;

  @Option(
      names = "--severity-order",
      paramLabel = "WHO",
      description = "Whose rating counts (default: distribution,cna,cisa,database).")
  String severityOrder = "";

  @Option(names = "--no-hygiene", description = "Look for packages only.")
  boolean noHygiene;

  @Mixin ScanOutput output = new ScanOutput();

  @Override
  int run(Console console) throws IOException {
    output.check(console);
    if (!kinds.contains(PackageKind.os)) {
      throw new PlinthException(
          ErrorCode.USAGE, "packages of the distribution are always looked for", "name os too");
    }
    List<FailRule> rules = failOn.stream().map(FailRule::parse).toList();
    ScanReport report =
        new Scans(console.settings())
            .scan(new Scans.Request(subject, image, platform), options(console), age.coverage());
    List<String> broken =
        rules.stream().map(rule -> rule.broken(report)).flatMap(Optional::stream).toList();
    String doubt = report.origin().doubt();
    if (!doubt.isEmpty()) {
      console.remark(
          "the inventory that is attached was not believed, the layers were read: " + doubt);
    }
    output.write(console, report);
    broken.forEach(reason -> console.remark("failed  " + reason));
    return broken.isEmpty() ? 0 : ErrorCode.REFUSED.exitCode();
  }

  private ScanOptions options(Console console) {
    if (!base.isEmpty() && !excludeBase.isEmpty()) {
      throw new PlinthException(
          ErrorCode.USAGE,
          "--base and --exclude-base do not go together",
          "name the base with one of them");
    }
    String named = base.isEmpty() ? excludeBase : base;
    return new ScanOptions(
        opinions.vex,
        opinions.suppress,
        opinions.trust(console.settings()),
        Optional.of(named).filter(name -> !name.isEmpty()),
        !excludeBase.isEmpty(),
        checkFix,
        RatingOrder.of(console.settings(), severityOrder),
        !noHygiene,
        kinds.contains(PackageKind.library),
        output.wants(ScanOutput.Form.openvex) || output.wants(ScanOutput.Form.csaf));
  }
}
