package dev.plinth.deb.installed;

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

/** Any bytes are files of dpkg's database, or a BAD_INPUT error. */
class DpkgDatabaseFuzzTest {
  static Stream<Arguments> seeds() {
    return Stream.of(
            "Package: a\nStatus: install ok installed\nVersion: 1-2\nArchitecture: amd64\n"
                + "Source: b (1-1)\nMaintainer: m\nDescription: x\n y\n\n",
            "/.\n/usr\n/usr/bin/x\n",
            "0123456789abcdef0123456789abcdef  usr/bin/x\n")
        .map(text -> Arguments.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("seeds")
  @FuzzTest
  void database(byte[] data) throws IOException {
    Path file = Files.createTempFile("fuzz", "status");
    try {
      Files.write(file, data);
      for (String name : new String[] {"status", "status.d/a", "info/a.list", "info/a.md5sums"}) {
        try {
          assertThat(new DpkgDatabase().read("var/lib/dpkg/" + name, file).packages())
              .allSatisfy(pkg -> assertThat(pkg.name()).isNotBlank());
        } catch (PlinthException e) {
          assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
        }
      }
    } finally {
      Files.delete(file);
    }
  }
}
