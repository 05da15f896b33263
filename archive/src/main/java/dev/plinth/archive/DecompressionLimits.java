package dev.plinth.archive;

/**
 * Bounds against decompression bombs; passing one is a {@code BAD_INPUT} error.
 *
 * @param output most bytes that may come out
 * @param ratio most bytes out for each byte in, looked at once more than {@link #SLACK} came out
 * @param memory most bytes that decoding xz or lzma may ask for; zstd's windows are bounded by its
 *     library to 128 MiB
 */
public record DecompressionLimits(long output, int ratio, long memory) {
  /** Output below this is never a bomb, whatever its ratio: 64 MiB. */
  public static final long SLACK = 64L << 20;

  /** For packages and layers: 64 GiB, a ratio of 1000, 160 MiB (xz -9 takes 65). */
  public static final DecompressionLimits DEFAULT =
      new DecompressionLimits(64L << 30, 1000, 160L << 20);
}
