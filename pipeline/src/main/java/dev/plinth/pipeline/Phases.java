package dev.plinth.pipeline;

import dev.plinth.model.Progress;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Measures phases by name, and shows them as they pass; one that comes again is added to. */
final class Phases implements Progress {
  private static final double NANOS = 1e9;

  private final Progress shown;
  private final SequencedMap<String, Double> seconds = new LinkedHashMap<>();

  Phases(Progress shown) {
    this.shown = shown;
  }

  @Override
  public Phase begin(String name) {
    long began = System.nanoTime();
    Phase phase = shown.begin(name);
    return new Phase() {
      @Override
      public void expect(long bytes) {
        phase.expect(bytes);
      }

      @Override
      public void advance(long bytes) {
        phase.advance(bytes);
      }

      @Override
      public void result(String text) {
        phase.result(text);
      }

      @Override
      public void close() {
        phase.close();
        synchronized (seconds) {
          seconds.merge(name, (System.nanoTime() - began) / NANOS, Double::sum);
        }
      }
    };
  }

  /** Seconds by name, in the order the phases began to end. */
  SequencedMap<String, Double> seconds() {
    synchronized (seconds) {
      return new LinkedHashMap<>(seconds);
    }
  }
}
