package dev.plinth.shell.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.Oracle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text is a script, or not understood; neither ends otherwise. */
class ParserFuzzTest {
  static Stream<Arguments> seeds() throws IOException {
    return Stream.concat(
            Oracle.allSnippets().stream(),
            Stream.of("#!/bin/bash\na=(1 2); [[ $a =~ x ]] && echo ${a[@]} <(b)\n"))
        .map(text -> Arguments.of(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @MethodSource("seeds")
  @FuzzTest
  void parse(byte[] data) {
    String text = new String(data, StandardCharsets.ISO_8859_1);
    for (Dialect dialect : Dialect.values()) {
      try {
        assertThat(Parser.parse(text, dialect, 1)).isNotNull();
      } catch (NotUnderstood e) {
        assertThat(e.why()).isNotBlank();
      }
    }
  }
}
