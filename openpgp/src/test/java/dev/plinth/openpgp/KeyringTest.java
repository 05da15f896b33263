package dev.plinth.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.openpgp.Verification.Foreign;
import dev.plinth.openpgp.Verification.Rejected;
import dev.plinth.openpgp.Verification.Signer;
import dev.plinth.openpgp.Verification.Trusted;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyringTest {
  private static final long T = 1_700_000_000L;
  private static final String TEXT = "Suite: test\nDate: now\n \nSHA256:\n 00 1 a\n";

  private final TestSigner signer = new TestSigner(T, 0);
  private final TestSigner other = new TestSigner(T, 0);

  private static Keyring ring(TestSigner signer) throws BadPgp {
    return Keyring.pinned(signer.publicKey(), Set.of(signer.fingerprint()));
  }

  @Test
  void aPinnedKeysSignatureIsTrusted() throws BadPgp {
    Verification clear = ring(signer).clearSigned(signer.clearSigned(TEXT, T + 1));
    assertThat(clear).isInstanceOf(Trusted.class);
    // White space at the end of a line is not signed, and not given.
    assertThat(new String(((Trusted) clear).text(), StandardCharsets.UTF_8))
        .isEqualTo(TEXT.replace("\n \n", "\n\n"));
    assertThat(((Trusted) clear).signers())
        .containsExactly(new Signer(signer.fingerprint(), Optional.empty()));
    byte[] data = TEXT.getBytes(StandardCharsets.UTF_8);
    assertThat(ring(signer).detached(data, signer.detached(data, T + 1)))
        .isInstanceOf(Trusted.class);
    assertThat(ring(signer).detached(data, signer.signature(0, 8, T + 1, data)))
        .isInstanceOf(Trusted.class);
  }

  @Test
  void othersAreForeignAndNeverSpoilAGoodOne() throws BadPgp {
    byte[] theirs = other.clearSigned(TEXT, T + 1);
    assertThat(ring(signer).clearSigned(theirs)).isInstanceOf(Foreign.class);
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(other.signature(1, 10, T + 1, "not this text".getBytes()));
    both.writeBytes(
        signer.signature(1, 10, T + 1, TestSigner.canonical(TEXT.replace("\n \n", "\n\n"))));
    assertThat(ring(signer).clearSigned(TestSigner.clearSigned(TEXT, both.toByteArray())))
        .isInstanceOf(Trusted.class);
  }

  @Test
  void aBadSignatureOfAPinnedKeyIsRejectedEvenBesideAGoodOne() throws BadPgp {
    byte[] canonical = TestSigner.canonical(TEXT.replace("\n \n", "\n\n"));
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(other.signature(1, 10, T + 1, canonical));
    both.writeBytes(signer.signature(1, 10, T + 1, "another text".getBytes()));
    ByteArrayOutputStream keys = new ByteArrayOutputStream();
    keys.writeBytes(signer.publicKey());
    keys.writeBytes(other.publicKey());
    Keyring ring =
        Keyring.pinned(keys.toByteArray(), Set.of(signer.fingerprint(), other.fingerprint()));
    Verification verdict = ring.clearSigned(TestSigner.clearSigned(TEXT, both.toByteArray()));
    assertThat(verdict).isInstanceOf(Rejected.class);
    assertThat(((Rejected) verdict).reason()).contains(signer.fingerprint());
  }

  @Test
  void sha1AndWrongTypesAreRejected() throws BadPgp {
    byte[] data = TEXT.getBytes(StandardCharsets.UTF_8);
    assertThat(ring(signer).detached(data, signer.signature(0, 2, T + 1, data)))
        .isInstanceOf(Rejected.class);
    assertThat(ring(signer).detached(data, signer.signature(0x13, 10, T + 1, data)))
        .isInstanceOf(Rejected.class);
    assertThat(ring(signer).detached(data, signer.signature(0, 10, T - 5, data)))
        .isInstanceOf(Rejected.class);
  }

  @Test
  void expiryIsToldNotJudged() throws BadPgp {
    TestSigner short_ = new TestSigner(T, 1000);
    Verification verdict = ring(short_).clearSigned(short_.clearSigned("a\n", T + 5000));
    assertThat(((Trusted) verdict).signers().getFirst().expires())
        .contains(Instant.ofEpochSecond(T + 1000));
  }

  @Test
  void aRevokedKeyIsRejected() throws BadPgp {
    Keyring ring =
        Keyring.pinned(signer.publicKey(signer.revocation()), Set.of(signer.fingerprint()));
    Verification verdict = ring.clearSigned(signer.clearSigned(TEXT.replace(" \n", "\n"), T + 1));
    assertThat(verdict).isInstanceOf(Rejected.class);
    assertThat(((Rejected) verdict).reason()).contains("revoked");
  }

  @Test
  void aRevocationByAnotherKeyMeansNothing() throws BadPgp {
    Keyring ring =
        Keyring.pinned(signer.publicKey(other.revocation()), Set.of(signer.fingerprint()));
    assertThat(ring.clearSigned(signer.clearSigned("a\n", T + 1))).isInstanceOf(Trusted.class);
  }

  @Test
  void subkeysCountOnlyWhereBothAgree() throws BadPgp {
    Keyring bound =
        Keyring.pinned(
            signer.publicKey(other.subkeyOf(signer, true)), Set.of(signer.fingerprint()));
    Verification verdict = bound.clearSigned(other.clearSigned("a\n", T + 1));
    assertThat(((Trusted) verdict).signers().getFirst().fingerprint())
        .isEqualTo(signer.fingerprint());
    Keyring claimed =
        Keyring.pinned(
            signer.publicKey(other.subkeyOf(signer, false)), Set.of(signer.fingerprint()));
    assertThat(claimed.clearSigned(other.clearSigned("a\n", T + 1))).isInstanceOf(Foreign.class);
    TestSigner stranger = new TestSigner(T, 0);
    Keyring forged =
        Keyring.pinned(
            signer.publicKey(other.subkeyOf(stranger, true)), Set.of(signer.fingerprint()));
    assertThat(forged.clearSigned(other.clearSigned("a\n", T + 1))).isInstanceOf(Foreign.class);
  }

  @Test
  void nobodyIsNeverAnybody() {
    assertThatThrownBy(() -> Keyring.pinned(signer.publicKey(), Set.of()))
        .isInstanceOf(BadPgp.class);
    assertThatThrownBy(() -> Keyring.pinned(signer.publicKey(), Set.of(other.fingerprint())))
        .hasMessageContaining(other.fingerprint());
    assertThatThrownBy(() -> Keyring.all(new byte[0])).isInstanceOf(BadPgp.class);
    assertThatThrownBy(() -> Keyring.all("hello".getBytes())).isInstanceOf(BadPgp.class);
  }

  @Test
  void everyChangedBitIsNoticed() throws BadPgp {
    byte[] file = signer.clearSigned(TEXT.replace(" \n", "\n"), T + 1);
    Keyring ring = ring(signer);
    byte[] text = ((Trusted) ring.clearSigned(file)).text();
    Random random = new Random(3);
    for (int i = 0; i < file.length * 8; i += 1 + random.nextInt(3)) {
      byte[] changed = file.clone();
      changed[i / 8] ^= (byte) (1 << (i % 8));
      if (ring.clearSigned(changed) instanceof Trusted trusted) {
        assertThat(trusted.text()).as("bit " + i).isEqualTo(text);
      }
    }
    for (int cut = 0; cut < file.length; cut += 3) {
      Verification verdict = ring.clearSigned(Arrays.copyOf(file, cut));
      if (verdict instanceof Trusted trusted) {
        assertThat(trusted.text()).isEqualTo(text);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: evil\n%s",
        "%sOrigin: evil\n",
        "%s%s",
      })
  void whatStandsAroundTheMessageIsRejected(String frame) throws BadPgp {
    String good = new String(signer.clearSigned("a\n", T + 1), StandardCharsets.UTF_8);
    byte[] file = String.format(frame, good, good).getBytes(StandardCharsets.UTF_8);
    assertThat(ring(signer).clearSigned(file)).isNotInstanceOf(Trusted.class);
  }

  @Test
  void unsignedHeadersAndUnescapedDashesAreRejected() throws BadPgp {
    String good = new String(signer.clearSigned("a\n", T + 1), StandardCharsets.UTF_8);
    for (String bad :
        new String[] {
          good.replace("Hash: SHA512\n", "Hash: SHA512\nComment: x\n"),
          good.replace("\n\na\n", "\n\n-a\n"),
          good.replace("-----END PGP SIGNATURE-----", ""),
          good.replace("-----BEGIN PGP SIGNED MESSAGE-----", "-----BEGIN PGP MESSAGE-----"),
        }) {
      assertThat(ring(signer).clearSigned(bad.getBytes(StandardCharsets.UTF_8)))
          .isNotInstanceOf(Trusted.class);
    }
    assertThat(ring(signer).clearSigned("<html>".getBytes())).isInstanceOf(Foreign.class);
  }
}
