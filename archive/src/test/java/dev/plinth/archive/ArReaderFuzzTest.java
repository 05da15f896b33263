package dev.plinth.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are members that lie in the archive, or a BAD_INPUT error. */
class ArReaderFuzzTest {
  static Stream<Arguments> seeds() {
    StringBuilder text = new StringBuilder("!<arch>\n");
    for (String name : new String[] {"debian-binary", "control.tar.xz/", "data.tar.xz"}) {
      text.append(String.format("%-16s%-12s%-6s%-6s%-8s%-10s`\n", name, 1, 0, 0, 100644, 5));
      text.append("hello\n");
    }
    return Stream.of(Arguments.of(text.toString().getBytes(StandardCharsets.US_ASCII)));
  }

  @MethodSource("seeds")
  @FuzzTest
  void read(byte[] data) throws IOException {
    check(data);
  }

  private static void check(byte[] data) throws IOException {
    try (ArReader reader = new ArReader(new ByteArrayInputStream(data), "fuzz", 8)) {
      int members = 0;
      for (Optional<ArEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
        ArEntry entry = next.get();
        byte[] content = reader.content().readAllBytes();
        assertThat(content).hasSize((int) entry.size());
        assertThat(entry.offset() + entry.size()).isLessThanOrEqualTo(data.length);
        assertThat(entry.name()).isNotEmpty().doesNotContain("/");
        assertThat(++members).isLessThanOrEqualTo(8);
      }
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    }
  }

  @Test
  void damagedArchives() throws IOException {
    byte[] seed = (byte[]) seeds().findFirst().orElseThrow().get()[0];
    Random random = new Random(5);
    check(seed);
    for (int i = 0; i < 5000; i++) {
      check(Mutations.of(seed, random));
    }
  }
}
