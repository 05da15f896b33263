package dev.plinth.pipeline.verify;

import dev.plinth.evidence.files.FileList;
import dev.plinth.evidence.files.FileListCheck;
import dev.plinth.evidence.files.ListedLayer;
import dev.plinth.model.Digest;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.layout.LayoutStore;
import java.io.IOException;
import java.util.List;

/** Holds every layer of an image against the list of its files. */
final class LayersCheck {
  private final LayoutStore store;
  private final LayerReads reads;

  LayersCheck(LayoutStore store, LayerReads reads) {
    this.store = store;
    this.reads = reads;
  }

  String check(ImageManifest manifest, FileList list) throws IOException {
    List<Descriptor> layers = manifest.layers();
    if (layers.size() != list.layers().size()) {
      throw SignedEvidence.broken(
          "the image has " + layers.size() + " layers, the list " + list.layers().size(),
          "the list belongs to another image");
    }
    List<Digest> diffIds = store.config(manifest.config()).value().diffIds();
    int files = 0;
    for (int i = 0; i < layers.size(); i++) {
      Descriptor layer = layers.get(i);
      ListedLayer listed = list.layers().get(i);
      if (!diffIds.get(i).equals(listed.diffId())) {
        throw SignedEvidence.broken(
            "the configuration says that layer "
                + layer.digest()
                + " unpacks to "
                + diffIds.get(i)
                + ", the list says "
                + listed.diffId(),
            "do not use the image");
      }
      files += listed.files().size();
      List<String> found = FileListCheck.differences(listed, reads.layer(layer));
      if (!found.isEmpty()) {
        throw SignedEvidence.broken(
            "layer " + layer.digest() + ": " + String.join("; ", found), "do not use the image");
      }
    }
    return files + " entries in " + layers.size() + (layers.size() == 1 ? " layer" : " layers");
  }
}
