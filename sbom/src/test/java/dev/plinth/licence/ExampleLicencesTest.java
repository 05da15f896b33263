package dev.plinth.licence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * How much of the licences of the examples' packages is understood (docs/licences.md). Every tenth
 * package by default; {@code -Dplinth.full=true} for all.
 */
class ExampleLicencesTest {
  private static final int STEP = Boolean.getBoolean("plinth.full") ? 1 : 10;

  /** Of every hundred, what is understood wholly; measured over all: 84. */
  private static final int LEAST = Boolean.getBoolean("plinth.full") ? 80 : 60;

  @Test
  void mostAreUnderstood() throws IOException {
    Map<LicenceFinding.Status, Integer> counts = new TreeMap<>();
    StringBuilder rest = new StringBuilder();
    for (Map.Entry<String, List<String>> release : ExamplePackages.NAMES.entrySet()) {
      Map<String, byte[]> files =
          ExamplePackages.copyrights(release.getKey(), release.getValue(), STEP);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        LicenceFinding finding = CopyrightFile.parse(file.getValue(), file.getKey()).finding();
        counts.merge(finding.status(), 1, Integer::sum);
        if (finding.status() != LicenceFinding.Status.KNOWN) {
          rest.append(release.getKey()).append(' ').append(file.getKey()).append(": ");
          rest.append(finding.remark()).append('\n');
        }
      }
    }
    int all = counts.values().stream().mapToInt(count -> count).sum();
    int known = counts.getOrDefault(LicenceFinding.Status.KNOWN, 0);
    System.out.println("licences of the examples' packages: " + counts + "\n" + rest);
    assertThat(all).isGreaterThan(150 / STEP / 2);
    assertThat(known * 100 / all).isBetween(LEAST, 100);
  }
}
