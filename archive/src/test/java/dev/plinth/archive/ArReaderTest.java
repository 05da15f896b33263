package dev.plinth.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArReaderTest {
  @TempDir Path directory;

  @Test
  void readsWhatArWrites() throws Exception {
    Files.writeString(directory.resolve("debian-binary"), "2.0\n");
    Files.writeString(directory.resolve("odd"), "abc");
    Files.writeString(directory.resolve("empty"), "");
    Files.writeString(directory.resolve("last"), "xy");
    Tool.run(directory, "ar", "qcD", "t.deb", "debian-binary", "odd", "empty", "last");
    List<String> seen = new ArrayList<>();
    byte[] all = Files.readAllBytes(directory.resolve("t.deb"));
    try (ArReader reader = new ArReader(new ByteArrayInputStream(all), "t.deb", 4)) {
      for (Optional<ArEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
        ArEntry entry = next.get();
        String content =
            entry.name().equals("odd")
                ? "not read"
                : new String(reader.content().readAllBytes(), StandardCharsets.US_ASCII);
        seen.add(entry.name() + ":" + entry.size() + ":" + content);
        int offset = (int) entry.offset();
        if (entry.name().equals("last")) {
          assertThat(Arrays.copyOfRange(all, offset, offset + 2)).containsExactly('x', 'y');
        }
      }
    }
    assertThat(seen)
        .containsExactly("debian-binary:4:2.0\n", "odd:3:not read", "empty:0:", "last:2:xy");
  }

  @Test
  void readsRealPackages() throws Exception {
    Path folder = SharedData.find("hostile/deb/aptly");
    int packages = 0;
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().matches(".*\\.[du]?deb")).sorted().toList()) {
        try (ArReader reader = new ArReader(Files.newInputStream(file), file.toString(), 8)) {
          if (file.toString().contains("broken")) {
            assertThatThrownBy(
                    () -> {
                      while (reader.next().isPresent()) {}
                    })
                .hasMessageContaining("ends at byte 2000, inside member 'data.tar.gz'");
            continue;
          }
          assertThat(reader.next().orElseThrow().name()).isEqualTo("debian-binary");
          assertThat(reader.content().readAllBytes()).containsExactly('2', '.', '0', '\n');
          assertThat(reader.next().orElseThrow().name()).startsWith("control.tar");
          assertThat(reader.next().orElseThrow().name()).startsWith("data.tar");
          assertThat(reader.next()).isEmpty();
        }
        packages++;
      }
    }
    assertThat(packages).isGreaterThan(5);
  }

  private static String member(String name, String size, String content) {
    return String.format("%-16s%-12s%-6s%-6s%-8s%-10s`\n", name, "1", "0", "0", "100644", size)
        + content;
  }

  private static void readAll(String archive) throws IOException {
    byte[] bytes = archive.getBytes(StandardCharsets.ISO_8859_1);
    try (ArReader reader = new ArReader(new ByteArrayInputStream(bytes), "bad.deb", 2)) {
      while (reader.next().isPresent()) {
        reader.content().skipNBytes(Math.min(1, reader.content().available()));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "!<arch>",
        "!<arch>x",
        "!<arch>\nshort",
        "!<arch>\n|n|-1|",
        "!<arch>\n|n|9999999999|",
        "!<arch>\n|n|3|ab",
        "!<arch>\n|n|1 2|ab",
        "!<arch>\n|n||ab",
        "!<arch>\n||0|",
        "!<arch>\n|#1/20|20|",
        "!<arch>\n|//|4|abcd",
        "!<arch>\n|a/b|0|",
        "!<arch>\n|a b|0|",
        "!<arch>\n|a|0||b|0||c|0|",
      })
  void refuses(String sketch) {
    StringBuilder archive = new StringBuilder(sketch.length() < 9 ? sketch : "!<arch>\n");
    String[] parts = sketch.substring(Math.min(sketch.length(), 8)).split("\\|", -1);
    if (parts.length == 1) {
      archive.append(parts[0]);
    }
    for (int i = 1; i + 2 < parts.length; i += 4) {
      archive.append(member(parts[i], parts[i + 1], parts[i + 2]));
    }
    assertThatThrownBy(() -> readAll(archive.toString()))
        .isInstanceOfSatisfying(
            PlinthException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
              assertThat(e).hasMessageStartingWith("bad.deb ");
            });
  }

  @Test
  void theLastPaddingByteMayBeMissing() throws IOException {
    readAll("!<arch>\n" + member("a", "1", "x"));
  }

  @Test
  void everyTruncationIsAnErrorOrAWholeMember() {
    String whole = "!<arch>\n" + member("a", "4", "abcd") + member("b", "2", "ef");
    for (int length = 0; length < whole.length(); length++) {
      String cut = whole.substring(0, length);
      if (length == 8 || length == 8 + 64) {
        continue; // a shorter, whole archive
      }
      assertThatThrownBy(() -> readAll(cut)).isInstanceOf(PlinthException.class);
    }
  }
}
