package dev.plinth.trust.token;

import dev.plinth.trust.key.VerifyingKey;
import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The public key that a token keeps beside a private one, under the same id. */
final class TokenPublicKey {
  private static final long CLASS = 0;
  private static final long KEY_TYPE = 0x100;
  private static final long ID = 0x102;
  private static final long MODULUS = 0x120;
  private static final long PUBLIC_EXPONENT = 0x122;
  private static final long EC_PARAMS = 0x180;
  private static final long EC_POINT = 0x181;
  private static final long PUBLIC = 2;
  private static final long TYPE_RSA = 0;
  private static final long TYPE_EC = 3;

  private TokenPublicKey() {}

  static VerifyingKey of(TokenSession session, long key, String what) {
    long type = TokenSession.number(session.attribute(key, KEY_TYPE));
    try {
      if (type == TYPE_RSA) {
        // The private object says both numbers, as CKA_ of the key pair.
        return VerifyingKey.of(rsa(session, key), what);
      }
      if (type == TYPE_EC) {
        return VerifyingKey.of(ec(session, key, beside(session, key, what), what), what);
      }
    } catch (GeneralSecurityException | IOException e) {
      throw TokenProblem.usage("the public key of " + what + " cannot be read");
    }
    throw TokenProblem.usage(what + " is neither an ECDSA nor an RSA key");
  }

  private static long beside(TokenSession session, long key, String what) {
    SequencedMap<Long, byte[]> wanted = new LinkedHashMap<>();
    wanted.put(CLASS, TokenSession.number(PUBLIC));
    wanted.put(ID, session.attribute(key, ID));
    List<Long> found = session.find(wanted);
    if (found.size() != 1) {
      throw TokenProblem.notFound(
          "the token has " + found.size() + " public keys with the id of " + what,
          "import the public key under the same id");
    }
    return found.getFirst();
  }

  private static PublicKey rsa(TokenSession session, long key) throws GeneralSecurityException {
    return KeyFactory.getInstance("RSA")
        .generatePublic(
            new RSAPublicKeySpec(
                new BigInteger(1, session.attribute(key, MODULUS)),
                new BigInteger(1, session.attribute(key, PUBLIC_EXPONENT))));
  }

  private static PublicKey ec(TokenSession session, long key, long beside, String what)
      throws GeneralSecurityException, IOException {
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
    parameters.init(session.attribute(key, EC_PARAMS));
    ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
    int length = (curve.getOrder().bitLength() + 7) / 8;
    byte[] wrapped = session.attribute(beside, EC_POINT);
    // An octet string with the point in its uncompressed form; some tokens leave the wrapping out.
    int start = wrapped.length - 2 * length;
    if (start < 1 || wrapped[start - 1] != 4) {
      throw TokenProblem.usage("the public key of " + what + " is not an uncompressed point");
    }
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(wrapped, start, start + length));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(wrapped, start + length, wrapped.length));
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve));
  }
}
