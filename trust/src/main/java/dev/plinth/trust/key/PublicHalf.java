package dev.plinth.trust.key;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;

/** The public key that belongs to a private one; PKCS #8 need not say it. */
final class PublicHalf {
  private PublicHalf() {}

  static PublicKey of(PrivateKey secret) throws GeneralSecurityException {
    return switch (secret) {
      case ECPrivateKey ec -> of(ec);
      case RSAPrivateCrtKey rsa ->
          KeyFactory.getInstance("RSA")
              .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
      case EdECPrivateKey ed -> of(ed);
      default -> throw new GeneralSecurityException("a key of an unknown kind");
    };
  }

  /** Two points have the abscissa of the key; a signature tells which of them it is. */
  private static PublicKey of(ECPrivateKey secret) throws GeneralSecurityException {
    ECParameterSpec curve = secret.getParams();
    if (!(curve.getCurve().getField() instanceof ECFieldFp field)) {
      throw new GeneralSecurityException("a curve that is not over a prime");
    }
    BigInteger p = field.getP();
    BigInteger x = DeterministicEcdsa.abscissa(curve, secret.getS());
    BigInteger square =
        x.pow(3).add(curve.getCurve().getA().multiply(x)).add(curve.getCurve().getB()).mod(p);
    BigInteger y = square.modPow(p.add(BigInteger.ONE).shiftRight(2), p);
    byte[] probe = {1};
    for (BigInteger candidate : new BigInteger[] {y, p.subtract(y)}) {
      PublicKey key =
          KeyFactory.getInstance("EC")
              .generatePublic(new ECPublicKeySpec(new ECPoint(x, candidate), curve));
      VerifyingKey verifier = VerifyingKey.of(key, "the key");
      if (verifier.verify(probe, new DeterministicEcdsa(secret, Scheme.HASH).sign(probe))) {
        return key;
      }
    }
    throw new GeneralSecurityException("a private key without a public one");
  }

  /** The JDK derives the public key while it generates, from what it takes for randomness. */
  private static PublicKey of(EdECPrivateKey secret) throws GeneralSecurityException {
    byte[] seed = secret.getBytes().orElseThrow();
    var pairs = java.security.KeyPairGenerator.getInstance("Ed25519");
    pairs.initialize(NamedParameterSpec.ED25519, new Fixed(seed));
    var pair = pairs.generateKeyPair();
    byte[] used = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
    if (!Arrays.equals(used, seed)) {
      throw new GeneralSecurityException("the public key of Ed25519 cannot be derived");
    }
    return pair.getPublic();
  }

  /** Gives one seed as if it were random. */
  private static final class Fixed extends java.security.SecureRandom {
    private static final long serialVersionUID = 1L;
    private final byte[] seed;

    Fixed(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, Math.min(seed.length, bytes.length));
    }
  }
}
