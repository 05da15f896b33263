package dev.plinth.apk.installed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.apk.SharedData;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.installed.DatabaseCollector;
import dev.plinth.pkg.installed.DatabaseFile;
import dev.plinth.pkg.installed.InstalledPackage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AdbInstalledTest {
  private static final String PATH = "lib/apk/db/installed.adb";
  private static final byte[] DATABASE =
      AdbBytes.database(
          List.of(
              AdbBytes.pkg("musl", "1.2.5-r0", "lib", "libc.so", "ld.so"),
              AdbBytes.pkg("a", "1~ab-r1", "", "x")));

  @TempDir Path folder;

  static Stream<byte[]> forms() {
    return Stream.of(
        DATABASE,
        AdbBytes.deflated("ADBd", DATABASE),
        AdbBytes.deflated("ADBc\u0001\u0009", DATABASE),
        AdbBytes.zstandard(DATABASE));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void everyCompressionIsRead(byte[] file) throws IOException {
    DatabaseFile found = read(file);
    assertThat(found.gaps()).isEmpty();
    assertThat(found.packages()).extracting(InstalledPackage::name).containsExactly("musl", "a");
    InstalledPackage musl = found.packages().getFirst();
    assertThat(musl.version()).isEqualTo("1.2.5-r0");
    assertThat(musl.source()).isEqualTo("musl-origin");
    assertThat(musl.vendor()).isEqualTo("Jürgen <j@example.org>");
    assertThat(musl.files()).containsExactly("lib/libc.so", "lib/ld.so");
    assertThat(found.packages().getLast().files()).containsExactly("x");
  }

  /** The packages of a real repository of version 3, named by their files. */
  @Test
  void realPackagesAreRead() throws IOException {
    Optional<Path> shared = SharedData.find("apk/openwrt-v3-adb");
    assumeTrue(shared.isPresent(), "shared/data has no packages of apk 3 here");
    List<Path> files;
    try (Stream<Path> all = Files.list(shared.get())) {
      files = all.filter(file -> file.toString().endsWith(".apk")).sorted().toList();
    }
    DatabaseCollector found = new DatabaseCollector("packages");
    for (Path file : files) {
      AdbFile adb = AdbFile.read(file.toString(), file);
      assertThat(adb.schema()).isEqualTo(AdbFile.PACKAGE);
      new AdbInstalled(found).add(adb.values());
    }
    List<InstalledPackage> packages = found.finish().packages();
    assertThat(packages)
        .extracting(pkg -> pkg.name() + "-" + pkg.version() + ".apk")
        .containsExactlyElementsOf(files.stream().map(f -> f.getFileName().toString()).toList());
    assertThat(packages)
        .allSatisfy(pkg -> {
          assertThat(pkg.architecture()).isNotEmpty();
          assertThat(pkg.files()).isNotEmpty().allMatch(path -> path.matches("[a-z]+/.*[^/]"));
        });
    System.out.println(
        "packages of apk 3: "
            + packages.size()
            + ", paths: "
            + packages.stream().mapToInt(pkg -> pkg.files().size()).sum());
  }

  @Test
  void anIndexIsNoDatabase() throws IOException {
    Optional<Path> index = SharedData.find("apk/openwrt-v3-adb/packages.adb");
    assumeTrue(index.isPresent(), "shared/data has no index of apk 3 here");
    assertThat(AdbFile.read("index", index.get()).schema()).isEqualTo(AdbFile.INDEX);
    assertThatThrownBy(() -> new ApkDatabase().read(PATH, index.get()))
        .isInstanceOf(PlinthException.class)
        .hasMessageContaining("no database");
  }

  @Test
  void whatIsCutIsRefused() {
    for (byte[] file : forms().toList()) {
      for (int length = 4; length < file.length - 8; length += 7) {
        byte[] cut = Arrays.copyOf(file, length);
        assertThatThrownBy(() -> read(cut)).isInstanceOf(PlinthException.class);
      }
    }
  }

  /** Words that all name the same values: millions of packages and files in a few bytes. */
  @Test
  void repeatedWordsEndSoon() {
    AdbBytes inner = new AdbBytes();
    int[] same = new int[20_000];
    Arrays.fill(same, inner.object(inner.text("file")));
    int files = inner.object(same);
    Arrays.fill(same, inner.object(inner.text("d".repeat(200)), 0, files));
    int info = inner.object(inner.text("bomb"), inner.text("1"));
    byte[] bomb = inner.block(inner.object(info, inner.object(same)));
    AdbBytes outer = new AdbBytes();
    Arrays.fill(same, outer.blob(bomb));
    byte[] file = AdbBytes.file(AdbFile.INSTALLED, outer.block(outer.object(outer.object(same))));
    long start = processorTime();
    assertThatThrownBy(
            () -> {
              DatabaseFile found = read(file);
              throw new IOException(String.join("\n", found.gaps()));
            })
        .hasMessageContaining("the rest was not read");
    assertThat(Duration.ofNanos(processorTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  private DatabaseFile read(byte[] bytes) throws IOException {
    return new ApkDatabase().read(PATH, Files.write(folder.resolve("installed.adb"), bytes));
  }

  /** What this thread used of the processor: others that run beside it do not count. */
  private static long processorTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
