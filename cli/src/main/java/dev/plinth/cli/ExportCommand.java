package dev.plinth.cli;

import dev.plinth.app.Plinth;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pipeline.image.ExportFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code plinth export IMAGE}. */
@Command(
    name = "export",
    footer = {
      "",
      "Examples:",
      "  plinth export debian-micro --to micro.tar --format docker-archive     docker load -i micro.tar",
      "  plinth export debian-micro --to micro --format oci                    a layout with one image"
    })
final class ExportCommand extends Work {
  @Parameters(paramLabel = "IMAGE", description = "Name or digest.")
  String image = "";

  @Option(
      names = "--to",
      paramLabel = "PATH",
      required = true,
      description = "Where to write; must not exist yet, or see --force.")
  @Nullable Path to;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "oci (layout folder), oci-archive, docker-archive or rootfs (tar); default: oci-archive.")
  String format = "oci-archive";

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      description =
          "One platform; docker-archive and rootfs hold only one (default: this machine's).")
  String platform = "";

  @Option(names = "--force", description = "Replace what is there.")
  boolean force;

  @Override
  int run(Console console) throws IOException {
    Path target = java.util.Objects.requireNonNull(to);
    ExportFormat wanted =
        Arrays.stream(ExportFormat.values())
            .filter(value -> value.text().equals(format))
            .findFirst()
            .orElseThrow(() ->
                new PlinthException(
                    ErrorCode.USAGE,
                    "'" + format + "' is not a format",
                    "use "
                        + Arrays.stream(ExportFormat.values())
                            .map(ExportFormat::text)
                            .collect(Collectors.joining(", "))));
    if (Files.exists(target) && !force) {
      throw new PlinthException(
          ErrorCode.USAGE, target + " exists already", "name another path, or add --force");
    }
    Path parent = target.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw new PlinthException(
          ErrorCode.USAGE,
          "there is no folder " + parent + " to write " + target.getFileName() + " into",
          "make it, or name another path");
    }
    long bytes = Plinth.open(console.settings()).images().export(image, wanted, platform, target);
    if (console.json()) {
      ObjectNode top = JsonMapper.shared().createObjectNode();
      top.put("path", target.toString());
      top.put("format", wanted.text());
      top.put("bytes", bytes);
      console.print(top);
    } else {
      console.print(target + "  " + wanted.text() + "  " + Text.bytes(bytes));
    }
    return 0;
  }
}
