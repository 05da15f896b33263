package dev.plinth.rpm;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RpmVersionsTest {
  private static final long SEED = 20261126;
  private static final int ALL_PAIRS = 100_000;
  private static final String INDEX =
      "rpm/repodata/centos-stream-9-appstream/repodata/"
          + "c03bb2ebc33bbee3046da091b45d90717273a43d3641a9d84e6eede05637bc8a-primary.xml.gz";
  private static final RpmVersions ORDER = RpmVersions.INSTANCE;

  @TempDir Path folder;

  @Test
  void theRealPairsOfTheSharedDataHold() throws IOException {
    int checked = 0;
    for (String line : lines("version-compare/redhat-versions.txt.xz")) {
      String[] parts = line.strip().split(" ");
      if (parts.length != 3 || line.startsWith("#")) {
        continue;
      }
      int wanted = parts[1].equals("<") ? -1 : parts[1].equals(">") ? 1 : 0;
      assertThat(Integer.signum(ORDER.compare(parts[0], parts[2]))).as(line).isEqualTo(wanted);
      assertThat(Integer.signum(ORDER.compare(parts[2], parts[0]))).as(line).isEqualTo(-wanted);
      checked++;
    }
    assertThat(checked).isGreaterThanOrEqualTo(120);
    System.out.println("version vectors that hold: " + checked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "1:1 > 2",
        "0:1 = 1",
        "1-1 < 1-2",
        "1 < 1-0",
        "2-1 > 1-9",
        "1.0~rc1 < 1.0",
        "1.0~ < 1.0",
        "1.0^ > 1.0",
        "1.0^git1 < 1.0.1",
        "1.0^a < 1.01",
        "1.0~rc1^git1 > 1.0~rc1",
        "1.0^~ < 1.0^",
        "1a < 1.1",
        "a < 1",
        "1.a2 < 1.10",
        "1_2 = 1.2",
        "1..2 = 1.2",
        "1. = 1",
        "001 = 1",
        "1.0000000000000000000000000001 < 1.0000000000000000000000000002",
        "1~^ < 1",
        "1^~a < 1^b"
      })
  void theRulesOfRpm(String a, String sign, String b) {
    int wanted = sign.equals("<") ? -1 : sign.equals(">") ? 1 : 0;
    assertThat(Integer.signum(ORDER.compare(a, b))).isEqualTo(wanted);
    assertThat(Integer.signum(ORDER.compare(b, a))).isEqualTo(-wanted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1:", "-1", "1:-1", "1 2", "1\n"})
  void whatIsNoVersionIsRefused(String text) {
    assertThat(ORDER.isValid(text)).isFalse();
    assertThatThrownBy(() -> ORDER.compare("1", text))
        .isInstanceOfSatisfying(
            PlinthException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT));
  }

  /**
   * Pairs of versions of a real index, and of versions made from them by small changes, against rpm
   * itself, which answers all of them in one process; a tenth by default.
   */
  @Test
  void rpmAgrees() throws IOException, InterruptedException {
    RpmProgram rpm = RpmProgram.find(folder);
    List<String> versions = indexVersions();
    int count = Boolean.getBoolean("plinth.full") ? ALL_PAIRS : ALL_PAIRS / 10;
    Random random = new Random(SEED);
    List<String> pairs = new ArrayList<>();
    while (pairs.size() < count) {
      String a = versions.get(random.nextInt(versions.size()));
      String b =
          random.nextInt(3) == 0
              ? versions.get(random.nextInt(versions.size()))
              : changed(a, random);
      if (ORDER.isValid(b)) {
        pairs.add(a + " " + b);
      }
    }
    Path questions = Files.write(folder.resolve("questions"), pairs);
    String script =
        "for line in io.lines('"
            + questions
            + "') do local a, b = line:match('([^ ]+) ([^ ]+)'); print(rpm.vercmp(a, b) .. ' ')"
            + " end";
    List<String> answers =
        rpm.run(Path.of("/dev/null"), Stream.of("rpm", "--eval", "%{lua:" + script + "}"))
            .lines()
            .flatMap(line -> Stream.of(line.strip().split(" ")))
            .toList();
    assertThat(answers).hasSize(count);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String[] words = pairs.get(i).split(" ");
      if (Integer.signum(ORDER.compare(words[0], words[1])) != Integer.parseInt(answers.get(i))) {
        wrong.add(pairs.get(i) + " is " + answers.get(i));
      }
    }
    assertThat(wrong).isEmpty();
    System.out.println("pairs of versions that rpm orders the same: " + count);
  }

  private static String changed(String version, Random random) {
    String alphabet = "0123456789abzAZ.+~^-:_";
    StringBuilder text = new StringBuilder(version);
    for (int changes = 1 + random.nextInt(2); changes > 0 && text.length() > 1; changes--) {
      int at = random.nextInt(text.length());
      char c = alphabet.charAt(random.nextInt(alphabet.length()));
      switch (random.nextInt(3)) {
        case 0 -> text.insert(at, c);
        case 1 -> text.setCharAt(at, c);
        default -> text.deleteCharAt(at);
      }
    }
    return text.toString();
  }

  private static List<String> indexVersions() throws IOException {
    Pattern version = Pattern.compile("<version epoch=\"(\\d+)\" ver=\"(\\S+)\" rel=\"(\\S+)\"/>");
    List<String> versions =
        lines(INDEX).stream()
            .map(version::matcher)
            .filter(Matcher::find)
            .map(m -> m.group(1) + ":" + m.group(2) + "-" + m.group(3))
            .distinct()
            .toList();
    assertThat(versions).hasSizeGreaterThan(1000).allMatch(ORDER::isValid);
    return versions;
  }

  private static List<String> lines(String name) throws IOException {
    Optional<Path> file = SharedData.find(name);
    assumeTrue(file.isPresent(), "shared/data has no " + name + " here");
    try (InputStream in = Decompression.open(Files.newInputStream(file.get()), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
