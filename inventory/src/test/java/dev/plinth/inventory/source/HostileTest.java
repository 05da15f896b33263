package dev.plinth.inventory.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.inventory.Examination;
import dev.plinth.inventory.FakeDatabases;
import dev.plinth.inventory.FakeImage;
import dev.plinth.inventory.Layers;
import dev.plinth.inventory.SharedData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images made to break scanners: bounded time and memory, and a result that says what it lacks. */
class HostileTest {
  @TempDir Path folder;

  private static Examination examine(byte[] tar) {
    return new Inventories(FakeDatabases.all(), Settings.everything())
        .of("it", () -> new ByteArrayInputStream(tar));
  }

  /** 40 MB of heap: what grows with the image does not fit. */
  @ParameterizedTest
  @CsvSource({
    "files,1000000 unowned; []",
    "deep,50000 unowned; []",
    "release,was not read: it has 2147483648 bytes",
    "program,1 unowned; []"
  })
  void needsLittleMemory(String what, String expected) throws Exception {
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx40m",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                HostileRootfs.class.getName(),
                what)
            .redirectErrorStream(true)
            .start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(said).contains(expected);
    assertThat(java.exitValue()).isZero();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.filter(f -> f.toString().contains("plinth"))).isEmpty();
    }
  }

  @Test
  void anUnreadReleaseFileIsADoubt() {
    Examination it =
        examine(
            new Layers()
                .file("etc/os-release", " ".repeat(70_000))
                .file("usr/lib/os-release", "ID=debian\nVERSION_ID=12\n")
                .end());
    assertThat(it.inventory().system().doubts()).anyMatch(d -> d.contains("etc/os-release"));
  }

  @Test
  void aBombIsAGap() throws IOException {
    long start = System.nanoTime();
    Examination it = examine(FakeImage.gzip(GeneratedTar.file("a", 150L << 20)));
    assertThat(it.inventory().gaps()).singleElement().asString().contains("1000 times its size");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void aDatabaseThatLiesIsAGapAndTheRestStands() {
    Examination it =
        examine(
            new Layers()
                .file("var/lib/dpkg/status", "no database at all\n")
                .file("lib/apk/db/installed", "P:musl\nV:1\n\n")
                .file("etc/os-release", "ID=x\n")
                .end());
    assertThat(it.inventory().items()).hasSize(1);
    assertThat(it.inventory().system().id()).isEqualTo("x");
    assertThat(it.inventory().gaps()).containsExactly("var/lib/dpkg/status was not read: bad line");
  }

  @Test
  void namesThatLeadOutAreLeftOut() {
    Examination it =
        examine(
            new Layers()
                .file("../../etc/os-release", "ID=evil\n")
                .file("/abs/etc/x", "x")
                .file("a/../../etc/os-release", "ID=evil\n")
                .file("./etc//os-release", "ID=good\n")
                .end());
    assertThat(it.inventory().system().id()).isEqualTo("good");
    assertThat(it.inventory().gaps()).hasSize(2).allMatch(gap -> gap.contains("left out"));
  }

  @Test
  void everyTruncationIsAGap() throws IOException {
    byte[] tar = new Layers().file("etc/os-release", "ID=x\n").file("a", "b".repeat(5000)).end();
    byte[] packed = FakeImage.gzip(tar);
    for (int length = 1; length < packed.length; length += 3) {
      assertThat(examine(Arrays.copyOf(packed, length)).inventory().gaps())
          .as("of " + length + " bytes")
          .isNotEmpty();
    }
    assertThat(examine(packed).inventory().gaps()).isEmpty();
  }

  @Test
  void hostileArchivesGiveAResultOrAGap() throws IOException {
    Path root = SharedData.find("hostile/tar");
    int whole = 0;
    int partial = 0;
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        List<String> gaps =
            new Inventories(FakeDatabases.all(), Settings.everything())
                .of(file.toString(), file)
                .inventory()
                .gaps();
        whole += gaps.isEmpty() ? 1 : 0;
        partial += gaps.isEmpty() ? 0 : 1;
      }
    }
    assertThat(whole).isGreaterThan(25);
    assertThat(partial).isGreaterThan(10);
  }

  @Test
  void aFolderIsNeverLeft() throws IOException {
    Path outside = Files.createDirectories(folder.resolve("outside/etc"));
    Files.writeString(outside.resolve("os-release"), "ID=evil\n");
    Path root = Files.createDirectory(folder.resolve("root"));
    Files.createSymbolicLink(root.resolve("etc"), outside);
    Files.createDirectories(root.resolve("usr/lib"));
    Files.createSymbolicLink(
        root.resolve("usr/lib/os-release"), outside.resolve("os-release").toAbsolutePath());
    Files.createSymbolicLink(root.resolve("loop"), Path.of("."));
    Examination it = new Inventories(FakeDatabases.all(), Settings.everything()).of("it", root);
    assertThat(it.inventory().system().id()).isEmpty();
    assertThat(it.inventory().gaps()).isEmpty();
  }
}
