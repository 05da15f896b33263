package dev.plinth.pipeline;

import dev.plinth.evidence.files.FileList;
import dev.plinth.evidence.files.FileListJson;
import dev.plinth.evidence.files.LayerListing;
import dev.plinth.evidence.files.ListedLayer;
import dev.plinth.evidence.shelf.EvidenceKind;
import dev.plinth.evidence.shelf.Piece;
import dev.plinth.evidence.shelf.Shelf;
import dev.plinth.model.Digest;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists the layers of a base image, with the packages that the base's own evidence names. */
final class BaseListing {
  private BaseListing() {}

  static List<ListedLayer> of(Workshop workshop, BaseImage base, String architecture)
      throws IOException {
    ImageManifest manifest = base.manifest(architecture);
    List<Digest> diffIds = base.config(architecture).diffIds();
    Optional<FileList> told = told(new Shelf(workshop.store()), base.member(architecture).digest());
    List<ListedLayer> layers = new ArrayList<>();
    for (int i = 0; i < manifest.layers().size(); i++) {
      Descriptor layer = manifest.layers().get(i);
      Optional<ListedLayer> known =
          told.stream()
              .flatMap(list -> list.layers().stream())
              .filter(each -> each.digest().equals(layer.digest()))
              .findFirst();
      // The tars lie in the cache since the base's tree was read, their digests checked.
      layers.add(
          known.isPresent()
              ? known.get().asBase()
              : LayerListing.read(
                      Files.newInputStream(
                          workshop.cache().resolve("tars").resolve(diffIds.get(i).hex())),
                      layer.digest(),
                      "layer " + (i + 1) + " of the base",
                      "layer " + layer.digest())
                  .asBase());
    }
    return layers;
  }

  private static Optional<FileList> told(Shelf shelf, Digest manifest) {
    for (Piece piece : shelf.pieces(manifest)) {
      if (piece.kind() == EvidenceKind.FILES) {
        try {
          byte[] predicate = shelf.read(piece).predicate();
          return Optional.of(
              FileListJson.read(JsonText.readObject(predicate, "the base's list of files")));
        } catch (PlinthException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}
