package dev.plinth.inventory.source;

import dev.plinth.inventory.layers.LayerScanner;
import java.io.IOException;
import java.io.InputStream;

/** Lets tests of other packages feed tar archives. */
public final class Feeding {
  private Feeding() {}

  public static void feed(InputStream tar, LayerScanner scanner) throws IOException {
    try (tar) {
      TarWalk.feed(tar, "test", scanner);
    }
  }
}
