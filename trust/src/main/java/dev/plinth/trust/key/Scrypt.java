package dev.plinth.trust.key;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key from a password, costly in memory on purpose (RFC 7914). */
final class Scrypt {
  private Scrypt() {}

  /**
   * @param n how often, a power of two; the work needs 128·n·r bytes
   */
  static byte[] derive(byte[] password, byte[] salt, int n, int r, int p, int length) {
    if (n < 2 || Integer.bitCount(n) != 1 || r < 1 || p < 1 || 128L * n * r > 1 << 30) {
      throw new IllegalArgumentException("scrypt parameters");
    }
    int block = 128 * r;
    byte[] all = pbkdf2(password, salt, p * block);
    int[] memory = new int[32 * r * n];
    for (int i = 0; i < p; i++) {
      int[] x = Salsa20.words(all, i * block, 32 * r);
      mix(x, memory, n, r);
      Salsa20.bytes(x, all, i * block);
    }
    Arrays.fill(memory, 0);
    byte[] key = pbkdf2(password, all, length);
    Arrays.fill(all, (byte) 0);
    return key;
  }

  /** scryptROMix (section 5). */
  private static void mix(int[] x, int[] memory, int n, int r) {
    int words = 32 * r;
    int[] y = new int[words];
    for (int i = 0; i < n; i++) {
      System.arraycopy(x, 0, memory, i * words, words);
      mixBlocks(x, y, r);
    }
    for (int i = 0; i < n; i++) {
      int from = (x[words - 16] & (n - 1)) * words;
      for (int k = 0; k < words; k++) {
        x[k] ^= memory[from + k];
      }
      mixBlocks(x, y, r);
    }
  }

  /** scryptBlockMix (section 4): {@code x} is changed, {@code y} is scratch. */
  private static void mixBlocks(int[] x, int[] y, int r) {
    int[] state = Arrays.copyOfRange(x, (2 * r - 1) * 16, 2 * r * 16);
    for (int i = 0; i < 2 * r; i++) {
      for (int k = 0; k < 16; k++) {
        state[k] ^= x[i * 16 + k];
      }
      Salsa20.core(state, 4);
      System.arraycopy(state, 0, y, (i / 2 + (i & 1) * r) * 16, 16);
    }
    System.arraycopy(y, 0, x, 0, x.length);
  }

  /** PBKDF2 with HMAC-SHA-256 and one iteration, which is what scrypt wants of it. */
  private static byte[] pbkdf2(byte[] password, byte[] salt, int length) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      // To HMAC an empty key and one zero byte are the same; the JDK takes only the latter.
      mac.init(new SecretKeySpec(password.length == 0 ? new byte[1] : password, "HmacSHA256"));
      byte[] out = new byte[length];
      for (int at = 0, i = 1; at < length; at += 32, i++) {
        mac.update(salt);
        mac.update(new byte[] {(byte) (i >>> 24), (byte) (i >>> 16), (byte) (i >>> 8), (byte) i});
        System.arraycopy(mac.doFinal(), 0, out, at, Math.min(32, length - at));
      }
      return out;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
