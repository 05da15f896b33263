package dev.plinth.archive;

/** Ways in which a stream may be compressed, told apart by its first bytes. */
public enum CompressionFormat {
  NONE,
  /** RFC 1952, any number of members. */
  GZIP,
  /** The .xz file format 1.2, any number of streams. */
  XZ,
  /** RFC 8878, any number of frames. */
  ZSTD,
  /** One stream; a second one is refused. */
  BZIP2,
  /** The older .lzma format ("LZMA alone"), which has no magic but a recognisable header. */
  LZMA;

  /** How many bytes {@link #of} wants to see. */
  static final int HEAD = 13;

  /**
   * The format of a stream that begins with {@code head}; fewer bytes only for a shorter stream.
   */
  public static CompressionFormat of(byte[] head) {
    if (begins(head, 0x1f, 0x8b)) {
      return GZIP;
    }
    if (begins(head, 0xfd, '7', 'z', 'X', 'Z', 0)) {
      return XZ;
    }
    if (begins(head, 0x28, 0xb5, 0x2f, 0xfd)) {
      return ZSTD;
    }
    if (head.length > 3
        && head[0] >= 0x50
        && head[0] <= 0x5f
        && begins(java.util.Arrays.copyOfRange(head, 1, 4), 0x2a, 0x4d, 0x18)) {
      return ZSTD; // begins with a skippable frame
    }
    if (begins(head, 'B', 'Z', 'h') && head.length > 3 && head[3] >= '1' && head[3] <= '9') {
      return BZIP2;
    }
    return isLzma(head) ? LZMA : NONE;
  }

  /**
   * Properties 0x5d (lc 3, lp 0, pb 2), a dictionary of a power of two from 64 KiB, and a size that
   * is unknown or below 1 TiB: what every encoder of this format writes, and no tar begins with.
   */
  private static boolean isLzma(byte[] head) {
    if (head.length < HEAD || head[0] != 0x5d || head[1] != 0 || head[2] != 0) {
      return false;
    }
    int dictionary = (head[3] & 0xff) << 16 | (head[4] & 0xff) << 24;
    boolean unknown = true;
    for (int i = 5; i < HEAD; i++) {
      unknown &= head[i] == -1;
    }
    return Integer.bitCount(dictionary) == 1
        && (unknown || (head[10] == 0 && head[11] == 0 && head[12] == 0));
  }

  private static boolean begins(byte[] head, int... magic) {
    if (head.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((head[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
