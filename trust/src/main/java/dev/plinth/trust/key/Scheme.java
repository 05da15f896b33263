package dev.plinth.trust.key;

import dev.plinth.model.Digest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;

/**
 * How a kind of key signs. What is written is what {@code cosign verify --key} takes, which is
 * SHA-256 with every curve and plain Ed25519; what cosign 3 itself writes with such keys (the
 * curve's own hash, Ed25519ph) is read too, though cosign does not verify it by a key.
 */
public enum Scheme {
  ECDSA_P256("EC", 256, "SHA256withECDSA", "SHA256withECDSA"),
  ECDSA_P384("EC", 384, "SHA256withECDSA", "SHA384withECDSA"),
  ECDSA_P521("EC", 521, "SHA256withECDSA", "SHA512withECDSA"),
  /** PKCS #1 v1.5, moduli of 2048, 3072 or 4096 bits. */
  RSA("RSA", 0, "SHA256withRSA", "SHA256withRSA"),
  ED25519("Ed25519", 255, "Ed25519", "Ed25519");

  /** What messages are hashed with before they are signed, but for Ed25519. */
  public static final String HASH = "SHA-256";

  private final String family;
  private final int bits;
  private final String written;
  private final String alsoRead;

  Scheme(String family, int bits, String written, String alsoRead) {
    this.family = family;
    this.bits = bits;
    this.written = written;
    this.alsoRead = alsoRead;
  }

  /** The JDK's names of the algorithms that are read; the first is written. */
  List<String> algorithms() {
    return written.equals(alsoRead) ? List.of(written) : List.of(written, alsoRead);
  }

  /** What an algorithm of the JDK, {@code SHA256withECDSA}, hashes with. */
  static MessageDigest hash(String algorithm) throws NoSuchAlgorithmException {
    String bits = algorithm.substring("SHA".length(), algorithm.indexOf("with"));
    return bits.equals("256") ? Digest.sha256() : MessageDigest.getInstance("SHA-" + bits);
  }

  boolean isEcdsa() {
    return family.equals("EC");
  }

  /** The scheme of a key; empty for kinds and sizes that are not accepted. */
  static Optional<Scheme> of(PublicKey key) {
    return switch (key) {
      case ECKey ec -> ecdsa(ec.getParams().getOrder().bitLength());
      case RSAPublicKey rsa -> {
        int size = rsa.getModulus().bitLength();
        yield size == 2048 || size == 3072 || size == 4096 ? Optional.of(RSA) : Optional.empty();
      }
      case EdECPublicKey ed when ed.getParams().getName().equals("Ed25519") -> Optional.of(ED25519);
      default -> Optional.empty();
    };
  }

  private static Optional<Scheme> ecdsa(int orderBits) {
    for (Scheme scheme : values()) {
      if (scheme.isEcdsa() && scheme.bits == orderBits) {
        return Optional.of(scheme);
      }
    }
    return Optional.empty();
  }
}
