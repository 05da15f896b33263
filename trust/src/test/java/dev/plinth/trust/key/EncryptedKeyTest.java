package dev.plinth.trust.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptedKeyTest {
  private static final byte[] PASSWORD = utf8("correct horse");
  private static final PrivateKeys.NewKey KEY =
      PrivateKeys.generate(PASSWORD.clone(), new SecureRandom());

  /** RFC 7914, section 12. */
  @Test
  void derivesAsTheRfcDoes() {
    assertThat(hex(Scrypt.derive(utf8(""), utf8(""), 16, 1, 1, 64)))
        .startsWith("77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442");
    assertThat(hex(Scrypt.derive(utf8("password"), utf8("NaCl"), 1024, 8, 16, 64)))
        .startsWith("fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162");
    assertThat(hex(Scrypt.derive(utf8("pleaseletmein"), utf8("SodiumChloride"), 16384, 8, 1, 64)))
        .startsWith("7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2");
  }

  @Test
  void hidesAsBouncyCastleDoes() {
    Random random = new Random(4);
    for (int length : new int[] {0, 1, 15, 16, 31, 32, 33, 63, 64, 65, 200, 1000}) {
      byte[] key = bytes(random, 32);
      byte[] nonce = bytes(random, 24);
      byte[] text = bytes(random, length);
      byte[] box = SecretBox.seal(text, key, nonce);
      assertThat(box).isEqualTo(theirs(text, key, nonce));
      assertThat(SecretBox.open(box, key, nonce).orElseThrow()).isEqualTo(text);
      for (int i = 0; i < box.length; i++) {
        byte[] other = box.clone();
        other[i] ^= 1;
        assertThat(SecretBox.open(other, key, nonce)).isEmpty();
      }
    }
    assertThat(Scrypt.derive(utf8("x"), utf8("y"), 64, 8, 2, 40))
        .isEqualTo(SCrypt.generate(utf8("x"), utf8("y"), 64, 8, 2, 40));
  }

  @Test
  void aNewKeyOpensWithItsPasswordAndSignsTheSameEachTime() {
    Signer signer = PrivateKeys.open(KEY.pem(), "key x", what -> Optional.of(PASSWORD.clone()));
    assertThat(signer.publicKey()).isEqualTo(KEY.publicKey());
    byte[] signature = signer.sign(utf8("it"));
    assertThat(signer.sign(utf8("it"))).isEqualTo(signature);
    assertThat(KEY.publicKey().verify(utf8("it"), signature)).isTrue();
    assertThat(KEY.publicKey().verify(utf8("It"), signature)).isFalse();
    VerifyingKey again = VerifyingKey.parse(KEY.publicKey().toPem(), "x.pub");
    assertThat(again).isEqualTo(KEY.publicKey());
    assertThat(again.hint()).hasSize(44).isEqualTo(KEY.publicKey().hint());
  }

  @Test
  void anotherPasswordOrNoneIsRefused() {
    assertThatExceptionOfType(PlinthException.class)
        .isThrownBy(() -> PrivateKeys.open(KEY.pem(), "key x", w -> Optional.of(utf8("wrong"))))
        .withMessageContaining("the password is not that of key x")
        .matches(e -> e.code() == ErrorCode.REFUSED);
    assertThatExceptionOfType(PlinthException.class)
        .isThrownBy(() -> PrivateKeys.open(KEY.pem(), "key x", Passwords.none()))
        .withMessageContaining("there is no password")
        .matches(e -> e.code() == ErrorCode.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"N\":65536=>\"N\":1073741824",
        "\"N\":65536=>\"N\":2",
        "\"r\":8=>\"r\":1000000",
        "\"p\":1=>\"p\":1000000",
        "\"N\":65536=>\"N\":\"65536\"",
        "scrypt=>argon2",
        "nacl/secretbox=>aes",
        "\"salt\":\"=>\"salt\":\"*",
        "\"nonce\":\"=>\"nonce\":\"AAAA",
        "\"kdf\"=>\"cipher\"",
      })
  void whatNoCosignWritesIsRefusedBeforeItCostsAnything(String change) {
    String[] parts = change.split("=>", -1);
    Pem pem = Pem.parse(KEY.pem(), "it");
    String json = new String(pem.content(), StandardCharsets.UTF_8);
    assertThat(json).contains(parts[0]);
    Pem other = new Pem(pem.label(), utf8(json.replace(parts[0], parts[1])));
    assertThatExceptionOfType(PlinthException.class)
        .isThrownBy(() -> PrivateKeys.open(other.toBytes(), "it", w -> Optional.of(new byte[0])))
        .matches(e -> e.code() == ErrorCode.BAD_INPUT);
  }

  @Test
  void aDamagedCiphertextIsRefused() {
    Pem pem = Pem.parse(KEY.pem(), "it");
    String json = new String(pem.content(), StandardCharsets.UTF_8);
    int at = json.indexOf("ciphertext") + 20;
    char other = json.charAt(at) == 'A' ? 'B' : 'A';
    String changed = json.substring(0, at) + other + json.substring(at + 1);
    assertThatExceptionOfType(PlinthException.class)
        .isThrownBy(() ->
            PrivateKeys.open(
                new Pem(pem.label(), utf8(changed)).toBytes(),
                "it",
                w -> Optional.of(PASSWORD.clone())))
        .matches(e -> e.code() == ErrorCode.REFUSED);
  }

  private static byte[] theirs(byte[] text, byte[] key, byte[] nonce) {
    XSalsa20Engine engine = new XSalsa20Engine();
    engine.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
    byte[] padded = new byte[32 + text.length];
    System.arraycopy(text, 0, padded, 32, text.length);
    byte[] out = new byte[padded.length];
    engine.processBytes(padded, 0, padded.length, out, 0);
    Poly1305 mac = new Poly1305();
    mac.init(new KeyParameter(Arrays.copyOf(out, 32)));
    mac.update(out, 32, text.length);
    byte[] box = Arrays.copyOfRange(out, 16, out.length);
    mac.doFinal(box, 0);
    return box;
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
