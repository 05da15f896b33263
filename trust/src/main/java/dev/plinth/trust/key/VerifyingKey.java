package dev.plinth.trust.key;

import dev.plinth.model.Digest;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.EdDSAParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A public key and how it verifies. Two are equal where their SubjectPublicKeyInfo is. */
public final class VerifyingKey {
  private static final String LABEL = "PUBLIC KEY";

  /** Well-formed (r = s = 1), and of nothing. */
  private static final byte[] SOME_SIGNATURE = {0x30, 6, 2, 1, 1, 2, 1, 1};

  private final PublicKey key;
  private final Scheme scheme;
  private final byte[] spki;

  private VerifyingKey(PublicKey key, Scheme scheme, byte[] spki) {
    this.key = key;
    this.scheme = scheme;
    this.spki = spki;
  }

  /** A key of the JDK; kinds and sizes that are not accepted are a {@code BAD_INPUT} error. */
  public static VerifyingKey of(PublicKey key, String what) {
    Scheme scheme =
        Scheme.of(key)
            .orElseThrow(() ->
                BadKey.malformed(
                    what,
                    "is a key of a kind that is not accepted: use ECDSA P-256, P-384, P-521,"
                        + " RSA with 2048, 3072 or 4096 bits, or Ed25519"));
    return new VerifyingKey(key, scheme, key.getEncoded());
  }

  /**
   * Reads the PEM form.
   *
   * @param what names it in errors: the file
   */
  public static VerifyingKey parse(byte[] pem, String what) {
    Pem block = Pem.parse(pem, what);
    if (!block.label().equals(LABEL)) {
      throw BadKey.malformed(what, "is not a public key");
    }
    return ofSpki(block.content(), what);
  }

  /** Reads SubjectPublicKeyInfo in DER (RFC 5280, section 4.1). */
  public static VerifyingKey ofSpki(byte[] der, String what) {
    for (String family : new String[] {"EC", "RSA", "Ed25519"}) {
      try {
        PublicKey key = KeyFactory.getInstance(family).generatePublic(new X509EncodedKeySpec(der));
        VerifyingKey read = of(key, what);
        if (!Arrays.equals(read.spki, der)) {
          throw BadKey.malformed(what, "is not the only encoding of its key");
        }
        return read;
      } catch (InvalidKeySpecException e) {
        // The next kind.
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has " + family, e);
      }
    }
    throw BadKey.malformed(what, "is not a public key of a known kind");
  }

  public Scheme scheme() {
    return scheme;
  }

  /** What cosign writes as {@code hint}: base64 of the SHA-256 of the SubjectPublicKeyInfo. */
  public String hint() {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(Digest.of(spki).hex()));
  }

  /** The same SHA-256 in hexadecimal: what people and file names use. */
  public String keyId() {
    return Digest.of(spki).hex();
  }

  /** SubjectPublicKeyInfo in DER. */
  public byte[] spki() {
    return spki.clone();
  }

  public byte[] toPem() {
    return new Pem(LABEL, spki).toBytes();
  }

  /**
   * Prepares what the first verification with such a key needs, which takes longer than the
   * verification; to be called beside other work.
   */
  public void prepare() {
    verify(new byte[0], SOME_SIGNATURE);
  }

  /** Whether {@code signature} is one of {@code message} by this key; never an error. */
  public boolean verify(byte[] message, byte[] signature) {
    if (scheme.isEcdsa() && !Der.isSignature(signature)) {
      return false;
    }
    for (String algorithm : scheme.algorithms()) {
      if (check(algorithm, null, message, signature)) {
        return true;
      }
    }
    return scheme == Scheme.ED25519
        && check("Ed25519", new EdDSAParameterSpec(true), message, signature);
  }

  private boolean check(
      String algorithm, @Nullable EdDSAParameterSpec parameters, byte[] message, byte[] signature) {
    try {
      SystemEcdsa system = scheme.isEcdsa() ? SystemEcdsa.find() : null;
      Optional<Boolean> said =
          system == null
              ? Optional.empty()
              : system.verify(spki, Scheme.hash(algorithm).digest(message), signature);
      if (said.isPresent()) {
        return said.get();
      }
      Signature verifier = Signature.getInstance(algorithm);
      if (parameters != null) {
        verifier.setParameter(parameters);
      }
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (SignatureException | InvalidKeyException e) {
      return false;
    } catch (InvalidAlgorithmParameterException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VerifyingKey that && Arrays.equals(spki, that.spki);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(spki);
  }

  @Override
  public String toString() {
    return scheme + " key " + keyId().substring(0, 12);
  }
}
