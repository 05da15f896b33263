package dev.plinth.cli;

import dev.plinth.app.report.CycloneDxReport;
import dev.plinth.app.report.HtmlReport;
import dev.plinth.app.report.SarifReport;
import dev.plinth.app.report.VexReport;
import dev.plinth.app.scan.ScanReport;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** In which forms a scan is given, and where to. */
final class ScanOutput {
  /** The forms. */
  enum Form {
    table,
    json,
    sarif,
    openvex,
    csaf,
    cyclonedx,
    html
  }

  @Option(
      names = "--format",
      paramLabel = "FORM",
      description = "Print it as table, json, sarif, openvex, csaf, cyclonedx or html.")
  String format = "";

  @Option(
      names = "--report",
      paramLabel = "FORM=FILE",
      description = "Write it to FILE in this form as well. May be repeated.")
  List<String> reports = new ArrayList<>();

  private record Wanted(Form form, Path file) {}

  private List<Wanted> wanted = List.of();

  /** Looks at the options before there is work to lose. */
  void check(Console console) {
    form(format.isEmpty() ? "table" : format);
    if (!format.isEmpty() && console.json() && form(format) != Form.json) {
      throw new PlinthException(
          ErrorCode.USAGE,
          "-o json and --format " + format + " do not go together",
          "write one of them to a file: --report " + format + "=FILE");
    }
    List<Wanted> all = new ArrayList<>();
    for (String report : reports) {
      int equals = report.indexOf('=');
      if (equals < 0 || equals == report.length() - 1) {
        throw new PlinthException(
            ErrorCode.USAGE,
            "'" + report + "' names no form and file",
            "write it as sarif=scan.sarif");
      }
      Path file = Path.of(report.substring(equals + 1));
      Path folder = file.toAbsolutePath().getParent();
      if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
        throw new PlinthException(
            ErrorCode.NOT_FOUND,
            file
                + " cannot be written: "
                + (Files.isDirectory(file) ? "it is a folder" : "its folder is not there"),
            "name a file in a folder that exists");
      }
      all.add(new Wanted(form(report.substring(0, equals)), file));
    }
    wanted = List.copyOf(all);
  }

  /** Whether it is given in this form; after {@link #check}. */
  boolean wants(Form form) {
    return (!format.isEmpty() && form(format) == form)
        || wanted.stream().anyMatch(one -> one.form() == form);
  }

  private static Form form(String name) {
    return Arrays.stream(Form.values())
        .filter(form -> form.name().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            new PlinthException(
                ErrorCode.USAGE,
                "'" + name + "' is no form of a report",
                "choose one of "
                    + Arrays.stream(Form.values())
                        .map(Form::name)
                        .collect(Collectors.joining(", "))));
  }

  void write(Console console, ScanReport report) throws IOException {
    Instant now = Instant.now();
    for (Wanted one : wanted) {
      byte[] bytes = bytes(one.form(), console, report, now);
      WholeFile.writeNamed(one.file(), out -> out.write(bytes));
    }
    if (console.json()) {
      console.print(ScanJson.of(report));
    } else if (format.isEmpty() || form(format) == Form.table) {
      new ScanText(console, report).print();
    } else {
      console.out().writeBytes(bytes(form(format), console, report, now));
    }
  }

  private static byte[] bytes(Form form, Console console, ScanReport report, Instant now) {
    return switch (form) {
      case table -> {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(text, false, StandardCharsets.UTF_8)) {
          new ScanText(
                  new Console(out, console.err(), console.options(), console.settings()), report)
              .print();
        }
        yield text.toByteArray();
      }
      case json -> (ScanJson.of(report).toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
      case sarif -> SarifReport.of(report, Version.NUMBER);
      case openvex -> VexReport.openVex(report, now);
      case csaf -> VexReport.csaf(report, now);
      case cyclonedx -> CycloneDxReport.of(report, Version.NUMBER, now);
      case html -> HtmlReport.of(report, Version.NUMBER, now);
    };
  }
}
