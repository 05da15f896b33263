package dev.plinth.cli;

import dev.plinth.app.Settings;
import dev.plinth.app.vex.VexTrust;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What somebody says of findings, and whose word counts. */
final class OpinionOptions {
  @Option(
      names = "--vex",
      paramLabel = "FILE",
      description = "What holds of findings: OpenVEX, CSAF or CycloneDX. May be repeated.")
  List<Path> vex = new ArrayList<>();

  @Option(
      names = "--suppress",
      paramLabel = "FILE",
      description = "Findings that somebody answers for, with owner, reason, expiry (YAML).")
  List<Path> suppress = new ArrayList<>();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Only VEX signed by KEY holds, or by the keys of a --policy FILE.")
  List<String> keys = new ArrayList<>();

  @Option(
      names = "--policy",
      hidden = true,
      paramLabel = "FILE",
      description = "Only VEX that the keys of this policy signed holds.")
  @Nullable Path policy;

  VexTrust trust(Settings settings) {
    return VexTrust.of(settings, keys, Optional.ofNullable(policy));
  }
}
