package dev.plinth.trust.key;

/** The Salsa20 core and what is made of it (D. J. Bernstein, "The Salsa20 family", "XSalsa20"). */
final class Salsa20 {
  private static final int[] SIGMA = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

  private Salsa20() {}

  /** The core with the final addition, in place. */
  static void core(int[] x, int doubleRounds) {
    int[] start = x.clone();
    rounds(x, doubleRounds);
    for (int i = 0; i < 16; i++) {
      x[i] += start[i];
    }
  }

  /** {@code data} under the XSalsa20 key stream of a 24-byte nonce, from {@code skip} on. */
  static byte[] xor(byte[] data, byte[] key, byte[] nonce, int skip) {
    int[] inner = state(words(key, 0, 8), words(nonce, 0, 4));
    rounds(inner, 10);
    int[] sub = {inner[0], inner[5], inner[10], inner[15], inner[6], inner[7], inner[8], inner[9]};
    int[] tail = words(nonce, 16, 2);
    byte[] out = data.clone();
    byte[] stream = new byte[64];
    for (int i = 0; i < data.length; i++) {
      int at = skip + i;
      if (i == 0 || (at & 63) == 0) {
        int[] block = state(sub, new int[] {tail[0], tail[1], at >>> 6, 0});
        core(block, 10);
        bytes(block, stream, 0);
      }
      out[i] ^= stream[at & 63];
    }
    return out;
  }

  static int[] words(byte[] bytes, int from, int count) {
    int[] words = new int[count];
    for (int i = 0; i < count; i++) {
      int at = from + 4 * i;
      words[i] =
          (bytes[at] & 0xff)
              | (bytes[at + 1] & 0xff) << 8
              | (bytes[at + 2] & 0xff) << 16
              | bytes[at + 3] << 24;
    }
    return words;
  }

  static void bytes(int[] words, byte[] out, int to) {
    for (int i = 0; i < words.length; i++) {
      int at = to + 4 * i;
      out[at] = (byte) words[i];
      out[at + 1] = (byte) (words[i] >>> 8);
      out[at + 2] = (byte) (words[i] >>> 16);
      out[at + 3] = (byte) (words[i] >>> 24);
    }
  }

  private static int[] state(int[] key, int[] input) {
    int[] x = new int[16];
    for (int i = 0; i < 4; i++) {
      x[5 * i] = SIGMA[i];
      x[1 + i] = key[i];
      x[6 + i] = input[i];
      x[11 + i] = key[4 + i];
    }
    return x;
  }

  private static void rounds(int[] x, int doubleRounds) {
    for (int i = 0; i < doubleRounds; i++) {
      quarter(x, 0, 4, 8, 12);
      quarter(x, 5, 9, 13, 1);
      quarter(x, 10, 14, 2, 6);
      quarter(x, 15, 3, 7, 11);
      quarter(x, 0, 1, 2, 3);
      quarter(x, 5, 6, 7, 4);
      quarter(x, 10, 11, 8, 9);
      quarter(x, 15, 12, 13, 14);
    }
  }

  private static void quarter(int[] x, int a, int b, int c, int d) {
    x[b] ^= Integer.rotateLeft(x[a] + x[d], 7);
    x[c] ^= Integer.rotateLeft(x[b] + x[a], 9);
    x[d] ^= Integer.rotateLeft(x[c] + x[b], 13);
    x[a] ^= Integer.rotateLeft(x[d] + x[c], 18);
  }
}
