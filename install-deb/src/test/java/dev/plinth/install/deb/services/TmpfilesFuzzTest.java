package dev.plinth.install.deb.services;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.shell.NotUnderstood;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TmpfilesFuzzTest {
  static Stream<Arguments> seeds() {
    return Stream.of("d /run/x 0755 root root 10d -\nL+ /a - - - - /b\nf! /c - - - - x%m\n# c\n")
        .map(text -> Arguments.of(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @MethodSource("seeds")
  @FuzzTest
  void lines(byte[] data) {
    try {
      String text = new String(data, StandardCharsets.ISO_8859_1);
      assertThat(TmpfilesLine.parse(text).size()).isLessThanOrEqualTo((int) text.lines().count());
    } catch (NotUnderstood e) {
      assertThat(e.why()).isNotBlank();
    }
  }
}
