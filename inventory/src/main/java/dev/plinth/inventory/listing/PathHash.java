package dev.plinth.inventory.listing;

/**
 * Hashes of paths, 64 bits: those of all leading parts come with that of the whole. Two paths of an
 * image of a million share one with a probability of 1 in 30 million.
 */
public final class PathHash {
  private static final long PRIME = 0x9e37_79b9_7f4a_7c15L;

  private PathHash() {}

  /** Where to begin. */
  public static long start() {
    return 0x1234_5678_9abc_def1L;
  }

  /** The next char of a path. */
  public static long step(long state, char c) {
    return (state ^ c) * PRIME;
  }

  /** The hash of what was stepped over; never 0. */
  public static long end(long state) {
    long z = (state ^ (state >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d0_49bb_1331_11ebL;
    z ^= z >>> 31;
    return z == 0 ? 1 : z;
  }

  /** The hash of a whole path, in which the first {@code length} chars count. */
  public static long of(CharSequence path, int length) {
    long state = start();
    for (int i = 0; i < length; i++) {
      state = step(state, path.charAt(i));
    }
    return end(state);
  }

  /** The hash of a whole path. */
  public static long of(CharSequence path) {
    return of(path, path.length());
  }
}
