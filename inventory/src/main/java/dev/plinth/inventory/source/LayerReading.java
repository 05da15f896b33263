package dev.plinth.inventory.source;

import dev.plinth.inventory.layers.Aliases;
import dev.plinth.inventory.layers.LayerScanner;
import dev.plinth.inventory.layers.ScannedLayer;
import dev.plinth.inventory.spool.SpoolFolder;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.installed.DatabaseReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads layers, several at a time, unless it is known already what they say. */
final class LayerReading {
  private final List<DatabaseReader> readers;
  private final Settings settings;
  private final SpoolFolder spools;

  LayerReading(List<DatabaseReader> readers, Settings settings, SpoolFolder spools) {
    this.readers = readers;
    this.settings = settings;
    this.spools = spools;
  }

  List<ScannedLayer> readAll(List<LayerSource> sources) throws IOException {
    int threads = Math.max(1, Math.min(settings.threads(), sources.size()));
    try (ExecutorService pool =
        Executors.newFixedThreadPool(threads, Thread.ofPlatform().name("layer-", 0).factory())) {
      List<Future<ScannedLayer>> futures = new ArrayList<>();
      for (LayerSource source : sources) {
        futures.add(pool.submit(() -> read(source)));
      }
      List<ScannedLayer> layers = new ArrayList<>();
      try {
        for (Future<ScannedLayer> future : futures) {
          layers.add(future.get());
        }
      } catch (ExecutionException e) {
        futures.forEach(future -> future.cancel(false));
        for (ScannedLayer layer : layers) {
          layer.close();
        }
        throw failure(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new java.io.InterruptedIOException("interrupted");
      }
      return layers;
    }
  }

  private static IOException failure(ExecutionException e) {
    if (e.getCause() instanceof IOException failure) {
      return failure;
    }
    if (e.getCause() instanceof RuntimeException failure) {
      throw failure;
    }
    if (e.getCause() instanceof Error failure) {
      throw failure;
    }
    throw new IllegalStateException(e);
  }

  private ScannedLayer read(LayerSource source) throws IOException {
    if (source.diffId().isEmpty()) {
      return scan(source, Aliases.NONE).layer();
    }
    Optional<ScannedLayer> kept =
        settings.cache().find(source.diffId().get(), settings.looks(), spools);
    if (kept.isPresent()) {
      return kept.get();
    }
    Scan scan = scan(source, Aliases.NONE);
    if (scan.whole()) {
      settings.cache().keep(source.diffId().get(), settings.looks(), scan.layer());
    }
    return scan.layer();
  }

  /** Reads a layer once more; {@code before} is closed. */
  ScannedLayer again(LayerSource source, Aliases aliases, ScannedLayer before) throws IOException {
    ScannedLayer layer = scan(source, aliases).layer();
    before.close();
    return layer;
  }

  private record Scan(ScannedLayer layer, boolean whole) {}

  private Scan scan(LayerSource source, Aliases aliases) throws IOException {
    LayerScanner scanner =
        new LayerScanner(readers, settings.copyrights(), settings.looks(), aliases, spools);
    boolean whole = false;
    try {
      source.feed(scanner);
      if (scanner.beginSecond()) {
        source.feed(scanner);
      }
      whole = true;
    } catch (PlinthException e) {
      if (e.code() == ErrorCode.MACHINE || e.code() == ErrorCode.INTERNAL) {
        throw e;
      }
      String message = String.valueOf(e.getMessage());
      String where = message.contains(source.what()) ? "" : source.what() + ": ";
      scanner.gap(Inventories.CUT_SHORT + ": " + where + message);
    }
    return new Scan(scanner.finish(), whole);
  }
}
