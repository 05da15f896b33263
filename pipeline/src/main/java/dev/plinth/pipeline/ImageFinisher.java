package dev.plinth.pipeline;

import dev.plinth.evidence.shelf.Prepared;
import dev.plinth.lock.Lock;
import dev.plinth.lock.LockedRepository;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pipeline.BuildReport.PlatformReport;
import dev.plinth.pipeline.check.CheckResult;
import dev.plinth.pipeline.check.Checks;
import dev.plinth.pipeline.root.SpecChanges;
import dev.plinth.spec.Spec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** From finished roots to a named image with its evidence. */
final class ImageFinisher {
  private final Workshop workshop;
  private final Phases phases;
  private final BuildOptions options;
  private final Attesting attesting;

  ImageFinisher(Workshop workshop, Phases phases, BuildOptions options, Attesting attesting) {
    this.workshop = workshop;
    this.phases = phases;
    this.options = options;
    this.attesting = attesting;
  }

  /**
   * What it came to.
   *
   * @param remarks what a person should know
   */
  record Done(
      Digest index,
      List<PlatformReport> platforms,
      Workshop workshop,
      Phases phases,
      List<String> remarks) {
    BuildReport report(String name, Path lockFile, boolean written, List<String> before) {
      LinkedHashSet<String> all = new LinkedHashSet<>(before);
      all.addAll(remarks);
      return new BuildReport(
          name,
          index,
          platforms,
          phases.seconds(),
          workshop.store().folder(),
          lockFile,
          written,
          false,
          List.copyOf(all));
    }
  }

  /**
   * Finishes it.
   *
   * @param inputs those of this spec and lock
   */
  Done finish(
      Spec spec,
      String name,
      Lock lock,
      Map<String, Root> roots,
      List<String> architectures,
      Optional<BaseImage> base,
      Inputs inputs)
      throws IOException {
    try (ExecutorService writing = Executors.newFixedThreadPool(workshop.threads())) {
      EvidenceMaker evidence = new EvidenceMaker(workshop, writing);
      return finish(spec, name, lock, roots, architectures, base, inputs, evidence);
    }
  }

  private Done finish(
      Spec spec,
      String name,
      Lock lock,
      Map<String, Root> roots,
      List<String> architectures,
      Optional<BaseImage> base,
      Inputs inputs,
      EvidenceMaker evidence)
      throws IOException {
    List<EvidenceMaker.Part> parts = new ArrayList<>();
    // Layers of one platform at a time are read again, in a thread of their own.
    try (ExecutorService beside = Executors.newSingleThreadExecutor();
        ExecutorService reading = Executors.newSingleThreadExecutor()) {
      for (String architecture : architectures) {
        Root root = Objects.requireNonNull(roots.get(architecture));
        parts.add(part(spec, lock, root, base, evidence, beside, reading));
      }
    }
    List<PlatformReport> platforms = parts.stream().map(EvidenceMaker.Part::report).toList();
    refuseFailed(spec, platforms);
    Finished finished = new Finished(workshop);
    List<ImageAssembler.Assembled> images = parts.stream().map(EvidenceMaker.Part::image).toList();
    Finished.Published published = finished.publish(spec, lock, images, base, inputs);
    try (var phase = phases.begin("evidence")) {
      // Made while blobs reach the disk, for which the first that is listed has to wait.
      List<Prepared> prepared =
          evidence.make(spec, lock, parts, published.index(), published.inputs(), base);
      finished.keepInputs(published);
      attesting.attach(prepared);
      attesting.record(
          published.index(), "build", BuildNote.of(spec, lock, published, platforms, phases));
      phase.result(attesting.result());
    }
    finished.name(name, published.index());
    Digest index = published.index().digest();
    finished.remember(
        spec, lock, architectures, options.tests(), index, platforms, attesting.hints());
    return new Done(index, platforms, workshop, phases, remarks(spec, lock, platforms));
  }

  private EvidenceMaker.Part part(
      Spec spec,
      Lock lock,
      Root root,
      Optional<BaseImage> base,
      EvidenceMaker evidence,
      ExecutorService beside,
      ExecutorService reading)
      throws IOException {
    Future<BillMaker.Known> known = beside.submit(() -> new BillMaker(workshop).read(root));
    ImageAssembler.Assembled image =
        new ImageAssembler(workshop, phases).assemble(spec, root, base);
    // Written while tests run, files reach the disk and other platforms are assembled.
    Optional<EvidenceMaker.Writing> writing =
        base.isEmpty()
            ? Optional.of(evidence.begin(spec, List.of(lock), root, image, known))
            : Optional.empty();
    // Its layers are read while its tests run, which take longer. Unsigned, nobody would believe
    // it.
    Optional<Future<byte[]>> inventory =
        options.signing().signs()
            ? Optional.of(
                reading.submit(
                    () -> workshop.format().inventory(workshop.store(), image.manifest())))
            : Optional.empty();
    List<CheckResult> checks = options.tests() ? check(spec, root) : List.of();
    PlatformReport report =
        new PlatformReport(
            root.platform(),
            image.manifest().digest(),
            Waiting.on(known).packages().size(),
            image.layers(),
            image.compressed(),
            image.unpacked(),
            root.installation().scripts(),
            checks);
    return new EvidenceMaker.Part(root, image, report, known, writing, inventory);
  }

  /** The same build was done before: it gets the name, and the signatures that it lacks. */
  BuildReport again(
      Spec spec,
      String name,
      Lock lock,
      List<String> architectures,
      BuildRecord before,
      Path lockFile)
      throws IOException {
    Finished finished = new Finished(workshop);
    finished.tag(name, before);
    if (!before.signers().containsAll(attesting.hints())
        && attesting.complete(finished.images(before))) {
      finished.remember(
          spec,
          lock,
          architectures,
          options.tests(),
          before.index(),
          before.parts(),
          attesting.hints());
    }
    return new BuildReport(
        name,
        before.index(),
        before.parts(),
        phases.seconds(),
        workshop.store().folder(),
        lockFile,
        false,
        true,
        remarks(spec, lock, before.parts()));
  }

  private List<String> remarks(Spec spec, Lock lock, List<PlatformReport> platforms) {
    LinkedHashSet<String> remarks = new LinkedHashSet<>();
    for (LockedRepository repository : lock.repositories()) {
      if (workshop.store().find(repository.release()).isEmpty()) {
        remarks.add(
            "the store lacks the signed Release of "
                + repository.name()
                + " that the lock names, and no mirror gave it: the packages have the lock's digests,"
                + " but verify cannot show where they come from; build in the store that made the"
                + " lock, or run plinth update");
      }
    }
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
    if (!options.signing().remark().isEmpty()) {
      remarks.add(options.signing().remark());
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

  private List<CheckResult> check(Spec spec, Root root) throws IOException {
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
}
