package dev.plinth.trust.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The system's ECDSA accepts what the JDK's accepts, and nothing else. */
class SystemEcdsaTest {
  private static final int CHANGES = 25;

  @ParameterizedTest
  @CsvSource({
    "secp256r1,SHA256withECDSA",
    "secp384r1,SHA256withECDSA",
    "secp384r1,SHA384withECDSA",
    "secp521r1,SHA256withECDSA",
    "secp521r1,SHA512withECDSA"
  })
  void saysWhatTheJdkSays(String curve, String algorithm) throws GeneralSecurityException {
    SystemEcdsa system = SystemEcdsa.find();
    assumeTrue(system != null, "this machine has no libcrypto.so.3");
    Random random = new Random(7);
    KeyPair keys = keys(curve);
    byte[] spki = keys.getPublic().getEncoded();
    for (int round = 0; round < 5; round++) {
      byte[] message = new byte[random.nextInt(300)];
      random.nextBytes(message);
      byte[] signature = signed(keys, algorithm, message);
      byte[] digest = Scheme.hash(algorithm).digest(message);

      assertThat(system.verify(spki, digest, signature)).contains(true);
      assertThat(system.verify(keys(curve).getPublic().getEncoded(), digest, signature))
          .contains(false);
      for (int i = 0; i < CHANGES; i++) {
        byte[] changed = signature.clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        // As VerifyingKey does it: the JDK is laxer than DER in what it reads.
        boolean jdk = Der.isSignature(changed) && accepted(keys, algorithm, message, changed);
        assertThat(jdk).isFalse();
        assertThat(system.verify(spki, digest, changed).orElse(false)).isFalse();
      }
      for (int i = 0; i < digest.length; i += 7) {
        byte[] other = digest.clone();
        other[i] ^= 1;
        assertThat(system.verify(spki, other, signature)).contains(false);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"secp256r1", "secp384r1", "secp521r1"})
  void whatIsNoSignatureOrNoKeyIsNeverAccepted(String curve) throws GeneralSecurityException {
    SystemEcdsa system = SystemEcdsa.find();
    assumeTrue(system != null, "this machine has no libcrypto.so.3");
    KeyPair keys = keys(curve);
    byte[] spki = keys.getPublic().getEncoded();
    byte[] digest = new byte[32];
    byte[] signature = signed(keys, "SHA256withECDSA", new byte[0]);

    for (String der :
        new String[] {
          "", "30", "3000", "3006020100020100", "3006020101020100", "3006020100020101"
        }) {
      byte[] bytes = HexFormat.of().parseHex(der);
      assertThat(system.verify(spki, digest, bytes).orElse(false)).as(der).isFalse();
    }
    assertThat(system.verify(new byte[0], digest, signature)).isEmpty();
    assertThat(system.verify(new byte[] {0x30, 0}, digest, signature)).isEmpty();
    for (int length = 1; length < spki.length; length++) {
      assertThat(system.verify(Arrays.copyOf(spki, length), digest, signature)).isEmpty();
    }
  }

  private static KeyPair keys(String curve) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve), new SecureRandom());
    return generator.generateKeyPair();
  }

  private static byte[] signed(KeyPair keys, String algorithm, byte[] message)
      throws GeneralSecurityException {
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(keys.getPrivate());
    signer.update(message);
    return signer.sign();
  }

  private static boolean accepted(KeyPair keys, String algorithm, byte[] message, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(keys.getPublic());
    verifier.update(message);
    try {
      return verifier.verify(signature);
    } catch (SignatureException e) {
      return false;
    }
  }
}
