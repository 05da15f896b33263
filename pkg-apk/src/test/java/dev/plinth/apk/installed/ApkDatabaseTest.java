package dev.plinth.apk.installed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.apk.ApkProgram;
import dev.plinth.apk.ApkVersions;
import dev.plinth.apk.SharedData;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.installed.DatabaseFile;
import dev.plinth.pkg.installed.InstalledPackage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApkDatabaseTest {
  private static final String PATH = "lib/apk/db/installed";
  private static final String EXPECTED = "apk/expected/alpine-3.19.1-base";
  private static final String WOLFI = "packages/wolfi-base.apk-installed";

  @TempDir Path folder;

  /** apk-tools 2.14 lists the same packages and files of real databases. */
  @ParameterizedTest
  @ValueSource(strings = {EXPECTED + "/" + PATH, WOLFI, "minirootfs"})
  void apkItselfListsTheSame(String name) throws IOException, InterruptedException {
    ApkProgram apk = ApkProgram.unpack(folder.resolve("apk"));
    Path file = name.equals("minirootfs") ? ofMinirootfs() : shared(name);
    Path root = folder.resolve("root");
    Files.createDirectories(root.resolve("lib/apk/db"));
    Files.createDirectories(root.resolve("etc/apk"));
    Files.write(root.resolve("etc/apk/world"), new byte[0]);
    Files.copy(file, root.resolve(PATH));
    DatabaseFile found = new ApkDatabase().read(PATH, file);
    assertThat(found.gaps()).isEmpty();
    String options = "--root " + root + " --allow-untrusted info ";
    assertThat(found.packages().stream().map(pkg -> pkg.name() + "-" + pkg.version()))
        .containsExactlyInAnyOrderElementsOf(apk.each(List.of(options + "-v")));
    List<String> wanted = new ArrayList<>();
    for (String line :
        apk.each(found.packages().stream().map(pkg -> options + "-L " + pkg.name()).toList())) {
      if (!line.isEmpty() && !line.endsWith(" contains:")) {
        wanted.add(line);
      }
    }
    assertThat(found.packages().stream().flatMap(pkg -> pkg.files().stream()))
        .containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(found.packages()).allMatch(pkg -> ApkVersions.INSTANCE.isValid(pkg.version()));
    System.out.println("packages that apk lists the same: " + found.packages().size());
  }

  @Test
  void originMaintainerAndLicenceAreThoseOfTheRecord() throws IOException {
    DatabaseFile found = new ApkDatabase().read(PATH, shared(EXPECTED + "/" + PATH));
    InstalledPackage crypto =
        found.packages().stream().filter(p -> p.name().equals("libcrypto3")).findFirst().get();
    assertThat(crypto.source()).isEqualTo("openssl");
    assertThat(crypto.sourceVersion()).isEqualTo(crypto.version()).isEqualTo("3.1.4-r5");
    assertThat(crypto.architecture()).isEqualTo("x86_64");
    assertThat(crypto.licence()).isEqualTo("Apache-2.0");
    assertThat(crypto.vendor()).contains("@");
    assertThat(crypto.files()).contains("lib/libcrypto.so.3", "usr/lib/libcrypto.so.3");
  }

  @Test
  void faultsAreGapsAndTheRestStands() throws IOException {
    DatabaseFile found =
        read(
            "P:a\nV:1-r0\nR:lost\nF:usr/bin\nR:a\nF:\nR:top\nR:../../etc/shadow\nnonsense\n\n"
                + "V:2-r0\n\nP:b c\nV:1\n\nX:unknown\nP:d\nV:1\nF:"
                + "x".repeat(2 << 20)
                + "\n\nP:e\nV:1");
    assertThat(found.packages()).extracting(InstalledPackage::name).containsExactly("a", "d", "e");
    assertThat(found.packages().getFirst().files()).containsExactly("usr/bin/a", "top");
    assertThat(found.gaps()).hasSize(7);
  }

  @Test
  void nothingInstalledIsNoFault() throws IOException {
    assertThat(read("").packages()).isEmpty();
    assertThat(read("\n\n").gaps()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "\0\0\0\0", "ADB", "ADBx", "ADB.", "<html>\n</html>\n"})
  void whatIsNoDatabaseIsRefused(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOfSatisfying(
            PlinthException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT));
  }

  @Test
  void databasesAreFoundWhereTheyLie() {
    ApkDatabase database = new ApkDatabase();
    assertThat(List.of(PATH, "usr/" + PATH, PATH + ".adb", "lib/apk/db-uvol/installed"))
        .allMatch(database::reads);
    assertThat(List.of("/" + PATH, "x/" + PATH, "lib/apk/db/scripts.tar"))
        .noneMatch(database::reads);
  }

  @Test
  void anyDamageEndsSoon() throws IOException {
    byte[] sound = Files.readAllBytes(shared(WOLFI));
    Random random = new Random(20261126);
    int partial = 0;
    for (int i = 0; i < 100; i++) {
      byte[] copy = Arrays.copyOf(sound, i % 2 == 0 ? sound.length : random.nextInt(sound.length));
      for (int flips = i % 2 * 10; flips < 100 && copy.length > 0; flips++) {
        copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
      }
      long start = processorTime();
      try {
        DatabaseFile found = new ApkDatabase().read(PATH, write(copy));
        partial += found.gaps().isEmpty() ? 0 : 1;
      } catch (PlinthException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
      }
      assertThat(Duration.ofNanos(processorTime() - start)).isLessThan(Duration.ofSeconds(1));
    }
    assertThat(partial).isGreaterThan(50);
  }

  /** Bombs of each kind: lines, records, files, faults. */
  @ParameterizedTest
  @ValueSource(strings = {"P:a\nV:1\n\n", "R:f\n", "F:d\nR:" + "f", "nonsense\n", "P", "\n"})
  void bombsEndWithAGap(String piece) throws IOException {
    Path file =
        write(
            ("P:bomb\nV:1\nF:d\n" + piece.repeat(3_000_000)).getBytes(StandardCharsets.ISO_8859_1));
    long start = processorTime();
    DatabaseFile found = new ApkDatabase().read(PATH, file);
    assertThat(found.packages()).isNotEmpty().hasSizeLessThanOrEqualTo(100_000);
    assertThat(found.gaps()).hasSizeLessThan(30);
    assertThat(found.gaps().isEmpty()).isEqualTo(piece.equals("\n"));
    assertThat(Duration.ofNanos(processorTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  private DatabaseFile read(String text) throws IOException {
    return new ApkDatabase().read(PATH, write(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("installed"), bytes);
  }

  private Path ofMinirootfs() throws IOException {
    Path files = folder.resolve("mini");
    ApkProgram.unpack(
        shared("images/alpine-minirootfs-3.20.3-x86_64.tar.gz"), files, Set.of("installed"));
    return files.resolve("installed");
  }

  private static Path shared(String name) {
    Optional<Path> file = SharedData.find(name);
    assumeTrue(file.isPresent(), "shared/data has no " + name + " here");
    return file.get();
  }

  /** What this thread used of the processor: others that run beside it do not count. */
  private static long processorTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
