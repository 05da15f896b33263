package dev.plinth.pipeline.verify;

import dev.plinth.evidence.files.FileList;
import dev.plinth.evidence.files.FileListJson;
import dev.plinth.evidence.predicate.Provenance;
import dev.plinth.evidence.shelf.EvidenceKind;
import dev.plinth.model.Digest;
import dev.plinth.model.Platform;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.oci.layout.Resolved;
import dev.plinth.pipeline.PlatformChoice;
import dev.plinth.pipeline.Workshop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Verifies an image from the store alone: who signed it, how it was made, from what lock, which
 * archive keys vouch for the packages, and that every byte of every layer is what was listed.
 */
public final class ImageVerifier {
  private final Workshop workshop;
  private final LayoutStore store;

  public ImageVerifier(Workshop workshop) {
    this.workshop = workshop;
    this.store = workshop.store();
  }

  /** One platform's manifest. */
  record Member(Platform platform, Descriptor descriptor, ImageManifest manifest) {}

  /** What was believed on the way, for the links that follow. */
  private static final class Found {
    final LayerReads reads;
    final PackagesCheck packages;
    final Map<Platform, FileList> files = new LinkedHashMap<>();
    List<Member> members = List.of();
    Optional<Provenance> provenance = Optional.empty();

    Found(LayerReads reads, PackagesCheck packages) {
      this.reads = reads;
      this.packages = packages;
    }
  }

  /** Checks {@code reference}; a link that does not hold is in the report, not an error. */
  public VerifyReport verify(String reference, VerifyOptions options) throws IOException {
    Resolved resolved = store.resolve(reference);
    Chain chain = new Chain(workshop.progress());
    try (LayerReads reads = new LayerReads(workshop);
        PackagesCheck packages = new PackagesCheck(workshop)) {
      check(resolved.descriptor(), options, chain, new Found(reads, packages));
    }
    return new VerifyReport(
        resolved.names(), resolved.descriptor().digest(), how(options.depth()), chain.links());
  }

