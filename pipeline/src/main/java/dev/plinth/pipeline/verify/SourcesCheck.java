package dev.plinth.pipeline.verify;

import dev.plinth.evidence.shelf.EvidenceKind;
import dev.plinth.evidence.shelf.Piece;
import dev.plinth.evidence.shelf.Shelf;
import dev.plinth.model.Digest;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.layout.LayoutStore;

/** Whether the source packages that are attached to an image are whole. */
final class SourcesCheck {
  private SourcesCheck() {}

  static String check(LayoutStore store, Digest image) {
    int files = 0;
    for (Piece piece : new Shelf(store).pieces(image)) {
      if (piece.kind() == EvidenceKind.SOURCES) {
        for (Descriptor file : store.manifest(piece.referrer()).value().layers()) {
          store.verified(file.digest(), "source file " + file.digest());
          files++;
        }
      }
    }
    return files + " files, each by its hash";
  }
}
