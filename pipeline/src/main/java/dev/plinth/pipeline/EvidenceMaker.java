package dev.plinth.pipeline;

import dev.plinth.archive.GzipMember;
import dev.plinth.evidence.files.FileList;
import dev.plinth.evidence.files.FileListJson;
import dev.plinth.evidence.predicate.FoundInventory;
import dev.plinth.evidence.predicate.Provenance;
import dev.plinth.evidence.predicate.ScriptClasses;
import dev.plinth.evidence.predicate.TestReport;
import dev.plinth.evidence.shelf.Prepared;
import dev.plinth.lock.Lock;
import dev.plinth.lock.LockJson;
import dev.plinth.model.Digest;
import dev.plinth.model.Platform;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.InputsManifest;
import dev.plinth.pipeline.BuildReport.PlatformReport;
import dev.plinth.pipeline.check.CheckResult;
import dev.plinth.sbom.BillOfMaterials;
import dev.plinth.sbom.cyclonedx.CycloneDxWriter;
import dev.plinth.sbom.spdx.SpdxWriter;
import dev.plinth.spec.Spec;
import dev.plinth.trust.statement.PredicateType;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Says of a finished image what it was made of and what is in it: statements without any time or
 * host, so that the same build says the same.
 */
final class EvidenceMaker {
  private final Workshop workshop;

  EvidenceMaker(Workshop workshop) {
    this.workshop = workshop;
  }

  /**
   * One platform of what was built.
   *
   * @param root what is in it
   * @param known what it says of its packages
   * @param inventory what reading its layers tells, where somebody signs it
   */
  record Part(
      Root root,
      ImageAssembler.Assembled image,
      PlatformReport report,
      BillMaker.Known known,
      Optional<Future<byte[]>> inventory) {}

  /**
   * All statements about an image.
   *
   * @param inputs that the store keeps for it
   */
  List<Prepared> make(
      Spec spec,
      Lock lock,
      List<Part> parts,
      Descriptor index,
      InputsManifest inputs,
      Optional<BaseImage> base)
      throws IOException {
    List<Lock> locks = new ArrayList<>(List.of(lock));
    for (KeptInput level : KeptInput.levels(inputs.inputs())) {
      if (level.depth() > 0) {
        locks.add(level.lock(workshop.store()));
      }
    }
    String name = spec.imageName();
    List<Descriptor> all = new ArrayList<>(List.of(index));
    parts.forEach(part -> all.add(part.image().manifest()));
    List<Prepared> statements = new ArrayList<>(Prepared.signatures(all));
    statements.add(
        Prepared.of(
            name,
            all,
            Provenance.PREDICATE_TYPE,
            provenance(spec, lock, parts, inputs, base).write()));
    try (ExecutorService executor = Executors.newFixedThreadPool(workshop.threads())) {
      List<Future<Prepared>> making = new ArrayList<>();
      for (Part part : parts) {
        List<Descriptor> about = List.of(part.image().manifest(), index);
        making.addAll(platform(spec, locks, part, about, executor));
      }
      making.forEach(one -> statements.add(Waiting.on(one)));
    }
    return statements;
  }

  /** What is said of one platform; most of the work is writing, side by side. */
  private List<Future<Prepared>> platform(
      Spec spec, List<Lock> locks, Part part, List<Descriptor> about, ExecutorService executor) {
    String name = spec.imageName();
    Platform platform = part.root().platform();
    FileList files = new FileList(platform, part.image().listed());
    Future<Prepared> list =
        executor.submit(
            () -> Prepared.of(name, about, FileList.PREDICATE_TYPE, FileListJson.write(files)));
    BillOfMaterials bill =
        new BillMaker(workshop)
            .make(
                name,
                part.image().manifest().digest(),
                Instant.ofEpochSecond(part.root().epoch()),
                part.root().tree(),
                part.root().architecture(),
                files,
                part.known(),
                locks);
    List<Future<Prepared>> statements = new ArrayList<>(List.of(list));
    part.inventory()
        .ifPresent(found ->
            statements.add(
                executor.submit(() ->
                    Prepared.of(name, about, FoundInventory.PREDICATE_TYPE, Waiting.on(found)))));
    statements.addAll(
        List.of(
            executor.submit(
                () -> Prepared.of(name, about, PredicateType.SPDX, SpdxWriter.write(bill))),
            executor.submit(() ->
                Prepared.of(name, about, PredicateType.CYCLONEDX, CycloneDxWriter.write(bill))),
            executor.submit(() ->
                Prepared.of(
                    name,
                    about,
                    ScriptClasses.PREDICATE_TYPE,
                    ScriptClasses.write(platform, part.report().scripts()))),
            executor.submit(() ->
                Prepared.of(
                    name,
                    about,
                    TestReport.PREDICATE_TYPE,
                    TestReport.write(platform, spec.digest(), results(part.report().checks()))))));
    return statements;
  }

  private Provenance provenance(
      Spec spec, Lock lock, List<Part> parts, InputsManifest inputs, Optional<BaseImage> base) {
    return new Provenance(
        new Provenance.SpecFile(spec.name(), spec.variant(), spec.digest()),
        parts.stream().map(part -> part.root().platform().toString()).toList(),
        Digest.of(LockJson.write(lock)),
        lock.epoch(),
        GzipMember.COMPRESSOR.toString(),
        workshop.version(),
        base.map(image -> new Provenance.Base(image.name(), image.digest())),
        inputs.inputs());
  }

  private static List<TestReport.Result> results(List<CheckResult> checks) {
    List<TestReport.Result> results = new ArrayList<>();
    for (CheckResult check : checks) {
      TestReport.Outcome outcome =
          switch (check.outcome()) {
            case PASSED -> TestReport.Outcome.PASSED;
            case SKIPPED -> TestReport.Outcome.SKIPPED;
            case FAILED -> TestReport.Outcome.FAILED;
          };
      results.add(new TestReport.Result(check.name(), outcome, check.message()));
    }
    return results;
  }
}