  private void check(Descriptor top, VerifyOptions options, Chain chain, Found found)
      throws IOException {
    SignedEvidence evidence = new SignedEvidence(store, options.policy());
    chain.link("signature", () -> "signed by " + evidence.signers(top.digest()));
    chain.link(
        "platforms",
        () -> {
          found.members = members(top);
          for (Member member : found.members) {
            evidence.signers(member.descriptor().digest());
          }
          read(found, evidence);
          return found.members.size() + " manifests, each listed by digest and signed";
        });
    Wanted wanted = new Wanted(chain, evidence, options.required(), top.digest());
    wanted.link(
        EvidenceKind.PROVENANCE,
        () -> {
          byte[] predicate = evidence.statement(top.digest(), EvidenceKind.PROVENANCE).predicate();
          Provenance provenance =
              Provenance.read(JsonText.readObject(predicate, "the provenance of " + top.digest()));
          found.provenance = Optional.of(provenance);
          return provenance.inputs().size()
              + " inputs, built by Plinth "
              + shortened(provenance.version());
        });
    found.provenance.ifPresent(provenance -> {
      InputsCheck inputs = new InputsCheck(workshop, provenance.inputs());
      try {
        chain.link("inputs", inputs::hashAll);
        inputs.locks(chain);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    });
    if (found.provenance.isEmpty()) {
      chain.absent("inputs", "without provenance nothing says what it was made of");
    }
    for (Member member : found.members) {
      wanted.link(
          EvidenceKind.FILES,
          " " + member.platform(),
          member.descriptor().digest(),
          () -> files(evidence, member, found, options.depth()));
    }
    deeper(chain, options.depth(), found, top);
    inventories(chain, options.depth(), found, evidence);
    others(wanted, evidence, found, top);
  }

  /** The manifests are signed: their layers may be read while the next links are checked. */
  private static void read(Found found, SignedEvidence evidence) {
    found.reads.begin(
        found.members.stream()
            .filter(member -> evidence.has(member.descriptor().digest(), EvidenceKind.FILES))
            .map(Member::manifest)
            .toList());
  }

  private String files(
      SignedEvidence evidence, Member member, Found found, VerifyOptions.Depth depth)
      throws IOException {
    byte[] predicate =
        evidence.statement(member.descriptor().digest(), EvidenceKind.FILES).predicate();
    FileList list =
        FileListJson.read(
            JsonText.readObject(predicate, "the list of files of " + member.platform()));
    found.files.put(member.platform(), list);
    if (depth == VerifyOptions.Depth.PACKAGES && found.provenance.isPresent()) {
      found.packages.begin(found.provenance.get().inputs(), list);
    }
    return new LayersCheck(store, found.reads).check(member.manifest(), list);
  }

  private void deeper(Chain chain, VerifyOptions.Depth depth, Found found, Descriptor top)
      throws IOException {
    switch (depth) {
      case LIST -> {}
      case PACKAGES ->
          chain.link("packages read again", () -> found.packages.finish(inputs(found)));
      case BUILD ->
          chain.link(
              "built again",
              () ->
                  new RebuildCheck(workshop)
                      .check(inputs(found), top, found.members, found.files.keySet()));
    }
  }

  /** Scans believe what is signed instead of reading: so who goes deeper reads. */
  private void inventories(
      Chain chain, VerifyOptions.Depth depth, Found found, SignedEvidence evidence)
      throws IOException {
    if (depth == VerifyOptions.Depth.LIST || chain.isBroken()) {
      return;
    }
    List<Descriptor> stated =
        found.members.stream()
            .map(Member::descriptor)
            .filter(manifest -> evidence.has(manifest.digest(), EvidenceKind.INVENTORY))
            .toList();
    if (!stated.isEmpty()) {
      chain.link("layers read again", () -> new InventoryCheck(workshop, evidence).check(stated));
    }
  }

  private static List<dev.plinth.oci.InputsManifest.Input> inputs(Found found) {
    return found
        .provenance
        .map(Provenance::inputs)
        .orElseThrow(() ->
            SignedEvidence.broken(
                "without provenance nothing says what the image was made of",
                "only images that Plinth built can be checked so far down"));
  }

  private void others(Wanted wanted, SignedEvidence evidence, Found found, Descriptor top)
      throws IOException {
    for (Member member : found.members) {
      Digest digest = member.descriptor().digest();
      String of = " " + member.platform();
      OtherEvidence other = new OtherEvidence(evidence, digest);
      wanted.link(EvidenceKind.SPDX, of, digest, () -> other.parses(EvidenceKind.SPDX));
      wanted.link(EvidenceKind.CYCLONEDX, of, digest, () -> other.parses(EvidenceKind.CYCLONEDX));
      wanted.link(EvidenceKind.SCRIPTS, of, digest, other::scripts);
      wanted.link(EvidenceKind.INVENTORY, of, digest, other::inventory);
      wanted.link(EvidenceKind.TESTS, of, digest, other::tests);
    }
    wanted.link(EvidenceKind.SOURCES, () -> SourcesCheck.check(store, top.digest()));
    wanted.link(EvidenceKind.TRAIL, () -> TrailCheck.check(store, evidence, top.digest()));
  }

  private List<Member> members(Descriptor top) {
    if (!MediaType.isIndex(top.mediaType())) {
      return List.of(member(top));
    }
    List<Member> members = new ArrayList<>();
    for (Descriptor one : store.index(top).value().manifests()) {
      members.add(member(one));
    }
    return members;
  }

  private Member member(Descriptor descriptor) {
    ImageManifest manifest = store.manifest(descriptor).value();
    return new Member(new PlatformChoice(store).platform(descriptor), descriptor, manifest);
  }

  private static String shortened(String version) {
    return version.length() > 12 ? version.substring(0, 12) : version;
  }

  private static String how(VerifyOptions.Depth depth) {
    return switch (depth) {
      case LIST -> "every file of every layer against the signed list, every package by its hash";
      case PACKAGES -> "as well every package read and installed again";
      case BUILD -> "as well the whole image built again";
    };
  }
}
