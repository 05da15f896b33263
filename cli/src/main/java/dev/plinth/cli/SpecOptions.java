package dev.plinth.cli;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which spec, and where its packages come from. */
final class SpecOptions {
  @Parameters(paramLabel = "SPEC", description = "The YAML file.")
  @Nullable Path spec;

  @Option(names = "--variant", paramLabel = "NAME", description = "One of the spec's variants.")
  String variant = "";

  @Option(
      names = "--mirror",
      paramLabel = "URI",
      description = "Take packages from here (http:, https: or file:); may be repeated.")
  List<String> mirrors = new ArrayList<>();

  Path file() {
    if (spec == null) {
      throw new PlinthException(ErrorCode.USAGE, "no spec is given", "name a YAML file");
    }
    if (!Files.isRegularFile(spec)) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND, "there is no spec " + spec, "name a YAML file that exists");
    }
    return spec;
  }
}
