package dev.plinth.inventory.source;

import dev.plinth.inventory.layers.LayerScanner;
import dev.plinth.model.Digest;
import java.io.IOException;
import java.util.Optional;

/** One layer, or what stands for one, which can be read more than once. */
interface LayerSource {
  /** Names it in errors. */
  String what();

  /** Under which it may be kept; empty where nothing identifies it. */
  Optional<Digest> diffId();

  /**
   * Gives all entries once.
   *
   * @throws dev.plinth.model.PlinthException where it cannot be read to its end
   */
  void feed(LayerScanner scanner) throws IOException;
}
