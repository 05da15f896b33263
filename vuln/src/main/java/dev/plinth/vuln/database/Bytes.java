package dev.plinth.vuln.database;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Bytes that grow. */
final class Bytes {
  private static final int LOW = 0x7f;
  private static final int MORE = 0x80;

  private byte[] data;
  private int size;

  Bytes(int capacity) {
    data = new byte[capacity];
  }

  int size() {
    return size;
  }

  byte[] data() {
    return data;
  }

  void put(int value) {
    room(1);
    data[size++] = (byte) value;
  }

  void varint(long value) {
    long rest = value;
    while ((rest & ~LOW) != 0) {
      put((int) (rest & LOW) | MORE);
      rest >>>= 7;
    }
    put((int) rest);
  }

  void fixed32(int value) {
    for (int shift = 0; shift < 32; shift += 8) {
      put(value >>> shift);
    }
  }

  void fixed64(long value) {
    fixed32((int) value);
    fixed32((int) (value >>> 32));
  }

  void put(byte[] bytes, int from, int length) {
    room(length);
    System.arraycopy(bytes, from, data, size, length);
    size += length;
  }

  /** A record: its length, its checksum, itself. */
  void record(Bytes body) {
    varint(body.size);
    CRC32C crc = new CRC32C();
    crc.update(body.data, 0, body.size);
    fixed32((int) crc.getValue());
    put(body.data, 0, body.size);
  }

  private void room(int more) {
    long wanted = (long) size + more;
    if (wanted > Integer.MAX_VALUE - 16) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "the feeds are too large for one database",
          "leave out ecosystems that no image of yours uses");
    }
    if (wanted > data.length) {
      long grown = Math.max(wanted, (long) data.length + (data.length >> 1) + 16);
      data = Arrays.copyOf(data, (int) Math.min(grown, Integer.MAX_VALUE - 16));
    }
  }
}
