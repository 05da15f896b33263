package dev.plinth.openpgp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.openpgp.Verification.Trusted;

/** Any bytes are judged; none but the signer's are trusted. */
class OpenPgpFuzzTest {
  private static final TestSigner SIGNER = new TestSigner(1_700_000_000L, 0);

  @FuzzTest
  void files(byte[] data) throws BadPgp {
    Keyring ring = Keyring.all(SIGNER.publicKey());
    assertThat(ring.clearSigned(data)).isNotInstanceOf(Trusted.class);
    assertThat(ring.detached(new byte[] {1}, data)).isNotInstanceOf(Trusted.class);
  }

  @FuzzTest
  void keys(byte[] data) {
    try {
      Keyring.all(data).clearSigned(SIGNER.clearSigned("a", 1_700_000_001L));
    } catch (BadPgp e) {
      // Refused.
    }
  }

  @FuzzTest
  void keysAfterARealOne(byte[] data) throws BadPgp {
    Keyring ring = Keyring.all(SIGNER.publicKey(data.length < 3 ? new byte[0] : packets(data)));
    assertThat(ring.fingerprints()).contains(SIGNER.fingerprint());
  }

  /** Data made into packets that a certificate may hold. */
  private static byte[] packets(byte[] data) {
    byte[] out = new byte[data.length + 6];
    int[] tags = {2, 14, 13, 17};
    out[0] = (byte) (0xc0 | tags[data[0] & 3]);
    out[1] = (byte) 255;
    for (int i = 0; i < 4; i++) {
      out[2 + i] = (byte) (data.length >>> (8 * (3 - i)));
    }
    System.arraycopy(data, 0, out, 6, data.length);
    return out;
  }
}
