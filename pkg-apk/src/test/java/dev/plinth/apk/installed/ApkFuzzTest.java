package dev.plinth.apk.installed;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.apk.ApkVersions;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are databases and versions of apk, or a BAD_INPUT error. */
class ApkFuzzTest {
  static Stream<Arguments> seeds() {
    byte[] adb = AdbBytes.database(List.of(AdbBytes.pkg("a", "1-r0", "usr/bin", "x", "y")));
    return Stream.of(
            "C:Q1x=\nP:a\nV:1.2_rc1-r0\nA:x86_64\no:b\nm:me\nL:MIT\nF:usr\nM:0:0:755\nR:x\na:0:0:1\n\n"
                .getBytes(StandardCharsets.UTF_8),
            "1.2a_rc3_p1~ab-r4\n1.02-r1\n1".getBytes(StandardCharsets.UTF_8),
            adb,
            AdbBytes.deflated("ADBd", adb))
        .map(Arguments::of);
  }

  @MethodSource("seeds")
  @FuzzTest
  void databases(byte[] data) throws IOException {
    Path file = Files.createTempFile("fuzz", "installed");
    try {
      Files.write(file, data);
      assertThat(new ApkDatabase().read("lib/apk/db/installed", file).packages())
          .allSatisfy(pkg -> assertThat(pkg.name()).isNotBlank());
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    } finally {
      Files.delete(file);
    }
  }

  /** Any valid versions are ordered: what is before another is never after it. */
  @MethodSource("seeds")
  @FuzzTest
  void versions(byte[] data) {
    ApkVersions order = ApkVersions.INSTANCE;
    List<String> valid =
        new String(data, StandardCharsets.ISO_8859_1)
            .lines()
            .filter(order::isValid)
            .limit(6)
            .toList();
    for (String a : valid) {
      assertThat(order.compare(a, a)).isZero();
      for (String b : valid) {
        assertThat(Integer.signum(order.compare(b, a)))
            .isEqualTo(-Integer.signum(order.compare(a, b)));
      }
    }
  }
}
