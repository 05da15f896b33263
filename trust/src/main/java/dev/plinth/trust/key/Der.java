package dev.plinth.trust.key;

import java.math.BigInteger;
import java.util.Arrays;

/** The little of DER (X.690) that ECDSA signatures need: a sequence of two positive integers. */
public final class Der {
  private Der() {}

  /** A signature as X9.62 encodes it. */
  public static byte[] signature(BigInteger r, BigInteger s) {
    byte[] first = integer(r);
    byte[] second = integer(s);
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return tagged(0x30, both);
  }

  /** Whether it is the one encoding of two positive integers, and nothing behind. */
  public static boolean isSignature(byte[] bytes) {
    int[] at = {0};
    int end = open(bytes, at, 0x30, bytes.length);
    return end == bytes.length
        && integer(bytes, at, end)
        && integer(bytes, at, end)
        && at[0] == end;
  }

  private static boolean integer(byte[] bytes, int[] at, int end) {
    int stop = open(bytes, at, 0x02, end);
    int start = at[0];
    if (stop < 0 || stop == start || bytes[start] < 0) {
      return false;
    }
    boolean padded = bytes[start] == 0 && (stop - start == 1 || bytes[start + 1] >= 0);
    at[0] = stop;
    return !padded;
  }

  /** Moves into a value and gives its end; -1 where there is none or its length is not minimal. */
  private static int open(byte[] bytes, int[] at, int tag, int end) {
    int i = at[0];
    if (i + 2 > end || (bytes[i] & 0xff) != tag) {
      return -1;
    }
    int length = bytes[i + 1] & 0xff;
    int from = i + 2;
    if (length == 0x81) {
      length = from < end ? bytes[from] & 0xff : 0;
      from++;
      if (length < 0x80) {
        return -1;
      }
    } else if (length >= 0x80) {
      return -1;
    }
    if (length > end - from) {
      return -1;
    }
    at[0] = from;
    return from + length;
  }

  private static byte[] integer(BigInteger value) {
    return tagged(0x02, value.toByteArray());
  }

  private static byte[] tagged(int tag, byte[] content) {
    int head = content.length < 0x80 ? 2 : 3;
    byte[] out = new byte[head + content.length];
    out[0] = (byte) tag;
    if (head == 3) {
      out[1] = (byte) 0x81;
    }
    out[head - 1] = (byte) content.length;
    System.arraycopy(content, 0, out, head, content.length);
    return out;
  }
}
