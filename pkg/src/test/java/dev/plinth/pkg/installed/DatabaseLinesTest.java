package dev.plinth.pkg.installed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseLinesTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a\n", "\n", "\n\n", "a\nb", "a\n\nb\n", "\u00e9\u00ff\n\0"})
  void theLinesAreThoseOfTheText(String text) throws IOException {
    assertThat(all(text)).isEqualTo(text.lines().toList());
  }

  /** Lines of every length around the size of what is read at once. */
  @Test
  void linesAcrossChunks() throws IOException {
    Random random = new Random(20261126);
    StringBuilder text = new StringBuilder();
    while (text.length() < 1 << 20) {
      text.append("x".repeat(random.nextInt(random.nextInt(20) == 0 ? 200_000 : 80))).append('\n');
    }
    assertThat(all(text.toString())).isEqualTo(text.toString().lines().toList());
  }

  @Test
  void whatIsTooLongIsCutAndTheNextLineIsWhole() throws IOException {
    String text = "x".repeat(DatabaseLines.MOST_LINE + 100_000) + "\nnext";
    try (DatabaseLines lines = lines(text)) {
      assertThat(lines.next()).hasSize(DatabaseLines.MOST_LINE);
      assertThat(lines.isCut()).isTrue();
      assertThat(lines.isUnfinished()).isFalse();
      assertThat(lines.next()).isEqualTo("next");
      assertThat(lines.number()).isEqualTo(2);
      assertThat(lines.isCut()).isFalse();
      assertThat(lines.isUnfinished()).isTrue();
      assertThat(lines.next()).isNull();
    }
  }

  /** A stream that never ends is read to the bound. */
  @Test
  void endlessInputEnds() throws IOException {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }

          @Override
          public int read(byte[] into, int from, int length) {
            return length;
          }
        };
    try (DatabaseLines lines = DatabaseLines.of(endless)) {
      assertThat(lines.next()).hasSize(DatabaseLines.MOST_LINE);
      assertThat(lines.next()).isNull();
      assertThat(lines.isTooLong()).isTrue();
    }
  }

  private static List<String> all(String text) throws IOException {
    List<String> all = new ArrayList<>();
    try (DatabaseLines lines = lines(text)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        all.add(line);
      }
    }
    return all;
  }

  private static DatabaseLines lines(String text) {
    return DatabaseLines.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
