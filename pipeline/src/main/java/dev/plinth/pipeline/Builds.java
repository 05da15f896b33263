package dev.plinth.pipeline;

import dev.plinth.lock.Lock;
import dev.plinth.lock.LockDiff;
import dev.plinth.lock.LockJson;
import dev.plinth.lock.LockedArchitecture;
import dev.plinth.lock.LockedPackage;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.spec.Spec;
import dev.plinth.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /**
   * A lock together with the roots that were made to know its ids and epoch.
   *
   * @param inputs those of the spec and the lock
   */
  private record Locked(Lock lock, Map<String, Root> roots, Inputs inputs) {}

  /**
   * Resolves the spec and writes the lock, keeping the versions of an existing one wherever they
   * are still to be had and still do, and its ids.
   */
  public LockReport lock(Path file, String variant) throws IOException {
    return relock(file, variant, true, false);
  }

  /**
   * Resolves the spec to the newest versions and tells what changes; the ids are kept.
   *
   * @param dryRun whether the lock is left as it is
   */
  public LockReport update(Path file, String variant, boolean dryRun) throws IOException {
    return relock(file, variant, false, dryRun);
  }

  private LockReport relock(Path file, String variant, boolean keep, boolean dryRun)
      throws IOException {
    Spec spec = SpecReader.read(file, variant);
    Path lockFile = LockFile.beside(file, spec);
    Optional<Lock> old = LockFile.read(lockFile);
    Optional<BaseImage> base = spec.base().map(reference -> BaseImage.find(workshop, reference));
    Phases phases = new Phases(workshop.progress());
    Locked locked = make(spec, old.orElse(null), keep, base, phases, false);
    List<LockDiff.Change> changes = LockDiff.between(old.orElse(null), locked.lock());
    boolean changed = !dryRun && LockFile.write(lockFile, locked.lock());
    return new LockReport(locked.lock(), lockFile, changed, old, changes);
  }

  /** Re-checks the chain of the existing lock from blobs alone; one line a link. */
  public List<String> prove(Path file, String variant) throws IOException {
    Spec spec = SpecReader.read(file, variant);
    Path lockFile = LockFile.beside(file, spec);
    Lock lock = LockFile.read(lockFile).orElseThrow(() -> missing(lockFile));
    return workshop.format().prove(spec, lock);
  }

  /** Builds the spec's image into the store. */
  public BuildReport build(Path file, String variant, BuildOptions options) throws IOException {
    Phases phases = new Phases(workshop.progress());
    Spec spec = SpecReader.read(file, variant);
    Path lockFile = LockFile.beside(file, spec);
    Optional<Lock> old = LockFile.read(lockFile);
    Optional<BaseImage> base = spec.base().map(reference -> BaseImage.find(workshop, reference));
    Optional<String> misfit = old.flatMap(lock -> LockFit.misfit(spec, lock, base));
    boolean fits = old.isPresent() && misfit.isEmpty();
    if (options.locked() && !fits) {
      throw old.isEmpty()
          ? missing(lockFile)
          : new PlinthException(
              ErrorCode.REFUSED,
              lockFile + " does not fit: " + misfit.orElse(""),
              "run plinth lock " + file + " and commit what it writes");
    }
    String name = options.tag().isEmpty() ? spec.imageName() : options.tag();
    List<String> architectures = architectures(spec, options);
    Finished finished = new Finished(workshop);
    try (Attesting attesting = new Attesting(workshop, options.signing())) {
      ImageFinisher finisher = new ImageFinisher(workshop, phases, options, attesting);
      if (fits) {
        Optional<BuildRecord> before =
            finished.find(spec, old.get(), architectures, options.tests());
        if (before.isPresent()) {
          return finisher.again(spec, name, old.get(), architectures, before.get(), lockFile);
        }
      }
      attesting.begin();
      Locked locked =
          fits
              ? roots(spec, old.get(), architectures, base, phases, true)
              : make(spec, old.orElse(null), true, base, phases, true);
      // Also a lock that fits may get other ids: from files, or from scripts now allowed.
      boolean written = !options.locked() && LockFile.write(lockFile, locked.lock());
      List<String> remarks =
          misfit.map(why -> LockFit.remark(why, old.get(), locked.lock())).stream().toList();
      BuildReport report =
          finisher
              .finish(
                  spec, name, locked.lock(), locked.roots(), architectures, base, locked.inputs())
              .report(name, lockFile, written, remarks);
      if (phases.seconds().containsKey("download")) {
        // What lies in the cache grows by what is new.
        workshop.makeRoom();
      }
      return report;
    }
  }

  /**
   * A new lock: resolved, fetched, and installed once to know its ids and its epoch.
   *
   * @param image whether one is made of it: what its evidence needs is begun meanwhile
   */
  private Locked make(
      Spec spec,
      @Nullable Lock previous,
      boolean keep,
      Optional<BaseImage> base,
      Phases phases,
      boolean image)
      throws IOException {
    Lock resolved = new Locking(workshop, phases).resolve(spec, previous, keep, base);
    return roots(spec, resolved, spec.architectures(), base, phases, image);
  }

  private Locked roots(
      Spec spec,
      Lock lock,
      List<String> architectures,
      Optional<BaseImage> base,
      Phases phases,
      boolean image)
      throws IOException {
    List<LockedPackage> wanted = new ArrayList<>();
    architectures.forEach(a -> wanted.addAll(lock.architecture(a).packages()));
    try (Opening opening = new Opening(workshop)) {
      workshop
          .format()
          .fetch(spec, lock, wanted.stream().distinct().toList(), phases, opening::begin);
      Inputs inputs = Inputs.of(workshop.store(), spec, lock, base);
      if (image) {
        inputs.begin();
      }
      RootBuilder builder = new RootBuilder(workshop, phases, opening, image);
      return roots(spec, lock, architectures, base, builder, inputs);
    }
  }

  private static Locked roots(
      Spec spec,
      Lock lock,
      List<String> architectures,
      Optional<BaseImage> base,
      RootBuilder builder,
      Inputs inputs) {
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
    return new Locked(lock.with(parts, Math.max(epoch, lock.epoch())), roots, inputs);
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

  private static PlinthException missing(Path lockFile) {
    return new PlinthException(
        ErrorCode.NOT_FOUND, "there is no lock " + lockFile, "make it with plinth lock");
  }

  /** All that decides a build's result. */
  static Digest key(
      Workshop workshop, Spec spec, Lock lock, List<String> architectures, boolean tests) {
    return Digest.of(
        workshop.version()
            + '\n'
            + spec.digest()
            + '\n'
            + architectures
            + '\n'
            + tests
            + '\n'
            + Digest.of(LockJson.write(lock)));
  }
}
