package dev.plinth.rootfs.layers;

/** How a tree is split into layers. */
public sealed interface Strategy {
  /** The most layers that runtimes take (containerd, overlayfs). */
  int MOST_LAYERS = 127;

  /** Everything in one layer. */
  record Single() implements Strategy {}

  /**
   * Packages in layers of their own, as far as the budget goes, so that an update moves little: see
   * {@link Grouping}.
   *
   * @param budget most layers, 2 to 127; the caller takes off those of the base
   */
  record ByOrigin(int budget) implements Strategy {
    public ByOrigin {
      if (budget < 2 || budget > MOST_LAYERS) {
        throw new IllegalArgumentException("a budget of " + budget + " layers");
      }
    }
  }
}
