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
import dev.plinth.oci.json.JsonText;
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
import java.util.concurrent.Future;

/**
 * Says of a finished image what it was made of and what is in it: statements without any time or
 * host, so that the same build says the same.
 */
final class EvidenceMaker {
  private final Workshop workshop;
  private final ExecutorService executor;

  /**
   * @param executor writes, in the order of asking: some of it waits for what was asked before
   */
  EvidenceMaker(Workshop workshop, ExecutorService executor) {
    this.workshop = workshop;
    this.executor = executor;
  }

  /**
   * What is most work to write of a platform, as it is being written.
   *
   * @param files the list of all files
   */
  record Writing(Future<byte[]> files, Future<byte[]> spdx, Future<byte[]> cyclonedx) {}

  /**
   * Begins to write it, as soon as there is a manifest.
   *
   * @param known what the image says of its packages
   * @param locks what its packages were locked to: the image's own, then those of its bases
   */
  Writing begin(
      Spec spec,
      List<Lock> locks,
      Root root,
      ImageAssembler.Assembled image,
      Future<BillMaker.Known> known) {
    FileList files = new FileList(root.platform(), image.listed());
    Future<BillOfMaterials> bill =
        executor.submit(() ->
            new BillMaker(workshop)
                .make(
                    spec.imageName(),
                    image.manifest().digest(),
                    Instant.ofEpochSecond(root.epoch()),
                    root.tree(),
                    root.architecture(),
                    files,
                    Waiting.on(known),
                    locks));
    return new Writing(
        executor.submit(() -> JsonText.write(FileListJson.write(files))),
        executor.submit(() -> SpdxWriter.write(Waiting.on(bill))),
        executor.submit(() -> CycloneDxWriter.write(Waiting.on(bill))));
  }

  /**
   * One platform of what was built.
   *
   * @param root what is in it
   * @param known what it says of its packages
   * @param writing what is written already; empty where it needs the locks of a base
   * @param inventory what reading its layers tells, where somebody signs it
   */
  record Part(
      Root root,
      ImageAssembler.Assembled image,
      PlatformReport report,
      Future<BillMaker.Known> known,
      Optional<Writing> writing,
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
    List<Future<Prepared>> making = new ArrayList<>();
    for (Part part : parts) {
      Writing writing =
          part.writing()
              .orElseGet(() -> begin(spec, locks, part.root(), part.image(), part.known()));
      List<Descriptor> about = List.of(part.image().manifest(), index);
      making.addAll(platform(spec, part, writing, about));
    }
    making.forEach(one -> statements.add(Waiting.on(one)));
    return statements;
  }

  /** What is said of one platform, side by side. */
  private List<Future<Prepared>> platform(
      Spec spec, Part part, Writing writing, List<Descriptor> about) {
    Platform platform = part.root().platform();
    List<Future<Prepared>> statements = new ArrayList<>();
    statements.add(statement(spec, about, FileList.PREDICATE_TYPE, writing.files()));
    part.inventory()
        .ifPresent(
            found -> statements.add(statement(spec, about, FoundInventory.PREDICATE_TYPE, found)));
    statements.add(statement(spec, about, PredicateType.SPDX, writing.spdx()));
    statements.add(statement(spec, about, PredicateType.CYCLONEDX, writing.cyclonedx()));
    statements.add(
        executor.submit(() ->
            Prepared.of(
                spec.imageName(),
                about,
                ScriptClasses.PREDICATE_TYPE,
                ScriptClasses.write(platform, part.report().scripts()))));
    statements.add(
        executor.submit(() ->
            Prepared.of(
                spec.imageName(),
                about,
                TestReport.PREDICATE_TYPE,
                TestReport.write(platform, spec.digest(), results(part.report().checks())))));
    return statements;
  }

  private Future<Prepared> statement(
      Spec spec, List<Descriptor> about, String type, Future<byte[]> predicate) {
    return executor.submit(() -> Prepared.of(spec.imageName(), about, type, Waiting.on(predicate)));
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
