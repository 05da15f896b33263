package dev.plinth.archive;

import java.nio.charset.StandardCharsets;

/**
 * One 512-byte header block: ustar (POSIX.1-1988), pax (POSIX.1-2001), GNU, star or Unix v7.
 *
 * <p>Fields by offset: name 0+100, mode 100+8, uid 108+8, gid 116+8, size 124+12, mtime 136+12,
 * checksum 148+8, type 156, link name 157+100, magic 257+8, user 265+32, group 297+32, major 329+8,
 * minor 337+8, prefix 345+155.
 */
final class TarHeader {
  static final int BLOCK = 512;

  private final byte[] block;
  private final String what;
  private final long at;

  /**
   * @param at where the block begins, for errors
   */
  TarHeader(byte[] block, String what, long at) {
    this.block = block;
    this.what = what;
    this.at = at;
    if (!checksumHolds()) {
      throw damaged("its checksum does not hold");
    }
  }

  private TarHeader(TarHeader before, byte[] block) {
    this.block = block;
    this.what = before.what;
    this.at = before.at;
  }

  /** A block that belongs to this header and has no checksum of its own. */
  TarHeader following(byte[] next) {
    return new TarHeader(this, next);
  }

  /** Whether a byte is not zero. */
  boolean isSet(int offset) {
    return block[offset] != 0;
  }

  static boolean isZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  char type() {
    return (char) (block[156] & 0xff);
  }

  String name() {
    String name = text(0, 100);
    if (matches(257, "ustar\0")) {
      // star keeps times in the last 24 bytes of the prefix, and says so at the end of the block.
      String prefix = text(345, matches(508, "tar\0") ? 131 : 155);
      return prefix.isEmpty() ? name : prefix + "/" + name;
    }
    return name;
  }

  String linkName() {
    return text(157, 100);
  }

  String userName() {
    return matches(257, "ustar") ? text(265, 32) : "";
  }

  String groupName() {
    return matches(257, "ustar") ? text(297, 32) : "";
  }

  /** Permission bits; the file type bits that some writers add are cut off. */
  int mode() {
    return (int) (number(100, 8, "mode") & 07777);
  }

  long uid() {
    return number(108, 8, "uid");
  }

  long gid() {
    return number(116, 8, "gid");
  }

  long size() {
    return number(124, 12, "size");
  }

  /** Seconds since 1970; nothing real has more than 17 digits. */
  long mtime() {
    long time = number(136, 12, "time");
    if (Math.abs(time) > 99_999_999_999_999_999L) {
      throw damaged("its time is out of range");
    }
    return time;
  }

  int major() {
    return device(329);
  }

  int minor() {
    return device(337);
  }

  private int device(int offset) {
    if (!matches(257, "ustar")) {
      return 0;
    }
    long value = number(offset, 8, "device number");
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw damaged("the device number " + value + " is out of range");
    }
    return (int) value;
  }

  private String text(int offset, int length) {
    int end = offset;
    while (end < offset + length && block[end] != 0) {
      end++;
    }
    return new String(block, offset, end - offset, StandardCharsets.ISO_8859_1);
  }

  private boolean matches(int offset, String bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      if (block[offset + i] != bytes.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Octal digits between spaces and NULs, or GNU's base 256 where the first bit is set. */
  long number(int offset, int length, String field) {
    if ((block[offset] & 0x80) != 0) {
      return binary(offset, length, field);
    }
    int from = offset;
    int to = offset + length;
    while (from < to && (block[from] == ' ' || block[from] == 0)) {
      from++;
    }
    while (to > from && (block[to - 1] == ' ' || block[to - 1] == 0)) {
      to--;
    }
    long value = 0;
    for (int i = from; i < to && block[i] != 0; i++) {
      int digit = block[i] - '0';
      if (digit < 0 || digit > 7) {
        throw damaged("its " + field + " is not a number");
      }
      value = value << 3 | digit; // at most 12 digits, 36 bits
    }
    return value;
  }

  private long binary(int offset, int length, String field) {
    // Two's complement over all bytes, the marker bit replaced by the sign bit that follows it.
    long value = (block[offset] & 0x40) == 0 ? block[offset] & 0x3f : block[offset] | ~0x7fL;
    for (int i = offset + 1; i < offset + length; i++) {
      if (value != (value << 8) >> 8) {
        throw damaged("its " + field + " is too large");
      }
      value = value << 8 | (block[i] & 0xff);
    }
    return value;
  }

  private boolean checksumHolds() {
    int unsigned = 0;
    int signed = 0;
    for (int i = 0; i < BLOCK; i++) {
      byte b = i >= 148 && i < 156 ? (byte) ' ' : block[i];
      unsigned += b & 0xff;
      signed += b;
    }
    // Some old writers summed signed bytes; both are accepted everywhere.
    long stored = number(148, 8, "checksum");
    return stored == unsigned || stored == signed;
  }

  private dev.plinth.model.PlinthException damaged(String why) {
    return Malformed.error(what, "has a damaged tar header at byte " + at + ": " + why);
  }
}
