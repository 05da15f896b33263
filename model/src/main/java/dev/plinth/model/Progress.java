package dev.plinth.model;

/** Where long work tells how far it is. Implementations are safe for use by several threads. */
public interface Progress {
  /**
   * Begins a phase; it ends when it is closed.
   *
   * @param name one lower-case verb: {@code download}, {@code unpack}
   */
  Phase begin(String name);

  /** Nobody watches. */
  static Progress none() {
    return _ -> new Phase() {};
  }

  /** One phase. */
  interface Phase extends AutoCloseable {
    /** Adds to what the phase will have done in the end. */
    default void expect(long bytes) {}

    /** Adds to what is done. */
    default void advance(long bytes) {}

    /** What the phase came to, shown when it is done: {@code 96 packages, 38 MiB}. */
    default void result(String text) {}

    @Override
    default void close() {}
  }
}
