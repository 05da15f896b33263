package dev.plinth.cli;

import dev.plinth.app.Plinth;
import dev.plinth.pipeline.BuildOptions;
import dev.plinth.pipeline.BuildReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plinth build SPEC}. */
@Command(
    name = "build",
    footer = {
      "",
      "Examples:",
      "  plinth build examples/debian-micro.yaml",
      "  plinth build app.yaml:debug --architecture amd64 -o json"
    })
final class BuildCommand extends Work {
  @Mixin SpecOptions spec = new SpecOptions();

  @Option(
      names = "--locked",
      description = "Fail where the lock is missing or belongs to another state of the spec.")
  boolean locked;

  @Option(
      names = "--architecture",
      paramLabel = "NAME",
      description = "Only this of the spec's architectures; may be repeated.")
  List<String> architectures = new ArrayList<>();

  @Option(names = "--skip-tests", description = "Do not run the spec's tests.")
  boolean skipTests;

  @Option(
      names = "--tag",
      paramLabel = "NAME",
      description = "Name in the store (default: the spec's name).")
  String tag = "";

  @Option(names = "--sign", description = "Fail where nobody can sign.")
  boolean sign;

  @Option(names = "--no-sign", description = "Do not sign.")
  boolean noSign;

  @Mixin SigningOptions signing = new SigningOptions();

  @Override
  List<String> mirrors() {
    return spec.mirrors;
  }

  @Override
  int run(Console console) throws IOException {
    BuildOptions options =
        new BuildOptions(
            locked,
            List.copyOf(architectures),
            !skipTests,
            tag,
            signing.signing(console, sign, noSign));
    BuildReport report =
        Plinth.open(console.settings()).builds().build(spec.file(), spec.variant(), options);
    if (console.json()) {
      console.print(ReportJson.of(report));
      return 0;
    }
    report.remarks().forEach(console::remark);
    print(console, report);
    return 0;
  }

  private void print(Console console, BuildReport report) {
    console.print(
        report.name()
            + "  "
            + console.digest(report.digest())
            + (report.unchanged() ? "  unchanged" : ""));
    Table table =
        new Table(
            "platform", "digest", ">packages", ">layers", ">compressed", ">unpacked", "tests");
    for (BuildReport.PlatformReport platform : report.platforms()) {
      table.row(
          platform.platform().toString(),
          console.digest(platform.digest()),
          "" + platform.packages(),
          "" + platform.layers(),
          Text.bytes(platform.compressedBytes()),
          Text.bytes(platform.unpackedBytes()),
          CheckText.summary(platform.checks()));
    }
    console.print(table.render().stripTrailing());
    String phases =
        report.phases().entrySet().stream()
            .map(e -> e.getKey() + " " + String.format(Locale.ROOT, "%.2f s", e.getValue()))
            .collect(Collectors.joining(", "));
    if (!phases.isEmpty()) {
      console.print("phases  " + phases);
    }
    console.print("store   " + report.store());
    if (report.lockWritten()) {
      Path lock = report.lock();
      console.print("lock    " + lock + " was written: commit it beside the spec");
    }
    console.print("next    plinth inspect " + report.name());
  }
}
