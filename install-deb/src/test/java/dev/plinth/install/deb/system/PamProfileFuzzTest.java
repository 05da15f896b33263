package dev.plinth.install.deb.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PamProfileFuzzTest {
  static Stream<Arguments> seeds() {
    return Stream.of(
            "Name: x\n"
                + "Default: yes\n"
                + "Priority: 256\n"
                + "Auth-Type: Primary\n"
                + "Auth:\n"
                + "\t[success=end] p.so\n")
        .map(text -> Arguments.of(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @MethodSource("seeds")
  @FuzzTest
  void profile(byte[] data) {
    try {
      String text = new String(data, StandardCharsets.ISO_8859_1);
      assertThat(PamProfile.parse("fuzz", text)).isNotNull();
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    }
  }
}
