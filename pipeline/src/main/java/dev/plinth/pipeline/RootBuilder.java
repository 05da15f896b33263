package dev.plinth.pipeline;

import dev.plinth.lock.Lock;
import dev.plinth.lock.LockedArchitecture;
import dev.plinth.lock.LockedPackage;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import dev.plinth.pipeline.kept.Installations;
import dev.plinth.pipeline.root.SpecChanges;
import dev.plinth.pkg.InstallRequest;
import dev.plinth.pkg.InstallRequest.Allowance;
import dev.plinth.pkg.InstallRequest.Ids;
import dev.plinth.pkg.Installation;
import dev.plinth.pkg.PackageFile;
import dev.plinth.pkg.ScriptOutcome;
import dev.plinth.pkg.ScriptOutcome.Effect;
import dev.plinth.rootfs.Tree;
import dev.plinth.spec.Spec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes the roots of a lock: opens its packages, installs them, applies the spec. */
final class RootBuilder {
  private static final int MOST_SHOWN = 10;

  private final Workshop workshop;
  private final Progress progress;
  private final Opening opening;
  private final boolean licences;

  /**
   * @param licences whether what the packages declare will be asked for: it is read meanwhile
   */
  RootBuilder(Workshop workshop, Progress progress, Opening opening, boolean licences) {
    this.workshop = workshop;
    this.progress = progress;
    this.opening = opening;
    this.licences = licences;
  }

  /** The root of one architecture; its packages are among the blobs. */
  Root build(Spec spec, Lock lock, String architecture, Optional<BaseImage> base) {
    Tree below = base.isPresent() ? base.get().tree(architecture) : new Tree();
    String identity = base.map(image -> image.digest().toString()).orElse("");
    return build(spec, lock, architecture, below, Optional.of(identity));
  }

  /** The same over a tree that lies below, whatever was installed before. */
  Root build(Spec spec, Lock lock, String architecture, Tree below) {
    return build(spec, lock, architecture, below, Optional.empty());
  }

  /**
   * @param identity of the image below; nothing that is kept is used where it is not known
   */
  private Root build(
      Spec spec, Lock lock, String architecture, Tree below, Optional<String> identity) {
    LockedArchitecture part = lock.architecture(architecture);
    List<PackageFile> files;
    try (Progress.Phase phase = progress.begin("unpack")) {
      files = opening.all(part.packages());
      phase.result(files.size() + " packages for " + architecture);
    }
    DeclaredLicences declared = new DeclaredLicences();
    if (licences) {
      declared.begin(files);
    }
    long epoch = files.stream().mapToLong(PackageFile::newest).max().orElse(lock.epoch());
    try (Progress.Phase phase = progress.begin("install")) {
      Installation installation = install(spec, part, files, below, architecture, identity);
      Tree tree = installation.tree();
      if (!spec.certificates().isEmpty()) {
        TreeMap<String, String> pems = new TreeMap<>();
        spec.certificates().forEach(file -> pems.put(file.name(), file.pem()));
        workshop.format().addCertificates(tree, pems);
      }
      Ids ids = SpecChanges.apply(spec, tree, architecture, installation.ids(), epoch);
      phase.result(installation.scripts().size() + " scripts for " + architecture);
      return new Root(
          architecture,
          workshop.format().platform(architecture),
          below,
          tree,
          part.packages(),
          installation,
          ids,
          epoch,
          declared);
    }
  }

  private Installation install(
      Spec spec,
      LockedArchitecture part,
      List<PackageFile> files,
      Tree below,
      String architecture,
      Optional<String> identity) {
    TreeSet<Allowance> allowed = new TreeSet<>();
    spec.allowScripts()
        .forEach(a -> allowed.add(new Allowance(a.packageName(), a.script(), a.line())));
    InstallRequest request =
        new InstallRequest(
            below,
            files,
            spec.flavour() != Spec.Flavour.MICRO,
            architecture,
            new Ids(new TreeMap<>(part.users()), new TreeMap<>(part.groups())),
            allowed);
    Installation installation =
        identity.isPresent() ? installed(request, part, identity.get()) : fresh(request);
    refuseUnknown(spec, installation.scripts());
    return installation;
  }

  private Installation fresh(InstallRequest request) {
    return workshop.format().installer().install(request);
  }

  /** As it was installed before, where it was. */
  private Installation installed(InstallRequest request, LockedArchitecture part, String base) {
    List<Digest> packages = part.packages().stream().map(LockedPackage::sha256).toList();
    Digest key = Installations.key(workshop.version(), base, packages, request);
    Installations kept = new Installations(workshop.cache().resolve("installed"));
    try {
      Optional<Installation> before = kept.find(key, request);
      if (before.isPresent()) {
        return before.get();
      }
      Installation installation = fresh(request);
      kept.keep(key, request, installation);
      return installation;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of them at once, so that one build shows all that must be decided. */
  private static void refuseUnknown(Spec spec, List<ScriptOutcome> scripts) {
    List<ScriptOutcome> unknown =
        scripts.stream().filter(s -> s.effect() instanceof Effect.Unknown).toList();
    if (unknown.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    StringBuilder hint =
        new StringBuilder(
            "read each, then allow leaving it out in the spec of "
                + spec.name()
                + ":\nallow-scripts:");
    for (ScriptOutcome outcome : unknown.subList(0, Math.min(MOST_SHOWN, unknown.size()))) {
      Effect.Unknown effect = (Effect.Unknown) outcome.effect();
      text.append('\n').append(outcome.packageName()).append('.').append(outcome.script());
      text.append(':').append(effect.line()).append(": ").append(effect.why());
      text.append("\n  ").append(effect.text());
      hint.append("\n  - package: ").append(outcome.packageName());
      hint.append("\n    script: ").append(outcome.script());
      hint.append("\n    line: '").append(effect.text().replace("'", "''")).append('\'');
      hint.append("\n    reason: …");
    }
    throw new PlinthException(
        ErrorCode.BAD_INPUT,
        unknown.size()
            + (unknown.size() == 1 ? " maintainer script is" : " maintainer scripts are")
            + " not understood, so what they would do cannot be done natively"
            + text,
        hint.toString());
  }
}
