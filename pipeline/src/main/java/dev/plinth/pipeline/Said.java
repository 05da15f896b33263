package dev.plinth.pipeline;

import dev.plinth.evidence.shelf.EvidenceKind;
import dev.plinth.evidence.shelf.Piece;
import dev.plinth.evidence.shelf.Prepared;
import dev.plinth.evidence.shelf.Shelf;
import dev.plinth.model.Digest;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.trust.verify.Claim;
import dev.plinth.trust.verify.KeyPolicy;
import dev.plinth.trust.verify.Verification;
import dev.plinth.trust.verify.Verifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Statements about images that wait for a signature: those that nobody signed, and those of a build
 * that a key signed which the user knows, so that several can sign one after the other. What a
 * stranger signed is not repeated in the user's name.
 */
final class Said {
  private static final Set<EvidenceKind> OF_A_BUILD =
      Set.of(
          EvidenceKind.PROVENANCE,
          EvidenceKind.FILES,
          EvidenceKind.SPDX,
          EvidenceKind.CYCLONEDX,
          EvidenceKind.SCRIPTS,
          EvidenceKind.INVENTORY,
          EvidenceKind.TESTS);

  /** One text, and where it stands. */
  private static final class Text {
    final String type;
    final byte[] statement;
    final Set<Descriptor> about = new LinkedHashSet<>();
    final Set<String> missing;

    Text(String type, byte[] statement, Set<String> missing) {
      this.type = type;
      this.statement = statement;
      this.missing = new HashSet<>(missing);
    }
  }

  private final LayoutStore store;
  private final Shelf shelf;
  private final Set<String> hints;
  private final Optional<Verifier> known;
  private final Map<Digest, Text> texts = new LinkedHashMap<>();

  /**
   * @param hints of the keys that are to sign; none for certificates
   */
  Said(LayoutStore store, Shelf shelf, Signing signing, Set<String> hints) {
    this.store = store;
    this.shelf = shelf;
    this.hints = hints;
    this.known =
        hints.isEmpty() || signing.known().isEmpty()
            ? Optional.empty()
            : Optional.of(Verifier.of(KeyPolicy.anyOf(signing.known())));
  }

  void add(Descriptor image, Piece piece) {
    boolean bare = !piece.signed() && piece.content().mediaType().equals(Shelf.UNSIGNED);
    if (!bare && !isVouchedFor(image, piece)) {
      return;
    }
    byte[] statement = shelf.statement(piece);
    Text text =
        texts.computeIfAbsent(Digest.of(statement), _ -> new Text(piece.type(), statement, hints));
    text.about.add(image);
    text.missing.removeIf(holder -> shelf.isSignedBy(piece, holder));
  }

  private boolean isVouchedFor(Descriptor image, Piece piece) {
    if (known.isEmpty() || !piece.signed() || !OF_A_BUILD.contains(piece.kind())) {
      return false;
    }
    Claim claim = Claim.ofReferrer(store.content(), piece.referrer(), image.digest());
    return known.get().verify(image.digest(), piece.type(), List.of(claim))
        instanceof Verification.Trusted;
  }

  /** All texts of each kind of which one lacks a signature: what is put takes the place of all. */
  List<Prepared> unsigned() {
    Set<String> types = new HashSet<>();
    for (Text text : texts.values()) {
      if (hints.isEmpty() || !text.missing.isEmpty()) {
        types.add(text.type);
      }
    }
    List<Prepared> prepared = new ArrayList<>();
    for (Text text : texts.values()) {
      if (types.contains(text.type)) {
        prepared.add(new Prepared(text.type, List.copyOf(text.about), text.statement));
      }
    }
    return prepared;
  }
}
