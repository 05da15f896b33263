package dev.plinth.rpm.database;

import java.nio.ByteBuffer;

/** SQLite's numbers of one to nine bytes (SQLite, "Database File Format", 1.6, "varint"). */
final class Varint {
  private Varint() {}

  /** Reads one and goes past it; one that is cut short is {@code BAD_INPUT}. */
  static long read(ByteBuffer bytes) {
    long value = 0;
    for (int i = 0; i < 9; i++) {
      if (!bytes.hasRemaining()) {
        throw DatabaseBytes.damage("has a number that is cut short");
      }
      byte next = bytes.get();
      if (i == 8) {
        return value << 8 | (next & 0xff);
      }
      value = value << 7 | (next & 0x7f);
      if (next >= 0) {
        return value;
      }
    }
    return value;
  }
}
