package dev.plinth.apk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.archive.Decompression;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.XZInputStream;

class ApkVersionsTest {
  private static final long SEED = 20261126;
  private static final ApkVersions ORDER = ApkVersions.INSTANCE;

  @TempDir Path folder;

  /** All that are versions are ordered as they say; the others are refused, each for its reason. */
  @Test
  void theRealPairsOfTheSharedDataHold() throws IOException {
    int held = 0;
    List<String> refused = new ArrayList<>();
    for (String[] parts : vectors()) {
      if (!ORDER.isValid(parts[0]) || !ORDER.isValid(parts[2])) {
        String wrong = ORDER.isValid(parts[0]) ? parts[2] : parts[0];
        assertThat(wrong)
            .as("refused")
            .matches(".*(\\.\\D|^\\D|-r$|-r\\D|-r\\d+-|--|[A-Z]|[a-z]{2}|_(blah|csv|foo)).*");
        assertThatThrownBy(() -> ORDER.compare(parts[0], parts[2]))
            .isInstanceOfSatisfying(
                PlinthException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT));
        refused.add(wrong);
        continue;
      }
      int wanted = parts[1].equals("<") ? -1 : parts[1].equals(">") ? 1 : 0;
      assertThat(Integer.signum(ORDER.compare(parts[0], parts[2])))
          .as(String.join(" ", parts))
          .isEqualTo(wanted);
      assertThat(Integer.signum(ORDER.compare(parts[2], parts[0]))).isEqualTo(-wanted);
      held++;
    }
    assertThat(held).isGreaterThanOrEqualTo(743);
    assertThat(refused).hasSizeLessThanOrEqualTo(35);
    System.out.println("version vectors that hold: " + held + ", refused: " + refused.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        // numbers by value, but as text after the first dot where one has a leading zero
        "1.2 < 1.10",
        "010 > 9",
        "1.010 < 1.02",
        "1.01 < 1.1",
        "1.0 < 1.00",
        "1.9 > 1.09",
        // a part more is later, a pre-release suffix earlier
        "1.2 < 1.2.0",
        "1.2 < 1.2a",
        "1.2a < 1.2.0",
        "1.2 > 1.2_pre",
        "1.2 < 1.2_p",
        // the order of suffixes, and their numbers
        "1_alpha < 1_beta",
        "1_beta < 1_pre",
        "1_pre < 1_rc",
        "1_rc < 1",
        "1 < 1_cvs",
        "1_cvs < 1_svn",
        "1_svn < 1_git",
        "1_git < 1_hg",
        "1_hg < 1_p",
        "1_rc2 < 1_rc10",
        "1_rc < 1_rc0",
        "1_p1_p2 > 1_p1",
        "1_p1_rc1 < 1_p1",
        "1_git20230717 < 1_git20240101",
        // revisions and hashes
        "1-r2 < 1-r10",
        "1 < 1-r0",
        "1-r1 = 1-r01",
        "1~0123 < 1~0124",
        "1~ab < 1~abc",
        "1~ab > 1-r5",
        "1_p1 > 1~ff",
        "1.5~ab-r1 < 1.5~ab-r2",
        // apk-tools 2's digits after a letter
        "6.8.0p2-r4 > 6.8.0p1-r5",
        "6.8.0p2 > 6.8.0p",
        "6.8.0p2 > 6.8.0_p9",
        // larger than any machine number
        "20000000000000000000000001 > 20000000000000000000000000"
      })
  void theRulesOfApk(String a, String sign, String b) {
    int wanted = sign.equals("<") ? -1 : sign.equals(">") ? 1 : 0;
    assertThat(Integer.signum(ORDER.compare(a, b))).isEqualTo(wanted);
    assertThat(Integer.signum(ORDER.compare(b, a))).isEqualTo(-wanted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "a", ".1", "1.", "1..2", "1_", "1_foo", "1_rcx", "1_Alpha", "1-", "1-r", "1-1", "1-rx",
        "1A", "1ab", "1~", "1~xyz", "1~AB", "1-r1~ab", "1-r1-r2", "1-r1_p1", "1_p1a", "1_p1.2",
        "1 ", "1:2", "1+2", "٣"
      })
  void whatIsNoVersionIsRefused(String text) {
    assertThat(ORDER.isValid(text)).isFalse();
    assertThatThrownBy(() -> ORDER.compare("1", text)).isInstanceOf(PlinthException.class);
  }

  @Test
  void everyVersionOfTheRealIndexesIsOne() throws IOException {
    List<String> versions = indexVersions();
    assertThat(versions).hasSizeGreaterThan(1000).allMatch(ORDER::isValid);
    System.out.println("versions of real indexes: " + versions.size());
  }

  /**
   * Pairs of real versions and small changes of them against apk-tools 2.14. Where a part begins
   * with a zero versions 2 and 3 of apk-tools differ, and we follow 3.
   */
  @Test
  void apkItselfAgrees() throws IOException, InterruptedException {
    ApkProgram apk = ApkProgram.unpack(folder.resolve("apk"));
    List<String> versions = indexVersions();
    Random random = new Random(SEED);
    int count = Boolean.getBoolean("plinth.full") ? 3000 : 100;
    List<String[]> pairs = new ArrayList<>();
    while (pairs.size() < count) {
      String a = versions.get(random.nextInt(versions.size()));
      String b =
          random.nextInt(3) == 0
              ? versions.get(random.nextInt(versions.size()))
              : changed(a, random);
      if (ORDER.isValid(b) && !(a + " " + b).matches(".*\\.0\\d.*")) {
        pairs.add(new String[] {a, b});
      }
    }
    List<String> answers =
        apk.each(pairs.stream().map(pair -> "version -t " + pair[0] + " " + pair[1]).toList());
    assertThat(answers).hasSize(count);
    for (int i = 0; i < count; i++) {
      int order = ORDER.compare(pairs.get(i)[0], pairs.get(i)[1]);
      assertThat(order < 0 ? "<" : order > 0 ? ">" : "=")
          .as(pairs.get(i)[0] + " and " + pairs.get(i)[1])
          .isEqualTo(answers.get(i));
    }
    System.out.println("pairs of versions that apk-tools 2.14 orders the same: " + count);
  }

  private static String changed(String version, Random random) {
    List<String> pieces =
        List.of("1", "0", "9", ".2", "_rc", "_p1", "_git3", "_alpha", "a", "b", "-r1", "~1a");
    StringBuilder text = new StringBuilder(version);
    int at = random.nextInt(version.length());
    switch (random.nextInt(3)) {
      case 0 -> text.insert(at, pieces.get(random.nextInt(pieces.size())));
      case 1 -> text.setCharAt(at, "0123456789abz".charAt(random.nextInt(13)));
      default -> text.deleteCharAt(at);
    }
    return text.toString();
  }

  private static List<String[]> vectors() throws IOException {
    Optional<Path> file = SharedData.find("version-compare/alpine-versions.txt.xz");
    assumeTrue(file.isPresent(), "shared/data has no version vectors here");
    try (InputStream in = new XZInputStream(Files.newInputStream(file.get()))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.strip().split(" "))
          .filter(parts -> parts.length == 3)
          .toList();
    }
  }

  /** The distinct versions of Alpine 3.16's main index. */
  private static List<String> indexVersions() throws IOException {
    Optional<Path> file = SharedData.find("packages/alpine-316-main-APKINDEX.tar.gz");
    assumeTrue(file.isPresent(), "shared/data has no index of Alpine here");
    try (InputStream in = Decompression.open(Files.newInputStream(file.get()), "APKINDEX")) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
          .lines()
          .filter(line -> line.startsWith("V:"))
          .map(line -> line.substring(2))
          .distinct()
          .toList();
    }
  }
}
