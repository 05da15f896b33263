package dev.plinth.rpm.header;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignatureKeyTest {
  private static final String KEY = "0123456789abcdef";
  private static final String PRINT4 = "aa".repeat(12) + KEY;
  private static final String PRINT6 = KEY + "bb".repeat(24);

  /** Packets by RFC 9580, 5.2: version, type, algorithms, lengths, subpackets, the rest. */
  @ParameterizedTest
  @CsvSource({
    // version 3: its hashed length, type, time, key
    "8815, 0305 00 5f000000 " + KEY + " 0108 ffff 0000",
    // version 4: the issuer among the other subpackets, in both forms of packet headers
    "8818, 04 00 01 08 0000 000a 09 10 " + KEY + " ffff 0000",
    "c218, 04 00 01 08 0000 000a 09 10 " + KEY + " ffff 0000",
    // its fingerprint among the hashed ones
    "8827, 04 00 01 08 0017 16 21 04 PRINT4 0000 ffff 0000",
    // version 6: longer lengths, and the key's id is the beginning of the fingerprint
    "c239, 06 00 1b 0a 00000023 22 21 06 PRINT6 00000000 ffff 0000"
  })
  void theKeyOfEachVersion(String head, String body) {
    String hex = (head + body).replace("PRINT4", PRINT4).replace("PRINT6", PRINT6);
    byte[] packet = HexFormat.of().parseHex(hex.replace(" ", ""));
    packet[1] = (byte) (packet.length - 2);
    assertThat(SignatureKey.of(packet)).contains(KEY);
    for (int length = 0; length < packet.length; length++) {
      assertThat(SignatureKey.of(Arrays.copyOf(packet, length))).isEmpty();
    }
  }

  @Test
  void whatIsNoSignatureHasNoKey() {
    for (String hex : new String[] {"", "00", "8800", "c600", "8818" + "04".repeat(24), "c2ff"}) {
      assertThat(SignatureKey.of(HexFormat.of().parseHex(hex))).isEmpty();
    }
  }
}
