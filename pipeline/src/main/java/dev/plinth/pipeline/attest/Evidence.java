package dev.plinth.pipeline.attest;

import dev.plinth.evidence.predicate.Provenance;
import dev.plinth.evidence.shelf.EvidenceKind;
import dev.plinth.evidence.shelf.Piece;
import dev.plinth.evidence.shelf.Prepared;
import dev.plinth.evidence.shelf.Shelf;
import dev.plinth.evidence.shelf.TrailShelf;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.layout.BrokenReferrer;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.oci.layout.Resolved;
import dev.plinth.pipeline.Attesting;
import dev.plinth.pipeline.PlatformChoice;
import dev.plinth.pipeline.Signing;
import dev.plinth.pipeline.Workshop;
import dev.plinth.trust.bundle.Bundle;
import dev.plinth.trust.bundle.Material;
import dev.plinth.trust.cosign2.LegacyManifest;
import dev.plinth.trust.cosign2.SimpleSigning;
import dev.plinth.trust.dsse.Envelope;
import dev.plinth.trust.key.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What images carry. */
public final class Evidence {
  private static final int LARGEST_PREDICATE = 64 << 20;

  private final Workshop workshop;
  private final LayoutStore store;
  private final Shelf shelf;

  public Evidence(Workshop workshop) {
    this.workshop = workshop;
    this.store = workshop.store();
    this.shelf = new Shelf(store);
  }

  /** The index or manifest that is meant, then the manifests of its platforms. */
  private Map<Descriptor, String> images(Descriptor top) {
    Map<Descriptor, String> images = new LinkedHashMap<>();
    if (!MediaType.isIndex(top.mediaType())) {
      images.put(top, "manifest");
      return images;
    }
    images.put(top, "index");
    for (Descriptor member : store.index(top).value().manifests()) {
      images.put(member, member.platform().map(Object::toString).orElse("unknown platform"));
    }
    return images;
  }

  /** All evidence of an image and its platforms. */
  public List<EvidenceRow> list(String reference) {
    List<EvidenceRow> rows = new ArrayList<>();
    images(store.resolve(reference).descriptor())
        .forEach((image, about) ->
            shelf
                .pieces(image.digest())
                .forEach(piece -> rows.add(new EvidenceRow(piece, about, signer(piece)))));
    return rows;
  }

  /** What is listed and may be evidence of an image or its platforms, and cannot be read. */
  public List<BrokenReferrer> unreadable(String reference) {
    return images(store.resolve(reference).descriptor()).keySet().stream()
        .flatMap(image -> store.referrers().broken(image.digest()).stream())
        .distinct()
        .toList();
  }

  private Optional<String> signer(Piece piece) {
    if (!piece.signed()) {
      return Optional.empty();
    }
    try {
      byte[] bytes = store.content().bytes(piece.content(), Bundle.MAX_BYTES, "a bundle");
      return switch (Bundle.read(bytes, "a bundle").material()) {
        case Material.KeyHint hint -> Optional.of(keyId(hint.value()));
        case Material.Certificate certificate ->
            Optional.of(certificate.holder().isEmpty() ? "certificate" : certificate.holder());
      };
    } catch (PlinthException e) {
      return Optional.of("unreadable: " + e.getMessage());
    }
  }

  private static String keyId(String hint) {
    try {
      return HexFormat.of().formatHex(Base64.getDecoder().decode(hint));
    } catch (IllegalArgumentException e) {
      return hint;
    }
  }

  /**
   * The predicate of a statement.
   *
   * @param platform whose; that of this machine, the first, or the index where empty
   */
  public byte[] predicate(String reference, EvidenceKind kind, String platform) {
    return shelf.read(piece(reference, kind, platform)).predicate();
  }

  private Piece piece(String reference, EvidenceKind kind, String platform) {
    List<EvidenceRow> rows =
        list(reference).stream().filter(row -> row.piece().kind() == kind).toList();
    List<String> order =
        platform.isEmpty()
            ? List.of(PlatformChoice.machine(), "manifest", "index")
            : List.of(platform);
    for (String about : order) {
      for (EvidenceRow row : rows) {
        if (row.about().equals(about)) {
          return row.piece();
        }
      }
    }
    if (platform.isEmpty() && !rows.isEmpty()) {
      return rows.getFirst().piece();
    }
    throw new PlinthException(
        ErrorCode.NOT_FOUND,
        reference
            + " has no "
            + kind.word()
            + " evidence"
            + (platform.isEmpty() ? "" : " for " + platform),
        "plinth evidence " + reference + " lists what there is");
  }

  /** Signs an image, its platforms, and what is said of them unsigned; whether there was any. */
  public boolean sign(String reference, Signing signing) {
    Resolved resolved = store.resolve(reference);
    try (Attesting attesting = new Attesting(workshop, signing)) {
      return attesting.complete(List.copyOf(images(resolved.descriptor()).keySet()));
    }
  }

