package dev.plinth.pipeline;

import dev.plinth.lock.Lock;
import dev.plinth.lock.LockDiff;
import dev.plinth.lock.LockJson;
import dev.plinth.lock.LockedArchitecture;
import dev.plinth.lock.LockedPackage;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pipeline.BuildReport.PlatformReport;
import dev.plinth.pipeline.check.CheckResult;
import dev.plinth.pipeline.check.Checks;
import dev.plinth.pipeline.root.SpecChanges;
import dev.plinth.spec.Spec;
import dev.plinth.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lock, update and build: the factory. */
public final class Builds {
  private final Workshop workshop;

  public Builds(Workshop workshop) {
    this.workshop = workshop;
  }

  /** A lock together with the roots that were made to know its ids and epoch. */
  private record Locked(Lock lock, Map<String, Root> roots) {}

  /** Resolves the spec anew, keeping the ids of an existing lock, and writes the lock. */
  public LockReport lock(Path file, String variant) throws IOException {
    return relock(file, variant, false);
  }

  /**
   * Resolves the spec again and tells what changes.
   *
   * @param dryRun whether the lock is left as it is
   */
  public LockReport update(Path file, String variant, boolean dryRun) throws IOException {
    return relock(file, variant, dryRun);
  }

  private LockReport relock(Path file, String variant, boolean dryRun) throws IOException {
    Spec spec = SpecReader.read(file, variant);
    Path lockFile = LockFile.beside(file, spec);
    Optional<Lock> old = LockFile.read(lockFile);
    Locked locked = make(spec, old.orElse(null), new Phases(workshop.progress()));
    List<LockDiff.Change> changes = LockDiff.between(old.orElse(null), locked.lock());
    boolean changed = !dryRun && LockFile.write(lockFile, locked.lock());
    return new LockReport(locked.lock(), lockFile, changed, changes);
  }

  /** Re-checks the chain of the existing lock from blobs alone; one line a link. */
  public List<String> prove(Path file, String variant) throws IOException {
    Spec spec = SpecReader.read(file, variant);
    Path lockFile = LockFile.beside(file, spec);
    Lock lock = LockFile.read(lockFile).orElseThrow(() -> missing(lockFile));
    return workshop.format().prove(lock);
  }

  /** Builds the spec's image into the store. */
  public BuildReport build(Path file, String variant, BuildOptions options) throws IOException {
    Phases phases = new Phases(workshop.progress());
    Spec spec = SpecReader.read(file, variant);
    Path lockFile = LockFile.beside(file, spec);
    Optional<Lock> old = LockFile.read(lockFile);
    boolean fits = old.isPresent() && fits(spec, old.get());
    if (options.locked() && !fits) {
      throw old.isEmpty()
          ? missing(lockFile)
          : new PlinthException(
              ErrorCode.REFUSED,
              lockFile + " belongs to another state of the spec",
              "run plinth lock " + file + " and commit what it writes");
    }
    String name = options.tag().isEmpty() ? spec.imageName() : options.tag();
    List<String> architectures = architectures(spec, options);
    Optional<BaseImage> base = spec.base().map(reference -> BaseImage.find(workshop, reference));
    if (fits && base.isPresent()) {
      fits = old.get().base().map(Lock.Base::digest).equals(Optional.of(base.get().digest()));
    }
    Finished finished = new Finished(workshop);
    if (fits) {
      Optional<BuildRecord> before = finished.find(old.get(), architectures, options.tests());
      if (before.isPresent()) {
        finished.tag(name, before.get());
        return report(name, before.get(), lockFile, phases);
      }
    }
    Locked locked =
        fits
            ? roots(spec, old.get(), architectures, base, phases)
            : make(spec, old.orElse(null), phases);
    boolean written = !fits && LockFile.write(lockFile, locked.lock());
    return finish(spec, name, locked, architectures, base, options, phases, lockFile, written);
  }

  private BuildReport finish(
      Spec spec,
      String name,
      Locked locked,
      List<String> architectures,
      Optional<BaseImage> base,
      BuildOptions options,
      Phases phases,
      Path lockFile,
      boolean written)
      throws IOException {
    ImageAssembler assembler = new ImageAssembler(workshop, phases);
    List<PlatformReport> platforms = new ArrayList<>();
    List<ImageAssembler.Assembled> assembled = new ArrayList<>();
    List<BuildRecord.Part> parts = new ArrayList<>();
    for (String architecture : architectures) {
      Root root = java.util.Objects.requireNonNull(locked.roots().get(architecture));
      ImageAssembler.Assembled image = assembler.assemble(spec, root, base);
      assembled.add(image);
      int packages = workshop.format().installed(root.tree(), architecture).size();
      List<CheckResult> checks = options.tests() ? check(spec, root, phases) : List.of();
      platforms.add(
          new PlatformReport(
              root.platform(),
              image.manifest().digest(),
              packages,
              image.layers(),
              image.compressed(),
              image.unpacked(),
              root.installation().scripts(),
              checks));
      parts.add(
          new BuildRecord.Part(
              root.platform(),
              image.manifest().digest(),
              packages,
              image.layers(),
              image.compressed(),
              image.unpacked()));
    }
    refuseFailed(spec, platforms);
    Finished finished = new Finished(workshop);
    Digest index = finished.publish(spec, name, locked.lock(), assembled, base);
    finished.remember(locked.lock(), architectures, options.tests(), new BuildRecord(index, parts));
    return new BuildReport(
        name,
        index,
        platforms,
        phases.seconds(),
        workshop.store().folder(),
        lockFile,
        written,
        false,
        remarks(spec, platforms));
  }

