package dev.plinth.fetch;

import java.io.IOException;
import java.time.Duration;

/** Ends an exchange that only trickles, which no read timeout notices. */
final class Pace {
  /** Bytes a second, over a window; less is given up. */
  private static final long SLOWEST = 1000;

  private final Duration window;
  private long since = System.nanoTime();
  private long bytes;

  Pace(Duration window) {
    this.window = window;
  }

  /** Counts {@code n} bytes that arrived. */
  void check(int n) throws IOException {
    bytes += n;
    long elapsed = System.nanoTime() - since;
    if (elapsed > window.toNanos()) {
      if (bytes < window.toMillis() * SLOWEST / 1000) {
        throw new IOException("slower than " + SLOWEST + " bytes a second");
      }
      since += elapsed;
      bytes = 0;
    }
  }
}
