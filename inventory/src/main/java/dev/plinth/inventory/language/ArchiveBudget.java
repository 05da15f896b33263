package dev.plinth.inventory.language;

/** What archives may still cost: bytes unpacked and directory entries looked at. */
final class ArchiveBudget {
  private static final long LAYER_UNPACKED = 8L << 30;
  private static final long LAYER_ENTRIES = 50_000_000;
  private static final long FILE_UNPACKED = 2L << 30;
  private static final long FILE_ENTRIES = 1_000_000;

  /** Archives in an archive are stored, or deflated once more, which gains little. */
  private static final long RATIO = 50;

  private static final long SLACK = 32 << 20;

  private long unpacked;
  private long entries;

  private ArchiveBudget(long unpacked, long entries) {
    this.unpacked = unpacked;
    this.entries = entries;
  }

  /** For all archives of a layer. */
  static ArchiveBudget ofLayer() {
    return new ArchiveBudget(LAYER_UNPACKED, LAYER_ENTRIES);
  }

  /** For one file of so many bytes. */
  static ArchiveBudget ofFile(long size) {
    return new ArchiveBudget(Math.min(FILE_UNPACKED, SLACK + RATIO * size), FILE_ENTRIES);
  }

  long unpacked() {
    return unpacked;
  }

  long entries() {
    return entries;
  }

  void unpacked(long bytes) {
    unpacked -= bytes;
  }

  void looked(int count) {
    entries -= count;
  }
}