  private static List<String> remarks(Spec spec, List<PlatformReport> platforms) {
    LinkedHashSet<String> remarks = new LinkedHashSet<>();
    if (spec.distribution().endsWith("/sid")) {
      remarks.add("sid's os-release has no VERSION_ID: scanners will not know the release");
    }
    for (PlatformReport platform : platforms) {
      for (CheckResult check : platform.checks()) {
        if (check.outcome() == CheckResult.Outcome.SKIPPED) {
          remarks.add("tests not run for " + platform.platform() + ": " + check.message());
        }
      }
    }
    return List.copyOf(remarks);
  }

  private static void refuseFailed(Spec spec, List<PlatformReport> platforms) {
    StringBuilder failed = new StringBuilder();
    int count = 0;
    for (PlatformReport platform : platforms) {
      for (CheckResult check : platform.checks()) {
        if (check.outcome() == CheckResult.Outcome.FAILED) {
          count++;
          failed.append('\n').append(platform.platform()).append("  ").append(check.name());
          failed.append(": ").append(check.message());
        }
      }
    }
    if (count > 0) {
      throw new PlinthException(
          ErrorCode.REFUSED,
          count + (count == 1 ? " test" : " tests") + " of " + spec.name() + " failed" + failed,
          "mend the spec or the test; the image was not given its name");
    }
  }

  private List<CheckResult> check(Spec spec, Root root, Phases phases) throws IOException {
    if (spec.tests().isEmpty()) {
      return List.of();
    }
    try (var phase = phases.begin("test")) {
      Path scratch = workshop.cache().resolve("scratch");
      List<CheckResult> results =
          new Checks(
                  SpecChanges.withTestFiles(spec, root.tree(), root.architecture()),
                  spec.config(),
                  root.platform(),
                  scratch,
                  workshop.environment())
              .run(spec.tests());
      phase.result(results.size() + " tests for " + root.architecture());
      return results;
    }
  }

  /** A new lock: resolved, fetched, and installed once to know its ids and its epoch. */
  private Locked make(Spec spec, @Nullable Lock previous, Phases phases) throws IOException {
    Optional<BaseImage> base = spec.base().map(reference -> BaseImage.find(workshop, reference));
    Lock resolved = new Locking(workshop, phases).resolve(spec, previous, base);
    return roots(spec, resolved, spec.architectures(), base, phases);
  }

  private Locked roots(
      Spec spec, Lock lock, List<String> architectures, Optional<BaseImage> base, Phases phases)
      throws IOException {
    List<LockedPackage> wanted = new ArrayList<>();
    architectures.forEach(a -> wanted.addAll(lock.architecture(a).packages()));
    workshop.format().fetch(spec, lock, wanted.stream().distinct().toList());
    RootBuilder builder = new RootBuilder(workshop, phases);
    Map<String, Root> roots = new TreeMap<>();
    SortedMap<String, LockedArchitecture> parts = new TreeMap<>(lock.architectures());
    long epoch = 0;
    for (String architecture : architectures) {
      Root root = builder.build(spec, lock, architecture, base);
      roots.put(architecture, root);
      epoch = Math.max(epoch, root.epoch());
      parts.put(
          architecture,
          lock.architecture(architecture).withIds(root.ids().users(), root.ids().groups()));
    }
    return new Locked(lock.with(parts, Math.max(epoch, lock.epoch())), roots);
  }

  private static boolean fits(Spec spec, Lock lock) {
    return lock.spec().equals(spec.digest())
        && lock.architectures().keySet().containsAll(spec.architectures());
  }

  private static List<String> architectures(Spec spec, BuildOptions options) {
    for (String wanted : options.architectures()) {
      if (!spec.architectures().contains(wanted)) {
        throw new PlinthException(
            ErrorCode.USAGE,
            spec.name() + " is not for " + wanted,
            "it is for " + String.join(", ", spec.architectures()));
      }
    }
    return options.architectures().isEmpty() ? spec.architectures() : options.architectures();
  }

  private BuildReport report(String name, BuildRecord record, Path lockFile, Phases phases) {
    List<PlatformReport> platforms = new ArrayList<>();
    for (BuildRecord.Part part : record.parts()) {
      platforms.add(
          new PlatformReport(
              part.platform(),
              part.digest(),
              part.packages(),
              part.layers(),
              part.compressed(),
              part.unpacked(),
              List.of(),
              List.of()));
    }
    return new BuildReport(
        name,
        record.index(),
        platforms,
        phases.seconds(),
        workshop.store().folder(),
        lockFile,
        false,
        true,
        List.of());
  }

  private static PlinthException missing(Path lockFile) {
    return new PlinthException(
        ErrorCode.NOT_FOUND, "there is no lock " + lockFile, "make it with plinth lock");
  }

  /** All that decides an image besides its blobs: the lock says everything of the spec. */
  static Digest key(Workshop workshop, Lock lock, List<String> architectures, boolean tests) {
    return Digest.of(
        workshop.version()
            + '\n'
            + architectures
            + '\n'
            + tests
            + '\n'
            + Digest.of(LockJson.write(lock)));
  }
}
