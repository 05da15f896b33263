package dev.plinth.pipeline.verify;

import dev.plinth.evidence.shelf.TrailShelf;
import dev.plinth.model.Digest;
import dev.plinth.oci.layout.LayoutStore;

/** Whether the record of what was done is whole, and its head signed. */
final class TrailCheck {
  private TrailCheck() {}

  static String check(LayoutStore store, SignedEvidence evidence, Digest image) {
    TrailShelf.Found found =
        new TrailShelf(store)
            .find(image)
            .orElseThrow(
                () -> SignedEvidence.broken("the image has no trail", "build or sign it again"));
    TrailHeads.signed(found, image, evidence.one());
    int entries = found.trail().entries().size();
    return entries
        + (entries == 1 ? " entry" : " entries, each bound to the one before")
        + ", head signed";
  }
}
