package dev.plinth.inventory.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.inventory.SystemFacts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any release files say something or nothing. */
class SystemFuzzTest {
  static Stream<Arguments> seeds() {
    return Stream.of(
            "ID=debian\nVERSION_ID=\"12\"\nID=x\n", "12.5", "{\"content_sets\":[\"a\"]}", "A='\\\"")
        .map(text -> Arguments.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("seeds")
  @FuzzTest
  void releaseFiles(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    SystemFacts facts =
        SystemFiles.facts(
            new TreeMap<>(
                Map.of(
                    "etc/os-release",
                    text,
                    "usr/lib/os-release",
                    text + "\nID=y",
                    "etc/debian_version",
                    text,
                    "root/buildinfo/content_manifests/a.json",
                    text)),
            List.of());
    assertThat(facts.id()).doesNotContainPattern("\\p{Cntrl}");
    assertThat(facts.debianVersion()).doesNotContainPattern("\\p{Cntrl}");
  }
}
