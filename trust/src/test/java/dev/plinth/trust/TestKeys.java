package dev.plinth.trust;

import dev.plinth.trust.key.Passwords;
import dev.plinth.trust.key.Pem;
import dev.plinth.trust.key.PrivateKeys;
import dev.plinth.trust.key.Signer;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;

/** Keys for tests, made anew and plain, for encrypting costs time. */
public final class TestKeys {
  public static final Signer ALICE = make();
  public static final Signer BOB = make();
  public static final Signer MALLORY = make();

  private TestKeys() {}

  public static Signer make() {
    try {
      KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
      pairs.initialize(new ECGenParameterSpec("secp256r1"));
      byte[] pkcs8 = pairs.generateKeyPair().getPrivate().getEncoded();
      return PrivateKeys.open(
          new Pem("PRIVATE KEY", pkcs8).toBytes(), "test key", Passwords.none());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
