package dev.plinth.trust.key;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/** NaCl's secretbox: XSalsa20 and Poly1305, the tag before the text. */
final class SecretBox {
  private static final int TAG = 16;
  private static final BigInteger P = BigInteger.ONE.shiftLeft(130).subtract(BigInteger.valueOf(5));
  private static final BigInteger CLAMP = new BigInteger("0ffffffc0ffffffc0ffffffc0fffffff", 16);

  private SecretBox() {}

  static byte[] seal(byte[] text, byte[] key, byte[] nonce) {
    byte[] hidden = Salsa20.xor(text, key, nonce, 32);
    byte[] box = new byte[TAG + hidden.length];
    System.arraycopy(tag(hidden, key, nonce), 0, box, 0, TAG);
    System.arraycopy(hidden, 0, box, TAG, hidden.length);
    return box;
  }

  /** The text; empty where key, nonce or box are not those of one sealing. */
  static Optional<byte[]> open(byte[] box, byte[] key, byte[] nonce) {
    if (box.length < TAG) {
      return Optional.empty();
    }
    byte[] hidden = Arrays.copyOfRange(box, TAG, box.length);
    if (!MessageDigest.isEqual(Arrays.copyOf(box, TAG), tag(hidden, key, nonce))) {
      return Optional.empty();
    }
    return Optional.of(Salsa20.xor(hidden, key, nonce, 32));
  }

  private static byte[] tag(byte[] hidden, byte[] key, byte[] nonce) {
    return poly1305(hidden, Salsa20.xor(new byte[32], key, nonce, 0));
  }

  /** Poly1305 (RFC 8439, section 2.5); messages are as short as keys, so big integers do. */
  static byte[] poly1305(byte[] message, byte[] key) {
    BigInteger r = little(key, 0, 16).and(CLAMP);
    BigInteger sum = BigInteger.ZERO;
    for (int at = 0; at < message.length; at += 16) {
      int length = Math.min(16, message.length - at);
      BigInteger block = little(message, at, length).setBit(8 * length);
      sum = sum.add(block).multiply(r).mod(P);
    }
    byte[] big = sum.add(little(key, 16, 16)).toByteArray();
    byte[] tag = new byte[16];
    for (int i = 0; i < 16 && i < big.length; i++) {
      tag[i] = big[big.length - 1 - i];
    }
    return tag;
  }

  private static BigInteger little(byte[] bytes, int from, int length) {
    byte[] big = new byte[length];
    for (int i = 0; i < length; i++) {
      big[i] = bytes[from + length - 1 - i];
    }
    return new BigInteger(1, big);
  }
}
