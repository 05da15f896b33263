package dev.plinth.pipeline.verify;

import dev.plinth.evidence.files.LayerListing;
import dev.plinth.evidence.files.ListedLayer;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.VerifiedStream;
import dev.plinth.pipeline.Workshop;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Reads layers on all processors while other links are checked. What is found waits for the link
 * that asks for it, a layer that cannot be read as well.
 */
final class LayerReads implements AutoCloseable {
  private final Workshop workshop;
  private final ExecutorService executor;
  private final Map<Descriptor, Future<ListedLayer>> running = new HashMap<>();

  LayerReads(Workshop workshop) {
    this.workshop = workshop;
    this.executor =
        Executors.newFixedThreadPool(
            workshop.threads(), Thread.ofPlatform().daemon().name("layer-", 1).factory());
  }

  /** The largest first, so that no processor is left waiting for one of them at the end. */
  void begin(Collection<ImageManifest> manifests) {
    manifests.stream()
        .flatMap(manifest -> manifest.layers().stream())
        .sorted(Comparator.comparingLong(Descriptor::size).reversed())
        .forEach(layer -> running.computeIfAbsent(layer, _ -> executor.submit(() -> read(layer))));
  }

  /** What is in a layer; one that was not begun is read now. */
  ListedLayer layer(Descriptor layer) throws IOException {
    @Nullable Future<ListedLayer> future = running.get(layer);
    return future == null ? read(layer) : Finish.of(future);
  }

  private ListedLayer read(Descriptor layer) throws IOException {
    String what = "layer " + layer.digest();
    try (VerifiedStream in = workshop.store().content().open(layer, what)) {
      ListedLayer actual = LayerListing.read(in, layer.digest(), "", what);
      in.transferTo(OutputStream.nullOutputStream());
      return actual;
    }
  }

  /** Ends what nobody waits for any more. */
  @Override
  public void close() {
    executor.shutdownNow();
    executor.close();
  }
}