  /**
   * Attaches a statement about exactly the image or manifest that is named, and, of an index, about
   * its platforms.
   *
   * @param type of the predicate
   * @param predicate a JSON object
   */
  public void attest(String reference, String type, byte[] predicate, Signing signing) {
    if (predicate.length > LARGEST_PREDICATE) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "the predicate has " + predicate.length + " bytes, more than " + LARGEST_PREDICATE,
          "attach large files as an artifact of their own");
    }
    Resolved resolved = store.resolve(reference);
    byte[] text = JsonText.write(JsonText.readObject(predicate, "the predicate").node());
    List<Descriptor> images = List.copyOf(images(resolved.descriptor()).keySet());
    String name = resolved.names().isEmpty() ? "" : resolved.names().getFirst();
    try (Attesting attesting = new Attesting(workshop, signing)) {
      attesting.attach(List.of(Prepared.of(name, images, type, text)));
      TreeMap<String, String> details = new TreeMap<>();
      details.put("type", type);
      details.put("predicate", Digest.of(text).toString());
      attesting.record(images.getFirst(), "attest", details);
    }
  }

  /** Compares what two images carry, and what their provenance names as inputs. */
  public EvidenceDiff diff(String before, String after) {
    return new EvidenceDiff(
        changes(said(before), said(after)), changes(inputs(before), inputs(after)));
  }

  /** By kind and platform: the digest of the predicate, and who signed. */
  private SortedMap<String, String> said(String reference) {
    SortedMap<String, String> said = new TreeMap<>();
    for (EvidenceRow row : list(reference)) {
      Piece piece = row.piece();
      // The statements of platforms are attached to the index, too.
      boolean twice = row.about().equals("index") && piece.kind() != EvidenceKind.PROVENANCE;
      if (piece.kind() == EvidenceKind.TRAIL || (twice && piece.kind().isStatement())) {
        continue;
      }
      String name = piece.kind() == EvidenceKind.OTHER ? piece.type() : piece.kind().word();
      String content =
          piece.kind() == EvidenceKind.SIGNATURE
              ? ""
              : piece.kind().isStatement()
                  ? Digest.of(shelf.read(piece).predicate()) + " "
                  : piece.content().digest() + " ";
      said.merge(
          name + " " + row.about(),
          content + row.signer().map(id -> "signed by " + id).orElse("unsigned"),
          (a, b) -> a + ", " + b);
    }
    return said;
  }

  private SortedMap<String, String> inputs(String reference) {
    SortedMap<String, String> inputs = new TreeMap<>();
    for (EvidenceRow row : list(reference)) {
      if (row.piece().kind() == EvidenceKind.PROVENANCE && inputs.isEmpty()) {
        byte[] predicate = shelf.read(row.piece()).predicate();
        Provenance provenance =
            Provenance.read(JsonText.readObject(predicate, "the provenance of " + reference));
        inputs.put("builder", provenance.version());
        inputs.put("compressor", provenance.compressor());
        provenance.base().ifPresent(base -> inputs.put("base", base.digest().toString()));
        provenance.inputs().forEach(input -> inputs.put(input.path(), input.digest().toString()));
      }
    }
    return inputs;
  }

  private static List<EvidenceDiff.Change> changes(
      SortedMap<String, String> before, SortedMap<String, String> after) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<EvidenceDiff.Change> changes = new ArrayList<>();
    for (String name : names) {
      Optional<String> one = Optional.ofNullable(before.get(name));
      Optional<String> other = Optional.ofNullable(after.get(name));
      if (!one.equals(other)) {
        changes.add(new EvidenceDiff.Change(name, one, other));
      }
    }
    return changes;
  }

  /**
   * Signs an image as cosign 2 does: tags beside it with the signatures of the image and of each
   * platform, and with its statements.
   */
  public void signAsCosign2(String reference, Signing signing) {
    Resolved resolved = store.resolve(reference);
    String name = resolved.names().isEmpty() ? "" : resolved.names().getFirst();
    List<Signer> signers = signing.open();
    if (signers.isEmpty()) {
      throw new PlinthException(
          ErrorCode.USAGE,
          "cosign 2's form is signed with keys alone",
          "name a key, or leave --cosign2 out");
    }
    try {
      for (Descriptor image : images(resolved.descriptor()).keySet()) {
        put(
            LegacyManifest.signatureTag(image.digest()),
            LegacyManifest.signatures(new SimpleSigning(name, image.digest()), signers));
        List<LegacyManifest.Attestation> attestations = new ArrayList<>();
        for (Piece piece : shelf.pieces(image.digest())) {
          if (piece.kind().isStatement() && piece.kind() != EvidenceKind.SIGNATURE) {
            byte[] text = shelf.statement(piece);
            for (Signer signer : signers) {
              attestations.add(
                  new LegacyManifest.Attestation(
                      Envelope.sign(Envelope.IN_TOTO, text, signer), piece.type()));
            }
          }
        }
        if (!attestations.isEmpty()) {
          put(
              LegacyManifest.attestationTag(image.digest()),
              LegacyManifest.attestations(attestations));
        }
      }
    } finally {
      signers.forEach(Signer::close);
    }
  }

  private void put(String tag, LegacyManifest manifest) {
    try {
      for (byte[] blob : manifest.blobs()) {
        store.add(blob);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    store.tag(tag, store.put(manifest.manifest()));
  }

  /** The trail of an image, its chain checked. */
  public TrailShelf.Found trail(String reference) {
    Resolved resolved = store.resolve(reference);
    return new TrailShelf(store)
        .find(resolved.descriptor().digest())
        .orElseThrow(() ->
            new PlinthException(
                ErrorCode.NOT_FOUND,
                reference + " has no trail",
                "images that Plinth builds or signs have one"));
  }
}
