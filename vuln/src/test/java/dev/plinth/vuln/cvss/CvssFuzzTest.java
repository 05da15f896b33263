package dev.plinth.vuln.cvss;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text is a vector with a score up to ten, or has none. */
class CvssFuzzTest {
  static Stream<Arguments> seeds() {
    return Stream.of(
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
            "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
            "AV:N/AC:L/Au:N/C:P/I:P/A:P")
        .map(text -> Arguments.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("seeds")
  @FuzzTest
  void vector(byte[] data) {
    String vector = new String(data, StandardCharsets.UTF_8);
    double score = Cvss.score(vector);
    assertThat(Double.isNaN(score) || (score >= 0 && score <= 10)).isTrue();
    assertThat(Cvss.severity(vector)).isNotNull();
  }
}
