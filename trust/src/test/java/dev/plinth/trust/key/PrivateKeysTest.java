package dev.plinth.trust.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeysTest {
  private static final byte[] MESSAGE = "it".getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @CsvSource({
    "EC, secp256r1, ECDSA_P256",
    "EC, secp384r1, ECDSA_P384",
    "EC, secp521r1, ECDSA_P521",
    "RSA, 2048, RSA",
    "Ed25519, '', ED25519"
  })
  void plainKeysOfEachKindSignTheSameEachTime(String family, String size, Scheme scheme)
      throws Exception {
    KeyPairGenerator pairs = KeyPairGenerator.getInstance(family);
    if (family.equals("EC")) {
      pairs.initialize(new ECGenParameterSpec(size));
    } else if (family.equals("RSA")) {
      pairs.initialize(Integer.parseInt(size));
    }
    KeyPair pair = pairs.generateKeyPair();
    byte[] pem = new Pem("PRIVATE KEY", pair.getPrivate().getEncoded()).toBytes();
    Signer signer = PrivateKeys.open(pem, "it", Passwords.none());
    assertThat(signer.publicKey()).isEqualTo(VerifyingKey.of(pair.getPublic(), "it"));
    assertThat(signer.publicKey().scheme()).isEqualTo(scheme);
    byte[] signature = signer.sign(MESSAGE);
    assertThat(signer.sign(MESSAGE)).isEqualTo(signature);
    assertThat(signer.publicKey().verify(MESSAGE, signature)).isTrue();
    for (int i = 0; i < signature.length; i++) {
      byte[] other = signature.clone();
      other[i] ^= 4;
      assertThat(signer.publicKey().verify(MESSAGE, other)).isFalse();
    }
  }

  @Test
  void weakAndForeignKindsAreRefused() throws Exception {
    KeyPairGenerator small = KeyPairGenerator.getInstance("RSA");
    small.initialize(1024);
    KeyPairGenerator other = KeyPairGenerator.getInstance("Ed448");
    for (KeyPair pair : new KeyPair[] {small.generateKeyPair(), other.generateKeyPair()}) {
      assertThatExceptionOfType(PlinthException.class)
          .isThrownBy(() -> VerifyingKey.ofSpki(pair.getPublic().getEncoded(), "it"))
          .matches(e -> e.code() == ErrorCode.BAD_INPUT);
      byte[] pem = new Pem("PRIVATE KEY", pair.getPrivate().getEncoded()).toBytes();
      assertThatExceptionOfType(PlinthException.class)
          .isThrownBy(() -> PrivateKeys.open(pem, "it", Passwords.none()))
          .matches(e -> e.code() == ErrorCode.BAD_INPUT);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no key",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        "-----BEGIN PRIVATE KEY-----\nA*AA\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\nmore",
        "before\n-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
            + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        "-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\ne30=\n"
            + "-----END ENCRYPTED SIGSTORE PRIVATE KEY-----",
      })
  void whatIsNoKeyIsRefused(String text) {
    assertThatExceptionOfType(PlinthException.class)
        .isThrownBy(
            () -> PrivateKeys.open(text.getBytes(StandardCharsets.UTF_8), "it", Passwords.none()))
        .matches(e -> e.code() == ErrorCode.BAD_INPUT || e.getMessage().contains("no password"));
  }

  @Test
  void aHugeFileIsRefusedUnread() {
    assertThatExceptionOfType(PlinthException.class)
        .isThrownBy(() -> Pem.parse(new byte[Pem.MAX_BYTES + 1], "it"))
        .withMessageContaining("more than");
  }
}
