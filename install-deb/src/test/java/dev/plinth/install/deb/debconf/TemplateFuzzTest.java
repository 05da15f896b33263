package dev.plinth.install.deb.debconf;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateFuzzTest {
  static Stream<Arguments> seeds() {
    return Stream.of("Template: a/b\nType: select\nChoices: x, y\nDefault: x\nDescription: d\n")
        .map(text -> Arguments.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("seeds")
  @FuzzTest
  void templates(byte[] data) {
    try {
      Template.parse(data, "fuzz").forEach(template -> assertThat(template.name()).isNotNull());
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    }
  }
}
