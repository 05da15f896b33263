package dev.plinth.trust.key;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;

/**
 * Private keys in PEM: cosign's encrypted form, old and new, and plain PKCS #8 (RFC 5958) of ECDSA,
 * RSA and Ed25519.
 */
public final class PrivateKeys {
  private static final String PLAIN = "PRIVATE KEY";

  private PrivateKeys() {}

  /**
   * A new key.
   *
   * @param pem the private key, encrypted in cosign's form
   * @param publicKey what verifies it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record NewKey(byte[] pem, VerifyingKey publicKey) {}

  /** Makes an ECDSA key on P-256, as cosign does. */
  public static NewKey generate(byte[] password, SecureRandom random) {
    try {
      KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
      pairs.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair pair = pairs.generateKeyPair();
      byte[] pkcs8 = pair.getPrivate().getEncoded();
      Pem pem = EncryptedKey.write(pkcs8, password, random);
      Arrays.fill(pkcs8, (byte) 0);
      return new NewKey(pem.toBytes(), VerifyingKey.of(pair.getPublic(), "the new key"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK makes keys on P-256", e);
    }
  }

  /**
   * Opens a private key. A wrong or missing password is a {@code REFUSED}, anything that is no key
   * a {@code BAD_INPUT} error.
   *
   * @param what names it in errors and to who is asked for the password
   */
  public static Signer open(byte[] pem, String what, Passwords passwords) {
    Pem block = Pem.parse(pem, what);
    if (EncryptedKey.is(block)) {
      return signer(decrypt(block, what, passwords), what);
    }
    if (block.label().equals(PLAIN)) {
      return signer(block.content(), what);
    }
    throw BadKey.malformed(
        what, "is '" + shown(block.label()) + "', not a private key in cosign's form or PKCS #8");
  }

  private static byte[] decrypt(Pem block, String what, Passwords passwords) {
    Optional<byte[]> password = passwords.password(what);
    if (password.isEmpty()) {
      throw new PlinthException(
          ErrorCode.REFUSED,
          what + " is encrypted and there is no password",
          "give the password at a terminal, by a file or by the environment");
    }
    Optional<byte[]> pkcs8 = EncryptedKey.open(block, password.get(), what);
    Arrays.fill(password.get(), (byte) 0);
    return pkcs8.orElseThrow(() ->
        new PlinthException(
            ErrorCode.REFUSED,
            "the password is not that of " + what + ", or the key is damaged",
            "try again with the right password"));
  }

  private static Signer signer(byte[] pkcs8, String what) {
    try {
      PrivateKey secret = parse(pkcs8, what);
      return new FileSigner(secret, VerifyingKey.of(PublicHalf.of(secret), what));
    } catch (GeneralSecurityException e) {
      throw BadKey.malformed(what, "is not a private key of a known kind", e);
    }
  }

  private static PrivateKey parse(byte[] pkcs8, String what) throws NoSuchAlgorithmException {
    for (String family : new String[] {"EC", "RSA", "Ed25519"}) {
      try {
        return KeyFactory.getInstance(family).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException e) {
        // The next kind.
      }
    }
    throw BadKey.malformed(what, "is not a private key of a known kind");
  }

  private static String shown(String label) {
    return label.length() <= 40 ? label : label.substring(0, 40) + "…";
  }
}
