package dev.plinth.pipeline.verify;

import dev.plinth.evidence.shelf.TrailShelf;
import dev.plinth.evidence.trail.Trail;
import dev.plinth.model.Digest;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.trust.statement.Statement;
import dev.plinth.trust.verify.Claim;
import java.util.ArrayList;
import java.util.List;

/** Whether the record of what was done is whole, and its head signed. */
final class TrailCheck {
  private TrailCheck() {}

  static String check(LayoutStore store, SignedEvidence evidence, Digest image) {
    TrailShelf.Found found =
        new TrailShelf(store)
            .find(image)
            .orElseThrow(
                () -> SignedEvidence.broken("the image has no trail", "build or sign it again"));
    List<Claim> claims = new ArrayList<>();
    for (byte[] head : found.heads()) {
      claims.add(Claim.ofBundle(head, "the head of the trail"));
    }
    boolean signed = false;
    for (Statement statement : evidence.statements(image, Trail.PREDICATE_TYPE, claims)) {
      signed |= TrailShelf.isHeadOf(statement.predicate(), found.trail());
    }
    if (!signed) {
      throw SignedEvidence.broken(
          "the head of the trail is signed for another state of it",
          "entries were added or taken away by somebody without the key");
    }
    int entries = found.trail().entries().size();
    return entries
        + (entries == 1 ? " entry" : " entries, each bound to the one before")
        + ", head signed";
  }
}
