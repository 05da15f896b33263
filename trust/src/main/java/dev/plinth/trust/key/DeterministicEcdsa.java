package dev.plinth.trust.key;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * ECDSA whose nonce follows from key and message (RFC 6979, section 3.2), so that the same key says
 * the same bytes of the same message. The curve's points stay with the JDK, which computes in
 * constant time: the abscissa of k·G is what a key agreement of k with G gives.
 */
final class DeterministicEcdsa {
  private final ECPrivateKey key;
  private final ECParameterSpec curve;
  private final BigInteger order;
  private final String hash;

  DeterministicEcdsa(ECPrivateKey key, String hash) {
    this.key = key;
    this.curve = key.getParams();
    this.order = curve.getOrder();
    this.hash = hash;
  }

  /** The signature in DER. S is not made the smaller of the two: RFC and cosign do not ask. */
  byte[] sign(byte[] message) throws GeneralSecurityException {
    byte[] digest = MessageDigest.getInstance(hash).digest(message);
    BigInteger z = integer(digest);
    Nonces nonces = new Nonces(key.getS(), z.mod(order));
    while (true) {
      BigInteger k = nonces.next();
      BigInteger r = abscissa(curve, k).mod(order);
      // The inverse is computed of k times a secret factor: its time then says nothing of k.
      BigInteger veil = nonces.veil();
      BigInteger sum = z.add(r.multiply(key.getS())).multiply(veil);
      BigInteger s = k.multiply(veil).modInverse(order).multiply(sum).mod(order);
      if (r.signum() != 0 && s.signum() != 0) {
        return Der.signature(r, s);
      }
    }
  }

  /** The x of {@code factor}·G. */
  static BigInteger abscissa(ECParameterSpec curve, BigInteger factor)
      throws GeneralSecurityException {
    KeyFactory keys = KeyFactory.getInstance("EC");
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(keys.generatePrivate(new ECPrivateKeySpec(factor, curve)));
    agreement.doPhase(keys.generatePublic(new ECPublicKeySpec(curve.getGenerator(), curve)), true);
    return new BigInteger(1, agreement.generateSecret());
  }

  /** The leftmost bits of {@code bytes} as a number (bits2int, section 2.3.2). */
  private BigInteger integer(byte[] bytes) {
    BigInteger value = new BigInteger(1, bytes);
    int tooMany = 8 * bytes.length - order.bitLength();
    return tooMany > 0 ? value.shiftRight(tooMany) : value;
  }

  /** As many bytes as the order has (int2octets, section 2.3.3). */
  private byte[] octets(BigInteger value) {
    int length = (order.bitLength() + 7) / 8;
    byte[] bytes = value.toByteArray();
    byte[] out = new byte[length];
    int count = Math.min(length, bytes.length);
    System.arraycopy(bytes, bytes.length - count, out, length - count, count);
    return out;
  }

  /** The HMAC generator of section 3.2, steps b to h. */
  private final class Nonces {
    private final Mac mac;
    private byte[] k;
    private byte[] v;
    private boolean first = true;

    Nonces(BigInteger secret, BigInteger reduced) throws GeneralSecurityException {
      mac = Mac.getInstance("Hmac" + hash.replace("-", ""));
      v = new byte[mac.getMacLength()];
      k = new byte[mac.getMacLength()];
      Arrays.fill(v, (byte) 1);
      for (byte round = 0; round < 2; round++) {
        k = hmac(v, new byte[] {round}, octets(secret), octets(reduced));
        v = hmac(v);
      }
    }

    BigInteger next() throws GeneralSecurityException {
      while (true) {
        if (!first) {
          k = hmac(v, new byte[1]);
          v = hmac(v);
        }
        first = false;
        byte[] bits = new byte[0];
        while (8 * bits.length < order.bitLength()) {
          v = hmac(v);
          int had = bits.length;
          bits = Arrays.copyOf(bits, had + v.length);
          System.arraycopy(v, 0, bits, had, v.length);
        }
        BigInteger candidate = integer(bits);
        if (candidate.signum() > 0 && candidate.compareTo(order) < 0) {
          return candidate;
        }
      }
    }

    BigInteger veil() throws GeneralSecurityException {
      return new BigInteger(1, hmac(v, new byte[] {2})).mod(order).setBit(0);
    }

    private byte[] hmac(byte[]... parts) throws GeneralSecurityException {
      mac.init(new SecretKeySpec(k, mac.getAlgorithm()));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    }
  }
}
