package dev.plinth.pipeline.verify;

import dev.plinth.evidence.shelf.EvidenceKind;
import dev.plinth.evidence.shelf.Piece;
import dev.plinth.evidence.shelf.Shelf;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Content;
import dev.plinth.oci.layout.BrokenReferrer;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.trust.cosign2.LegacyManifest;
import dev.plinth.trust.statement.Statement;
import dev.plinth.trust.verify.Claim;
import dev.plinth.trust.verify.KeyPolicy;
import dev.plinth.trust.verify.Verification;
import dev.plinth.trust.verify.Verifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds what accepted keys say of an image. */
final class SignedEvidence {
  private static final int MOST_NAMED = 5;

  private final LayoutStore store;
  private final Shelf shelf;
  private final Verifier verifier;
  private final Verifier one;
  private final Map<Digest, List<Piece>> found = new HashMap<>();

  SignedEvidence(LayoutStore store, KeyPolicy policy) {
    this.store = store;
    this.shelf = new Shelf(store);
    this.verifier = Verifier.of(policy);
    this.one = Verifier.of(new KeyPolicy(policy.keys(), policy.identities(), 1));
  }

  /** Who signed the image itself, by name; nobody of the policy is a {@code VERIFICATION} error. */
  String signers(Digest image) {
    Verification.Trusted trusted = trusted(image, EvidenceKind.SIGNATURE);
    return trusted.identities().stream()
        .map(identity -> identity.name() + " (" + identity.keyId().substring(0, 12) + ")")
        .collect(Collectors.joining(", "));
  }

  /** Whether anything of this kind is there, signed by anybody or not. */
  boolean has(Digest image, EvidenceKind kind) {
    return pieces(image).stream().anyMatch(piece -> piece.kind() == kind);
  }

  /** What accepted keys say; nothing, or two different things, is a {@code VERIFICATION} error. */
  Statement statement(Digest image, EvidenceKind kind) {
    List<Statement> statements = trusted(image, kind).statements();
    if (statements.size() != 1) {
      throw broken(
          "accepted keys signed "
              + statements.size()
              + " different statements of kind "
              + kind.word()
              + " about "
              + image,
          "take away those that do not belong there: plinth evidence shows all");
    }
    return statements.getFirst();
  }

  /** Accepts what one of the policy alone signed: an entry of the trail has one who made it. */
  Verifier one() {
    return one;
  }

  private Verification.Trusted trusted(Digest image, EvidenceKind kind) {
    return switch (verifier.verify(image, kind.type(), claims(image, kind))) {
      case Verification.Trusted trusted -> trusted;
      case Verification.Rejected rejected ->
          throw broken(rejected.reason(), "do not use the image, or sign it: plinth sign");
    };
  }

  /** Looked for once: anybody may have attached very many. What is lost may have said anything. */
  private List<Piece> pieces(Digest image) {
    return found.computeIfAbsent(
        image,
        _ -> {
          List<Piece> pieces = shelf.pieces(image);
          List<BrokenReferrer> broken = store.referrers().broken(image);
          if (!broken.isEmpty()) {
            throw broken(
                broken.size()
                    + (broken.size() == 1 ? " listed manifest" : " listed manifests")
                    + " that can be evidence of "
                    + image
                    + " cannot be read: "
                    + broken.stream()
                        .limit(MOST_NAMED)
                        .map(BrokenReferrer::reason)
                        .collect(Collectors.joining("; ")),
                "get the image with its evidence again, or take those manifests from index.json");
          }
          return pieces;
        });
  }

  private List<Claim> claims(Digest image, EvidenceKind kind) {
    List<Claim> claims = new ArrayList<>();
    double bytes = 0;
    for (Piece piece : pieces(image)) {
      if (piece.kind() == kind && piece.signed()) {
        bytes += piece.content().size();
        if (bytes > Content.held(2)) {
          throw broken(
              "what is attached as " + kind.word() + " of " + image + " has too many bytes",
              "take away what does not belong there: plinth evidence shows all");
        }
        claims.add(Claim.ofReferrer(store.content(), piece.referrer(), image));
      }
    }
    String tag =
        kind == EvidenceKind.SIGNATURE
            ? LegacyManifest.signatureTag(image)
            : LegacyManifest.attestationTag(image);
    store.named(tag).ifPresent(tagged -> claims.addAll(Claim.ofLegacy(store.content(), tagged)));
    return claims;
  }

  static PlinthException broken(String what, String hint) {
    return new PlinthException(ErrorCode.VERIFICATION, what, hint);
  }
}
