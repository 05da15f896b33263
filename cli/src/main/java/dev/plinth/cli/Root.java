package dev.plinth.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plinth} itself: what all commands share. */
@Command(
    name = "plinth",
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Builds reproducible base images from signed packages, with no daemon and no root.")
final class Root {
  @Mixin GlobalOptions options = new GlobalOptions();
}
