package dev.plinth.inventory.layers;

import dev.plinth.inventory.spool.SpoolFolder;
import dev.plinth.model.Digest;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** Keeps what layers say, by their diffID. */
public interface LayerCache {
  /** Keeps nothing. */
  LayerCache NONE =
      new LayerCache() {
        @Override
        public Optional<ScannedLayer> find(Digest diffId, Set<Look> looks, SpoolFolder spools) {
          return Optional.empty();
        }

        @Override
        public void keep(Digest diffId, Set<Look> looks, ScannedLayer layer) {}
      };

  /**
   * What was kept of a layer; empty where nothing was, or where it is damaged.
   *
   * @param looks what has to have been looked for
   */
  Optional<ScannedLayer> find(Digest diffId, Set<Look> looks, SpoolFolder spools)
      throws IOException;

  /** Keeps what a layer says that was read to its end and verified. */
  void keep(Digest diffId, Set<Look> looks, ScannedLayer layer) throws IOException;
}
