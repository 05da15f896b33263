package dev.plinth.cli;

import dev.plinth.app.Plinth;
import dev.plinth.oci.RuntimeConfig;
import dev.plinth.pipeline.image.ImageDetails;
import dev.plinth.pipeline.image.ImageDetails.LayerDetails;
import dev.plinth.pipeline.image.ImageDetails.PlatformDetails;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code plinth inspect IMAGE}. */
@Command(
    name = "inspect",
    footer = {
      "",
      "Examples:",
      "  plinth inspect debian-micro",
      "  plinth inspect debian-micro --platform linux/arm64 --packages"
    })
final class InspectCommand extends Work {
  @Parameters(paramLabel = "IMAGE", description = "Name, digest, or 12 characters of a digest.")
  String image = "";

  @Option(names = "--platform", paramLabel = "OS/ARCH", description = "Only this platform.")
  String platform = "";

  @Option(names = "--packages", description = "List the packages too.")
  boolean packages;

  @Override
  int run(Console console) throws IOException {
    ImageDetails details = Plinth.open(console.settings()).images().inspect(image, platform);
    if (console.json()) {
      console.print(InspectJson.of(details));
      return 0;
    }
    console.print(String.join(", ", details.names()) + "  " + console.digest(details.digest()));
    for (PlatformDetails one : details.platforms()) {
      print(console, one);
    }
    return 0;
  }

  private void print(Console console, PlatformDetails one) {
    console.print("");
    console.print(one.platform() + "  " + console.digest(one.digest()));
    console.print(
        "  system    " + (one.system().isEmpty() ? "unknown: no os-release" : one.system()));
    console.print(
        "  holds     "
            + Text.count(one.packages().size(), "package")
            + ", "
            + Text.count(one.files(), "file")
            + ", "
            + Text.bytes(one.compressedBytes())
            + " compressed");
    one.config().created().ifPresent(created -> console.print("  created   " + created));
    RuntimeConfig runtime = one.config().runtime();
    say(console, "entrypoint", String.join(" ", runtime.entrypoint()));
    say(console, "command", String.join(" ", runtime.command()));
    say(console, "user", runtime.user().isEmpty() ? "root" : runtime.user());
    say(console, "workdir", runtime.workingDirectory());
    say(console, "ports", String.join(" ", runtime.exposedPorts()));
    say(console, "stop signal", runtime.stopSignal());
    say(console, "volumes", String.join(" ", runtime.volumes()));
    runtime.environment().forEach(variable -> say(console, "environment", variable));
    runtime.labels().forEach((name, value) -> say(console, "label", name + "=" + value));
    Table layers = new Table("  layer", ">size", "made by");
    for (LayerDetails layer : one.layers()) {
      layers.row(
          "  " + console.digest(layer.digest()), Text.bytes(layer.size()), layer.createdBy());
    }
    console.out().print(layers.render());
    if (packages) {
      Table table = new Table("  package", "version", "architecture", "source");
      one.packages()
          .forEach(p -> table.row("  " + p.name(), p.version(), p.architecture(), p.source()));
      console.out().print(table.render());
    }
  }

  private static void say(Console console, String what, String value) {
    if (!value.isEmpty()) {
      console.print(Text.wrapped("  " + what + " ".repeat(Math.max(1, 12 - what.length())), value));
    }
  }
}
