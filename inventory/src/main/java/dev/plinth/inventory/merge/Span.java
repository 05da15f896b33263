package dev.plinth.inventory.merge;

/** From which layer on a file is visible, and up to which. */
final class Span {
  /** No layer hides it. */
  static final int STILL = Integer.MAX_VALUE;

  private final String path;
  private final int from;
  private int until = STILL;

  Span(String path, int from) {
    this.path = path;
    this.from = from;
  }

  /** Its real path in the image. */
  String path() {
    return path;
  }

  /** The layer that has it. */
  int from() {
    return from;
  }

  /** The layer that removes or replaces it; {@link #STILL} for none. */
  int until() {
    return until;
  }

  void end(int layer) {
    until = layer;
  }

  boolean isVisible() {
    return until == STILL;
  }
}
