package dev.plinth.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/**
 * All commands in the order of the help. One command is made when it is called, not all of them:
 * that is what keeps start-up short.
 */
final class CommandList {
  /**
   * One command.
   *
   * @param name as typed
   * @param summary one line
   * @param maker makes its spec; the spec's object is a {@link Work}
   * @param hidden whether the help leaves it out
   */
  record Entry(String name, String summary, Supplier<CommandSpec> maker, boolean hidden) {}

  private CommandList() {}

  static List<Entry> all() {
    return List.of(
        new Entry(
            "lock",
            "resolve a spec to a hash-pinned lock",
            () -> LockCommandSpec.of(new LockCommand()),
            false),
        new Entry(
            "update",
            "resolve again and show what changes",
            () -> UpdateCommandSpec.of(new UpdateCommand()),
            false),
        new Entry(
            "build",
            "build every architecture into the store",
            () -> BuildCommandSpec.of(new BuildCommand()),
            false),
        new Entry(
            "test",
            "run the spec's tests against the built image",
            () -> TestCommandSpec.of(new TestCommand()),
            false),
        new Entry(
            "list",
            "list the images in the store",
            () -> ListCommandSpec.of(new ListCommand()),
            false),
        new Entry(
            "inspect",
            "show what an image is and holds",
            () -> InspectCommandSpec.of(new InspectCommand()),
            false),
        new Entry(
            "diff",
            "compare two images by package, file and setting",
            () -> DiffCommandSpec.of(new DiffCommand()),
            false),
        new Entry(
            "export",
            "write an image as OCI layout, archive or root file system",
            () -> ExportCommandSpec.of(new ExportCommand()),
            false),
        new Entry(
            "verify",
            "check an image's chain from signature to each file",
            () -> VerifyCommandSpec.of(new VerifyCommand()),
            false),
        new Entry(
            "explain",
            "show where a path, package or digest comes from",
            () -> ExplainCommandSpec.of(new ExplainCommand()),
            false),
        new Entry(
            "evidence",
            "list what an image carries as proof",
            () -> EvidenceCommandSpec.of(new EvidenceCommand()),
            false),
        new Entry(
            "sbom",
            "print an image's bill of materials",
            () -> SbomCommandSpec.of(new SbomCommand()),
            false),
        new Entry(
            "licences",
            "list licences, what they ask for, and judge them",
            () -> LicencesCommandSpec.of(new LicencesCommand()),
            false),
        new Entry(
            "trail",
            "print the record of what was done to an image",
            () -> TrailCommandSpec.of(new TrailCommand()),
            false),
        new Entry(
            "scan",
            "find vulnerable packages, and what cannot be told",
            () -> ScanCommandSpec.of(new ScanCommand()),
            false),
        new Entry(
            "feeds",
            "update and list the advisories for scans",
            () -> FeedsCommandSpec.of(new FeedsCommand()),
            false),
        new Entry(
            "fleet",
            "keep the package lists of many images and judge them again",
            () -> FleetCommandSpec.of(new FleetCommand()),
            false),
        new Entry(
            "sign",
            "sign an image and its evidence",
            () -> SignCommandSpec.of(new SignCommand()),
            false),
        new Entry(
            "attest",
            "attach a signed statement to an image",
            () -> AttestCommandSpec.of(new AttestCommand()),
            false),
        new Entry(
            "key",
            "make, list, export and rotate keys",
            () -> KeyCommandSpec.of(new KeyCommand()),
            false),
        new Entry(
            "sources",
            "fetch an image's source packages and attach them to it",
            () -> SourcesCommandSpec.of(new SourcesCommand()),
            false),
        new Entry(
            "completion",
            "print completion for bash, zsh or fish",
            () -> CompletionCommandSpec.of(new CompletionCommand()),
            false),
        new Entry("man", "print a manual page", () -> ManCommandSpec.of(new ManCommand()), false),
        new Entry(
            "complete",
            "answer a completion script",
            () -> CompleteCommandSpec.of(new CompleteCommand()),
            true),
        new Entry(
            "train",
            "exercise start-up for the cache",
            () -> TrainCommandSpec.of(new TrainCommand()),
            true));
  }

  static Optional<Entry> find(String name) {
    return all().stream().filter(entry -> entry.name().equals(name)).findFirst();
  }
}
