package dev.plinth.archive;

/**
 * Bounds on what a tar archive may hold; passing one is a {@code BAD_INPUT} error.
 *
 * @param entries most entries
 * @param total most bytes of all contents together
 * @param metadata most bytes in one extended header, long name or sparse map
 * @param sparse most bytes of a sparse file that are given; 0 where sparse files are refused
 */
public record TarLimits(long entries, long total, int metadata, long sparse) {
  /** For packages and image layers: a million entries, 64 GiB, 1 MiB of extended header. */
  public static final TarLimits DEFAULT = new TarLimits(1_000_000, 64L << 30, 1 << 20);

  /** Without sparse files. */
  public TarLimits(long entries, long total, int metadata) {
    this(entries, total, metadata, 0);
  }
}
