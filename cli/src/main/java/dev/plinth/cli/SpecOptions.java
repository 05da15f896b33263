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
  @Parameters(paramLabel = "SPEC", description = "The YAML file, or FILE:VARIANT.")
  @Nullable Path spec;

  @Option(names = "--variant", paramLabel = "NAME", description = "One of the spec's variants.")
  String variant = "";

  @Option(
      names = "--mirror",
      paramLabel = "URI",
      description = "Take packages from here (http:, https: or file:); may be repeated.")
  List<String> mirrors = new ArrayList<>();

  /** The file; of {@code FILE:VARIANT} its first part, unless a file is really called so. */
  Path file() {
    if (spec == null) {
      throw new PlinthException(ErrorCode.USAGE, "no spec is given", "name a YAML file");
    }
    Path file = Files.isRegularFile(spec) ? spec : Path.of(split(spec.toString())[0]);
    if (!Files.isRegularFile(file)) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND, "there is no spec " + spec, "name a YAML file that exists");
    }
    return file;
  }

  /** The variant; empty for the spec itself. */
  String variant() {
    String[] parts =
        spec == null || Files.isRegularFile(spec) ? new String[] {"", ""} : split(spec.toString());
    if (!parts[1].isEmpty() && !variant.isEmpty() && !parts[1].equals(variant)) {
      throw new PlinthException(
          ErrorCode.USAGE,
          "two variants are named, " + parts[1] + " and " + variant,
          "name one of them");
    }
    return variant.isEmpty() ? parts[1] : variant;
  }

  private static String[] split(String text) {
    int colon = text.lastIndexOf(':');
    return colon < 0
        ? new String[] {text, ""}
        : new String[] {text.substring(0, colon), text.substring(colon + 1)};
  }
}
