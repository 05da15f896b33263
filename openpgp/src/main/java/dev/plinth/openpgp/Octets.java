package dev.plinth.openpgp;

import java.math.BigInteger;
import java.util.Arrays;

/** Reads big-endian numbers and runs of bytes from an array, never beyond its end. */
final class Octets {
  private final byte[] bytes;
  private int at;
  private final int end;

  Octets(byte[] bytes) {
    this.bytes = bytes;
    this.end = bytes.length;
  }

  int left() {
    return end - at;
  }

  int at() {
    return at;
  }

  int u8() throws BadPgp {
    if (at >= end) {
      throw new BadPgp("it is cut off");
    }
    return bytes[at++] & 0xff;
  }

  int u16() throws BadPgp {
    return u8() << 8 | u8();
  }

  long u32() throws BadPgp {
    return (long) u16() << 16 | u16();
  }

  byte[] take(long count) throws BadPgp {
    if (count > left()) {
      throw new BadPgp("it is cut off");
    }
    at += (int) count;
    return Arrays.copyOfRange(bytes, at - (int) count, at);
  }

  /** A multiprecision integer (RFC 9580, 3.2). */
  BigInteger mpi() throws BadPgp {
    int bits = u16();
    if (bits > 16384) {
      throw new BadPgp("it has a number of " + bits + " bits");
    }
    return new BigInteger(1, take((bits + 7) / 8));
  }
}
