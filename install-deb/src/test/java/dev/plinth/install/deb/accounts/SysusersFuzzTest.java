package dev.plinth.install.deb.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.shell.NotUnderstood;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SysusersFuzzTest {
  static Stream<Arguments> seeds() {
    return Stream.of("u a 101:102 \"A b\" /home/a /bin/sh\ng b -\nm a b\nr - 500-900\nu! c /x\n")
        .map(text -> Arguments.of(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @MethodSource("seeds")
  @FuzzTest
  void lines(byte[] data) {
    try {
      String text = new String(data, StandardCharsets.ISO_8859_1);
      assertThat(SysusersLine.parse(text, "fuzz").size())
          .isLessThanOrEqualTo((int) text.lines().count());
    } catch (NotUnderstood e) {
      assertThat(e.why()).isNotBlank();
    }
  }
}
