package dev.plinth.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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
   * @param maker makes its picocli object
   * @param hidden whether the help leaves it out
   */
  record Entry(String name, String summary, Supplier<Object> maker, boolean hidden) {}

  private CommandList() {}

  static List<Entry> all() {
    return List.of(
        new Entry("lock", "resolve a spec to a hash-pinned lock", LockCommand::new, false),
        new Entry("update", "resolve again and show what changes", UpdateCommand::new, false),
        new Entry("build", "build every architecture into the store", BuildCommand::new, false),
        new Entry("test", "run the spec's tests against the built image", TestCommand::new, false),
        new Entry("list", "list the images in the store", ListCommand::new, false),
        new Entry("inspect", "show what an image is and holds", InspectCommand::new, false),
        new Entry(
            "diff", "compare two images by package, file and setting", DiffCommand::new, false),
        new Entry(
            "export",
            "write an image as OCI layout, archive or root file system",
            ExportCommand::new,
            false),
        new Entry(
            "verify",
            "check an image's chain from signature to each file",
            VerifyCommand::new,
            false),
        new Entry(
            "explain",
            "show where a path, package or digest comes from",
            ExplainCommand::new,
            false),
        new Entry("evidence", "list what an image carries as proof", EvidenceCommand::new, false),
        new Entry("sbom", "print an image's bill of materials", SbomCommand::new, false),
        new Entry(
            "licences",
            "list licences, what they ask for, and judge them",
            LicencesCommand::new,
            false),
        new Entry(
            "trail", "print the record of what was done to an image", TrailCommand::new, false),
        new Entry(
            "scan", "find vulnerable packages, and what cannot be told", ScanCommand::new, false),
        new Entry("feeds", "update and list the advisories for scans", FeedsCommand::new, false),
        new Entry(
            "fleet",
            "keep the package lists of many images and judge them again",
            FleetCommand::new,
            false),
        new Entry("sign", "sign an image and its evidence", SignCommand::new, false),
        new Entry("attest", "attach a signed statement to an image", AttestCommand::new, false),
        new Entry("key", "make, list, export and rotate keys", KeyCommand::new, false),
        new Entry(
            "sources",
            "fetch an image's source packages and attach them to it",
            SourcesCommand::new,
            false),
        new Entry(
            "completion", "print completion for bash, zsh or fish", CompletionCommand::new, false),
        new Entry("man", "print a manual page", ManCommand::new, false),
        new Entry("complete", "answer a completion script", CompleteCommand::new, true),
        new Entry("train", "exercise start-up for the cache", TrainCommand::new, true));
  }

  static Optional<Entry> find(String name) {
    return all().stream().filter(entry -> entry.name().equals(name)).findFirst();
  }
}
