package dev.plinth.deb.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.deb.Deb822;
import dev.plinth.deb.source.BinarySources.Need;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinarySourcesTest {
  /** Fields as packages of trixie have them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Package: tzdata;Version: 2026f-0+deb13u1 | Source tzdata=2026f-0+deb13u1",
        "Package: libc6;Source: glibc;Version: 2.41-12 | Source glibc=2.41-12",
        "Package: libdb5.3t64;Source: db5.3 (5.3.28+dfsg2-9);Version: 5.3.28+dfsg2-9+b1"
            + " | Source db5.3=5.3.28+dfsg2-9",
        "Package: libgcc-s1;Source: gcc-14 (14.2.0-19);Version: 1:14.2.0-19"
            + " | Source gcc-14=14.2.0-19",
        "Package: x;Version: 2;Built-Using: golang-1.24 (= 1.24.4-1), golang-go.crypto (= 1:0.25.0-1)"
            + " | Source x=2, Built-Using golang-1.24=1.24.4-1, Built-Using golang-go.crypto=1:0.25.0-1",
        "Package: x;Version: 2;Built-Using: gcc-14 (= 14.2.0-19),;Static-Built-Using: rustc (= 1.85.0-3)"
            + " | Source x=2, Built-Using gcc-14=14.2.0-19, Static-Built-Using rustc=1.85.0-3",
        "Package: x;Version: 2;Built-Using: unknown | Source x=2, Built-Using unknown=",
      })
  void everySourceIsNamedWithItsExactVersion(String fields, String needs) {
    byte[] text = (fields.strip().replace(';', '\n') + "\n").getBytes(StandardCharsets.UTF_8);
    List<Need> found = BinarySources.of(Deb822.parse(text, "status").getFirst());
    assertThat(found)
        .extracting(need -> need.field() + " " + need.source())
        .containsExactly(needs.strip().split(", ", -1));
  }
}
