package dev.plinth.app.vex;

import dev.plinth.evidence.shelf.EvidenceKind;
import dev.plinth.evidence.shelf.Piece;
import dev.plinth.evidence.shelf.Shelf;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.layout.BrokenReferrer;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.trust.cosign2.LegacyManifest;
import dev.plinth.trust.dsse.Envelope;
import dev.plinth.trust.statement.PredicateType;
import dev.plinth.trust.statement.Statement;
import dev.plinth.trust.verify.Claim;
import dev.plinth.trust.verify.Examination;
import dev.plinth.trust.verify.FileSignatures;
import dev.plinth.trust.verify.KeyPolicy;
import dev.plinth.trust.verify.Verification;
import dev.plinth.trust.verify.Verifier;
import dev.plinth.vuln.vex.VexReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Takes VEX of files and of images; what does not hold is kept with its reason, never applied. */
public final class VexIntake {
  private static final int LARGEST = 64 << 20;

  /** A bill of materials in CycloneDX may say what holds of vulnerabilities, or be nothing else. */
  private static final Set<EvidenceKind> KINDS = Set.of(EvidenceKind.VEX, EvidenceKind.CYCLONEDX);

  private final VexTrust trust;
  private final List<VexSource> sources = new ArrayList<>();
  private final List<VexRefused> refused = new ArrayList<>();
  private final Set<Digest> seen = new HashSet<>();

  public VexIntake(VexTrust trust) {
    this.trust = trust;
  }

  /** What holds, in the order of coming. */
  public List<VexSource> sources() {
    return List.copyOf(sources);
  }

  public List<VexRefused> refused() {
    return List.copyOf(refused);
  }

  /**
   * Takes a file that the user named: a document, alone or with a signature beside it, or one in a
   * Sigstore bundle or DSSE envelope.
   *
   * @param image digests of what is scanned: a signed statement must be about one of them
   */
  public void file(Path file, List<Digest> image) {
    byte[] bytes = read(file);
    String name = file.toString();
    Optional<Claim> claim = claim(bytes, name);
    if (claim.isPresent()) {
      signed(name, List.of(claim.get()), List.of(), image);
    } else {
      plain(name, bytes, VexSignatures.beside(file));
    }
  }

  /**
   * A document that is none of these: somebody may have signed it beside. Where nobody is trusted,
   * a signature says nothing; whoever changes the file could as well take it away.
   */
  private void plain(String name, byte[] bytes, List<FileSignatures.Beside> beside) {
    Optional<KeyPolicy> keys = beside.isEmpty() ? Optional.empty() : known();
    if (keys.isPresent()) {
      switch (FileSignatures.verify(keys.get(), bytes, beside)) {
        case Verification.Rejected rejected -> refused.add(new VexRefused(name, rejected.reason()));
        case Verification.Trusted trusted ->
            sources.add(new VexSource(name, signers(trusted), VexReader.read(bytes, name)));
      }
    } else if (trust.named()) {
      refused.add(new VexRefused(name, "nobody signed it, and keys were named whose VEX counts"));
    } else {
      sources.add(new VexSource(name, List.of(), VexReader.read(bytes, name)));
    }
  }

  private Optional<KeyPolicy> known() {
    try {
      return Optional.of(trust.keys().get());
    } catch (PlinthException e) {
      return Optional.empty();
    }
  }

