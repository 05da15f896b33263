package dev.plinth.cli;

import dev.plinth.app.Plinth;
import dev.plinth.evidence.shelf.EvidenceKind;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plinth attest IMAGE}. */
@Command(
    name = "attest",
    footer = {
      "",
      "Examples:",
      "  plinth attest debian-micro --predicate review.json --type https://example.org/review/v1",
      "  plinth attest debian-micro --predicate bom.json --type cyclonedx --key release.key"
    })
final class AttestCommand extends Work {
  @Parameters(paramLabel = "IMAGE", description = "Name or digest.")
  String image = "";

  @Option(
      names = "--predicate",
      required = true,
      paramLabel = "FILE",
      description = "What is said of the image: a JSON object.")
  Path predicate = Path.of("");

  @Option(
      names = "--type",
      required = true,
      paramLabel = "TYPE",
      description = "Its type: a URI, or spdx, cyclonedx, provenance, tests, vex.")
  String type = "";

  @Mixin KeylessOptions signing = new KeylessOptions();

  @Override
  int run(Console console) throws IOException {
    byte[] text;
    try {
      text = Files.readAllBytes(predicate);
    } catch (NoSuchFileException e) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND, "there is no file " + predicate, "name a JSON file", e);
    }
    String uri = EvidenceKind.ofWord(type).map(EvidenceKind::type).orElse(type);
    if (!uri.contains(":")) {
      throw new PlinthException(
          ErrorCode.USAGE,
          "'" + type + "' is no type of a predicate",
          "give a URI, or one of spdx, cyclonedx, provenance, tests, vex");
    }
    Plinth.open(console.settings()).evidence().attest(image, uri, text, signing.signing(console));
    console.print(image + ": attached " + uri);
    console.print("next    plinth evidence " + image);
    return 0;
  }
}
