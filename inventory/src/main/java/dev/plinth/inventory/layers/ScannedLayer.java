package dev.plinth.inventory.layers;

import dev.plinth.inventory.spool.Spool;
import java.io.Closeable;
import java.io.IOException;

/**
 * A layer that was read once.
 *
 * @param facts what its files say
 * @param listing its entries in their order ({@link dev.plinth.inventory.listing.ListingWriter})
 * @param owned paths that packages own ({@link OwnedWriter})
 */
public record ScannedLayer(LayerFacts facts, Spool listing, Spool owned) implements Closeable {
  @Override
  public void close() throws IOException {
    try (listing) {
      owned.close();
    }
  }
}
