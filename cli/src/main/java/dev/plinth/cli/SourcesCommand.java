package dev.plinth.cli;

import dev.plinth.app.Plinth;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pipeline.source.Binary;
import dev.plinth.pipeline.source.SourcePackage;
import dev.plinth.pipeline.source.Sources;
import dev.plinth.pipeline.source.SourcesJson;
import dev.plinth.pipeline.source.SourcesReport;
import dev.plinth.pipeline.source.SourcesReport.Missing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code plinth sources IMAGE}. */
@Command(
    name = "sources",
    footer = {
      "",
      "Exit code 4 where a source is not to be had (1 with --check): each is named.",
      "",
      "Examples:",
      "  plinth sources debian-micro               attached to the image: pushed and copied with it",
      "  plinth sources debian-micro --check       has every package its source, and is it intact?"
    })
final class SourcesCommand extends Work {
  private static final int SHOWN = 3;

  @Parameters(paramLabel = "IMAGE", description = "Name or digest.")
  String image = "";

  @Option(
      names = "--check",
      description =
          "Download no sources: only prove that each package has one, and those attached.")
  boolean check;

  @Option(names = "--to", paramLabel = "DIR", description = "Write the files to this folder too.")
  @Nullable Path to;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      description = "Only this platform's, attached to its manifest (default: all, to the index).")
  String platform = "";

  @Option(
      names = "--mirror",
      paramLabel = "URI",
      description = "Take sources from here (http:, https: or file:); may be repeated.")
  List<String> mirrors = new ArrayList<>();

  @Override
  List<String> mirrors() {
    return mirrors;
  }

  @Override
  int run(Console console) throws IOException {
    if (check && to != null) {
      throw new PlinthException(
          ErrorCode.USAGE, "--check writes nothing", "leave out one of --check and --to");
    }
    Sources sources = Plinth.open(console.settings()).sources();
    SourcesReport report = check ? sources.check(image, platform) : sources.gather(image, platform);
    if (to != null) {
      sources.write(report, to);
    }
    if (console.json()) {
      ObjectNode json = SourcesJson.of(report);
      report.artifact().ifPresent(digest -> json.put("artifact", digest.toString()));
      console.print(json);
    } else {
      print(console, report);
    }
    if (report.missing().isEmpty()) {
      return 0;
    }
    return (check ? ErrorCode.REFUSED : ErrorCode.NOT_FOUND).exitCode();
  }

  private void print(Console console, SourcesReport report) {
    Table table = new Table("source", "version", ">files", ">size", "packages");
    for (SourcePackage source : report.sources()) {
      table.row(
          source.id().name(),
          source.id().version(),
          "" + source.files().size(),
          Text.bytes(source.bytes()),
          users(report, source));
    }
    console.out().print(table.render());
    if (!report.missing().isEmpty()) {
      printMissing(console, report);
    }
    console.print(
        Text.count(report.binaryCount(), "package")
            + " from "
            + Text.count(report.sources().size(), "source")
            + ", "
            + Text.count(report.files(), "file")
            + ", "
            + Text.bytes(report.bytes())
            + (report.missing().isEmpty() ? ": none lacks its source" : ""));
    report.artifact().ifPresent(digest -> console.print("attached  " + console.digest(digest)));
    if (to != null) {
      console.print("written   " + to);
    } else if (!check && report.missing().isEmpty()) {
      console.print("next      plinth sources " + image + " --check");
    } else if (!check) {
      console.print("next      a mirror that has them: plinth sources " + image + " --mirror URI");
    }
  }

  private static void printMissing(Console console, SourcesReport report) {
    Table table = new Table("without source", "version", "source", "version");
    SequencedSet<String> reasons = new LinkedHashSet<>();
    for (Missing one : report.missing()) {
      String version = one.source().version();
      table.row(
          one.binary().name() + ":" + one.binary().architecture(),
          one.binary().version(),
          one.source().name(),
          version.equals(one.binary().version()) ? "the same" : version);
      String field = one.field().equals("Source") ? "" : " (" + one.field() + ")";
      reasons.add("  " + one.source() + field + ": " + one.reason());
    }
    console.print("");
    console.out().print(table.render());
    reasons.forEach(console::print);
    console.print("");
  }

  /** The packages that are made of a source; many are folded. */
  private static String users(SourcesReport report, SourcePackage source) {
    List<String> names =
        report.binaries().values().stream()
            .flatMap(List::stream)
            .filter(binary ->
                binary.needs().stream().anyMatch(need -> need.source().equals(source.id())))
            .map(Binary::name)
            .distinct()
            .sorted()
            .toList();
    String shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
  }
}
