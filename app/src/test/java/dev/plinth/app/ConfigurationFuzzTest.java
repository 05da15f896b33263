package dev.plinth.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationFuzzTest {
  static Stream<Arguments> seeds() {
    return Stream.of("# mine\nhttps://example.org/debian\n\n file:/srv/debian\n")
        .map(text -> Arguments.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("seeds")
  @FuzzTest
  void mirrors(byte[] data) throws IOException {
    Path folder = Files.createTempDirectory("fuzz");
    try {
      Files.write(folder.resolve("mirrors"), data);
      Configuration.mirrors(folder).forEach(uri -> assertThat(uri.getScheme()).isNotNull());
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
      assertThat(e.getMessage()).contains("mirrors:");
    } finally {
      Files.delete(folder.resolve("mirrors"));
      Files.delete(folder);
    }
  }
}
