package dev.plinth.cli;

import dev.plinth.app.Plinth;
import dev.plinth.app.scan.FoundBills;
import dev.plinth.app.scan.Scans;
import dev.plinth.evidence.shelf.EvidenceKind;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.sbom.found.FoundBill;
import dev.plinth.sbom.found.FoundCycloneDx;
import dev.plinth.sbom.found.FoundSpdx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plinth sbom SUBJECT}. */
@Command(
    name = "sbom",
    footer = {
      "",
      "Examples:",
      "  plinth sbom debian-micro --format cyclonedx --platform linux/arm64",
      "  plinth sbom ./image.tar > image.spdx.json       of what others built"
    })
final class SbomCommand extends Work {
  /** The formats. */
  enum Format {
    spdx,
    cyclonedx
  }

  @Parameters(
      paramLabel = "IMAGE|DIR|ARCHIVE|SBOM",
      description = {
        "Image in the store: the bill that it was built with, else what is found in it. Or path",
        "of a layout, archive, root file system or bill: what is found in it."
      })
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

  @Option(
      names = "--image",
      paramLabel = "NAME",
      description = "Which image of a layout or archive that has several.")
  String chosen = "";

  @Override
  int run(Console console) throws IOException {
    FoundBills bills = new FoundBills(console.settings());
    Optional<byte[]> built = bills.isNamed(image) ? evidence(console) : Optional.empty();
    byte[] text =
        built.isPresent()
            ? built.get()
            : write(bills.of(new Scans.Request(image, chosen, platform), Version.NUMBER));
    console.print(new String(text, StandardCharsets.UTF_8).stripTrailing());
    return 0;
  }

  private Optional<byte[]> evidence(Console console) {
    EvidenceKind kind = format == Format.spdx ? EvidenceKind.SPDX : EvidenceKind.CYCLONEDX;
    try {
      return Optional.of(
          Plinth.open(console.settings()).evidence().predicate(image, kind, platform));
    } catch (PlinthException e) {
      if (e.code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private byte[] write(FoundBill bill) {
    return format == Format.spdx ? FoundSpdx.write(bill) : FoundCycloneDx.write(bill);
  }
}
