package dev.plinth.pipeline.verify;

import dev.plinth.evidence.files.FileList;
import dev.plinth.evidence.files.FileListCheck;
import dev.plinth.evidence.files.LayerListing;
import dev.plinth.evidence.files.ListedLayer;
import dev.plinth.model.Digest;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.VerifiedStream;
import dev.plinth.pipeline.Workshop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads every layer of an image and holds it against the list of its files. */
final class LayersCheck {
  private final Workshop workshop;

  LayersCheck(Workshop workshop) {
    this.workshop = workshop;
  }

  String check(ImageManifest manifest, FileList list) throws IOException {
    List<Descriptor> layers = manifest.layers();
    if (layers.size() != list.layers().size()) {
      throw SignedEvidence.broken(
          "the image has " + layers.size() + " layers, the list " + list.layers().size(),
          "the list belongs to another image");
    }
    List<Digest> diffIds = workshop.store().config(manifest.config()).value().diffIds();
    int files = 0;
    List<Future<List<String>>> running = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(workshop.threads())) {
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
        running.add(executor.submit(() -> differences(layer, listed)));
      }
      for (int i = 0; i < layers.size(); i++) {
        List<String> found = result(running.get(i));
        if (!found.isEmpty()) {
          throw SignedEvidence.broken(
              "layer " + layers.get(i).digest() + ": " + String.join("; ", found),
              "do not use the image");
        }
      }
    }
    return files + " entries in " + layers.size() + (layers.size() == 1 ? " layer" : " layers");
  }

  private List<String> differences(Descriptor layer, ListedLayer listed) throws IOException {
    String what = "layer " + layer.digest();
    try (VerifiedStream in = workshop.store().content().open(layer, what)) {
      ListedLayer actual = LayerListing.read(in, layer.digest(), listed.name(), what);
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return FileListCheck.differences(listed, actual);
    }
  }

  private static List<String> result(Future<List<String>> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case RuntimeException reason -> throw reason;
        case Error reason -> throw reason;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
  }
}