  private static byte[] read(Path file) {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new PlinthException(
            ErrorCode.BAD_INPUT,
            file + " has more than " + (LARGEST >> 20) + " MiB",
            "take what it says of this image out of it");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND, "there is no file " + file, "name a VEX document", e);
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          file + " cannot be read: " + e.getMessage(),
          "name a VEX document that you may read",
          e);
    }
  }

  /** What somebody signed; empty of a plain document. */
  private static Optional<Claim> claim(byte[] bytes, String name) {
    String head = new String(bytes, 0, Math.min(bytes.length, 1 << 16), StandardCharsets.UTF_8);
    if (head.contains("application/vnd.dev.sigstore.bundle")) {
      return Optional.of(Claim.ofBundle(bytes, name));
    }
    if (head.contains("\"payloadType\"") && head.contains("\"payload\"")) {
      try {
        return Optional.of(new Claim.OfEnvelope(name, Envelope.parse(bytes, name)));
      } catch (PlinthException e) {
        return Optional.of(new Claim.Unusable(name, String.valueOf(e.getMessage())));
      }
    }
    return Optional.empty();
  }

  /**
   * Takes what is attached to an image.
   *
   * @param image its digests: of the index, where there is one, and of the manifest
   */
  public void attested(LayoutStore store, List<Digest> image) {
    Shelf shelf = new Shelf(store);
    Map<Digest, Boolean> bills = new HashMap<>();
    for (Digest one : image) {
      String name = "attested to " + one;
      List<Claim> claims = new ArrayList<>();
      List<String> types = new ArrayList<>();
      for (BrokenReferrer broken : shelf.broken(one, Set.of(EvidenceKind.VEX))) {
        refused.add(new VexRefused(name, "it may be VEX and cannot be read: " + broken.reason()));
      }
      for (Piece piece : shelf.pieces(one, KINDS)) {
        boolean vex =
            piece.kind() == EvidenceKind.VEX
                || bills.computeIfAbsent(
                    piece.content().digest(), _ -> VexSignatures.isVex(store, piece));
        if (!vex) {
          continue;
        }
        types.add(piece.type());
        if (piece.signed()) {
          claims.add(Claim.ofReferrer(store.content(), piece.referrer(), one));
        } else {
          refused.add(new VexRefused(name, "nobody signed it"));
        }
      }
      store
          .named(LegacyManifest.attestationTag(one))
          .map(tagged -> Claim.ofLegacy(store.content(), tagged))
          .filter(found -> found.stream().anyMatch(VexIntake::isVex))
          .ifPresent(claims::addAll);
      if (!claims.isEmpty()) {
        signed(name, claims, types, List.of(one));
      }
    }
  }

  /** Not believed: it only tells whether there is anything to ask about. */
  private static boolean isVex(Claim claim) {
    return claim instanceof Claim.OfEnvelope(String _, Envelope envelope)
        && VexSignatures.isVex(new String(envelope.payload(), StandardCharsets.ISO_8859_1));
  }

  private void signed(String name, List<Claim> claims, List<String> types, List<Digest> image) {
    if (image.isEmpty()) {
      refused.add(new VexRefused(name, "it is signed for an image, and this is none"));
      return;
    }
    KeyPolicy keys;
    try {
      keys = trust.keys().get();
    } catch (PlinthException e) {
      refused.add(new VexRefused(name, String.valueOf(e.getMessage())));
      return;
    }
    Verifier verifier = Verifier.of(keys);
    TreeSet<String> asked = new TreeSet<>(types);
    asked.add(PredicateType.OPENVEX);
    asked.add(PredicateType.OPENVEX + "/v0.2.0");
    asked.add(PredicateType.CSAF);
    asked.add(PredicateType.CYCLONEDX);
    List<String> reasons = new ArrayList<>();
    boolean taken = false;
    for (Digest one : image) {
      Examination said = verifier.examine(one, claims);
      reasons.addAll(said.spoilt());
      reasons.addAll(said.unusable());
      for (String type : asked) {
        if (said.verification(type) instanceof Verification.Trusted trusted) {
          taken = true;
          take(name, trusted);
        }
      }
    }
    if (!taken) {
      refused.add(
          new VexRefused(
              name, reasons.isEmpty() ? "it is no statement of VEX" : reasons.getFirst()));
    }
  }

  private static List<String> signers(Verification.Trusted trusted) {
    return trusted.identities().stream()
        .map(identity -> identity.name() + " (" + identity.keyId().substring(0, 12) + ")")
        .toList();
  }

  private void take(String name, Verification.Trusted trusted) {
    List<String> signers = signers(trusted);
    for (Statement statement : trusted.statements()) {
      // One statement is about an index and its manifests at once.
      if (!seen.add(Digest.of(statement.predicate()))) {
        continue;
      }
      try {
        sources.add(
            new VexSource(name, signers, VexReader.read(statement.predicate(), "VEX " + name)));
      } catch (PlinthException e) {
        refused.add(new VexRefused(name, String.valueOf(e.getMessage())));
      }
    }
  }
}
