package dev.plinth.cli;

import dev.plinth.app.Plinth;
import dev.plinth.evidence.shelf.EvidenceKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plinth sbom IMAGE}. */
@Command(
    name = "sbom",
    footer = {
      "",
      "Examples:",
      "  plinth sbom debian-micro > debian-micro.spdx.json",
      "  plinth sbom debian-micro --format cyclonedx --platform linux/arm64"
    })
final class SbomCommand extends Work {
  /** The formats. */
  enum Format {
    spdx,
    cyclonedx
  }

  @Parameters(paramLabel = "IMAGE", description = "Name or digest.")
  String image = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "spdx (2.3) or cyclonedx (1.6) (default: spdx).")
  Format format = Format.spdx;

  @Option(
      names = "--platform",
      paramLabel = "OS/ARCH",
      description = "Of this platform (default: this machine's).")
  String platform = "";

  @Override
  int run(Console console) throws IOException {
    EvidenceKind kind = format == Format.spdx ? EvidenceKind.SPDX : EvidenceKind.CYCLONEDX;
    byte[] text = Plinth.open(console.settings()).evidence().predicate(image, kind, platform);
    console.print(new String(text, StandardCharsets.UTF_8));
    return 0;
  }
}
