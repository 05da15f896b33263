package dev.plinth.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The system's SHA-256 says what the JDK's says, however the bytes come. */
class SystemSha256Test {
  private static MessageDigest jdk() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        55,
        64,
        1000,
        SystemSha256.SHORT - 1,
        SystemSha256.SHORT,
        SystemSha256.SHORT + 1,
        100_000,
        (1 << 20) + 1,
        5_000_003
      })
  void isTheJdks(int length) {
    Random random = new Random(length);
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    byte[] expected = jdk().digest(bytes);
    MessageDigest one = new SystemSha256(jdk());
    assertThat(one.digest(bytes)).isEqualTo(expected);
    // The same object again, by pieces of any length, a byte and a buffer among them.
    int from = 0;
    while (from < length) {
      int n = Math.min(length - from, random.nextInt(1 + random.nextInt(70_000)));
      if (n == 1) {
        one.update(bytes[from]);
      } else if (n % 3 == 0) {
        one.update(ByteBuffer.allocateDirect(n).put(bytes, from, n).flip());
      } else {
        one.update(bytes, from, n);
      }
      from += n;
    }
    assertThat(one.digest()).isEqualTo(expected);
  }

  @Test
  void forgetsWhatWasBegun() {
    MessageDigest one = new SystemSha256(jdk());
    one.update(new byte[3 * SystemSha256.SHORT]);
    one.reset();
    one.update((byte) 7);
    assertThat(one.digest()).isEqualTo(jdk().digest(new byte[] {7}));
    assertThat(one.getDigestLength()).isEqualTo(CryptoLibrary.LENGTH);
  }

  @Test
  void severalAtOnceDoNotDisturbEachOther() {
    assumeTrue(CryptoLibrary.find() != null, "this machine has no libcrypto.so.3");
    MessageDigest[] all = new MessageDigest[50];
    Arrays.setAll(all, _ -> new SystemSha256(jdk()));
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < all.length; i++) {
        byte[] part = new byte[SystemSha256.SHORT];
        Arrays.fill(part, (byte) (i + round));
        all[i].update(part);
      }
    }
    for (int i = 0; i < all.length; i++) {
      MessageDigest expected = jdk();
      for (int round = 0; round < 4; round++) {
        byte[] part = new byte[SystemSha256.SHORT];
        Arrays.fill(part, (byte) (i + round));
        expected.update(part);
      }
      assertThat(all[i].digest()).isEqualTo(expected.digest());
    }
  }
}
