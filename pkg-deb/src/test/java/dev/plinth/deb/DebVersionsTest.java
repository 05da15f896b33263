package dev.plinth.deb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.XZInputStream;

class DebVersionsTest {
  private static final long SEED = 20261123;
  private static final int ALL_PAIRS = 100_000;

  @TempDir Path folder;

  @Test
  void theRealPairsOfTheSharedDataHold() throws IOException {
    Optional<Path> file = SharedData.find("version-compare/debian-versions.txt.xz");
    assumeTrue(file.isPresent(), "shared/data has no version vectors here");
    int checked = 0;
    try (InputStream in = new XZInputStream(Files.newInputStream(file.get()))) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        String[] parts = line.strip().split(" ");
        if (parts.length != 3 || line.startsWith("#")) {
          continue;
        }
        int order = DebVersions.INSTANCE.compare(parts[0], parts[2]);
        int wanted = parts[1].equals("<") ? -1 : parts[1].equals(">") ? 1 : 0;
        assertThat(Integer.signum(order)).as(line).isEqualTo(wanted);
        assertThat(Integer.signum(DebVersions.INSTANCE.compare(parts[2], parts[0])))
            .isEqualTo(-wanted);
        checked++;
      }
    }
    assertThat(checked).isGreaterThanOrEqualTo(30);
    System.out.println("version vectors that hold: " + checked);
  }

  /**
   * Pairs of real versions, and of versions made from them by small changes, against dpkg itself.
   * One bash process calls dpkg for each pair; a tenth by default.
   */
  @Test
  void dpkgAgrees() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg")), "no dpkg on this host");
    List<String> versions = installedVersions();
    assumeTrue(versions.size() > 50, "too few packages on this host");
    int count = Boolean.getBoolean("plinth.full") ? ALL_PAIRS : ALL_PAIRS / 10;
    Random random = new Random(SEED);
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String a = versions.get(random.nextInt(versions.size()));
      String b =
          random.nextInt(3) == 0
              ? versions.get(random.nextInt(versions.size()))
              : changed(a, random);
      if (DebVersions.INSTANCE.isValid(b)) {
        pairs.add(a + " " + b);
      }
    }
    // Each line asks dpkg whether our answer holds; the numbers of those that do not come back.
    List<String> questions = new ArrayList<>();
    for (String pair : pairs) {
      String[] words = pair.split(" ");
      int order = Integer.signum(DebVersions.INSTANCE.compare(words[0], words[1]));
      questions.add(words[0] + (order < 0 ? " lt " : order > 0 ? " gt " : " eq ") + words[1]);
    }
    Path input = Files.write(folder.resolve("questions"), questions);
    Path output = folder.resolve("wrong");
    String script =
        "while read -r a o b; do dpkg --compare-versions \"$a\" \"$o\" \"$b\" || echo \"$a $o $b\"; done";
    Process bash =
        new ProcessBuilder("bash", "-c", script)
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .start();
    assertThat(bash.waitFor()).isZero();
    assertThat(Files.readAllLines(output)).isEmpty();
    System.out.println("pairs of versions that dpkg orders the same: " + pairs.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":1",
        "a:1",
        "1:",
        "1-",
        "abc",
        "1_2",
        "1 2",
        "99999999999:1",
        "1:1:é",
        "-1",
        "1-2_3"
      })
  void whatIsNoVersionIsRefused(String text) {
    assertThat(DebVersions.INSTANCE.isValid(text)).isFalse();
    assertThatThrownBy(() -> DebVersions.INSTANCE.compare(text, "1"))
        .isInstanceOf(PlinthException.class);
  }

  private static String changed(String version, Random random) {
    String alphabet = "0123456789abzAZ.+~-:";
    StringBuilder text = new StringBuilder(version);
    int at = random.nextInt(version.length());
    char c = alphabet.charAt(random.nextInt(alphabet.length()));
    switch (random.nextInt(3)) {
      case 0 -> text.insert(at, c);
      case 1 -> text.setCharAt(at, c);
      default -> text.deleteCharAt(at);
    }
    return text.toString();
  }

  private List<String> installedVersions() throws IOException, InterruptedException {
    Path list = folder.resolve("installed");
    Process apt =
        new ProcessBuilder("apt-cache", "dumpavail")
            .redirectOutput(list.toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    apt.waitFor();
    return Files.readAllLines(list, StandardCharsets.UTF_8).stream()
        .filter(line -> line.startsWith("Version: "))
        .map(line -> line.substring("Version: ".length()))
        .distinct()
        .toList();
  }
}
