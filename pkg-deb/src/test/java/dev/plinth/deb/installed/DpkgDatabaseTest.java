package dev.plinth.deb.installed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.deb.DebVersions;
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
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DpkgDatabaseTest {
  private static final String STATUS = "var/lib/dpkg/status";
  private static final Path HOST = Path.of("/var/lib/dpkg");
  private static final String FORMAT =
      "${db:Status-Status}|${Package}|${Version}|${Architecture}|${source:Package}"
          + "|${source:Version}|${Maintainer}\n";
  private static final Set<String> THERE =
      Set.of("installed", "unpacked", "half-configured", "triggers-awaited", "triggers-pending");
  private static final String RECORD =
      "Package: a\nStatus: install ok installed\nVersion: 1:2-3+b1\nArchitecture: amd64\n"
          + "Source: b (1:2-3)\nMaintainer: Jürgen <j@example.org>\nDescription: x\n y\n .\n\n";

  @TempDir Path folder;

  @Test
  void dpkgReadsTheSameOfThisHost() throws IOException, InterruptedException {
    assumeTrue(Files.isReadable(HOST.resolve("status")), "no dpkg database on this host");
    compare(HOST);
    DpkgDatabase database = new DpkgDatabase();
    int lists = 0;
    try (Stream<Path> info = Files.list(HOST.resolve("info"))) {
      for (Path list : info.filter(f -> f.toString().endsWith(".list")).sorted().toList()) {
        String name = list.getFileName().toString();
        assertThat(database.reads("var/lib/dpkg/info/" + name)).isTrue();
        DatabaseFile found = database.read("var/lib/dpkg/info/" + name, list);
        assertThat(found.gaps()).isEmpty();
        assertThat(found.files().firstKey()).isEqualTo(name.replaceAll("(:.*)?\\.list$", ""));
        List<String> lines = new ArrayList<>(Files.readAllLines(list, StandardCharsets.ISO_8859_1));
        lines.remove("/.");
        assertThat(found.files().firstEntry().getValue().stream().map(path -> "/" + path))
            .containsExactlyElementsOf(lines);
        lists++;
      }
    }
    assertThat(lists).isGreaterThan(50);
  }

  /** Every stage, and what dpkg accepts of odd forms. */
  @Test
  void dpkgReadsTheSameOfEveryStage() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg-query")), "no dpkg on this host");
    StringBuilder text = new StringBuilder(RECORD);
    for (String stage :
        List.of(
            "unpacked",
            "half-configured",
            "triggers-awaited",
            "triggers-pending",
            "config-files",
            "not-installed",
            "installed")) {
      text.append("package: p-").append(stage).append("\nSTATUS: hold ok ").append(stage);
      text.append("\nArchitecture: all\nMaintainer:\tA\nVersion:   1.0-1  \n");
      if (stage.equals("unpacked")) {
        text.append("Source: other\n");
      }
      if (stage.startsWith("triggers-awaited")) {
        text.append("Triggers-Awaited: a\n");
      }
      if (stage.startsWith("triggers-pending")) {
        text.append("Triggers-Pending: /x\n");
      }
      text.append("Conffiles:\n /etc/x 0123456789abcdef0123456789abcdef\n\n");
    }
    Path admin = folder.resolve("admin");
    Files.createDirectories(admin.resolve("info"));
    Files.writeString(admin.resolve("status"), text);
    assertThat(compare(admin)).isEqualTo(6);
  }

  @Test
  void sourceVersionAndMaintainer() throws IOException {
    InstalledPackage pkg = read(STATUS, RECORD).packages().getFirst();
    assertThat(pkg.version()).isEqualTo("1:2-3+b1");
    assertThat(pkg.source()).isEqualTo("b");
    assertThat(pkg.sourceVersion()).isEqualTo("1:2-3");
    assertThat(pkg.vendor()).isEqualTo("Jürgen <j@example.org>");
    assertThat(pkg.licence()).isEmpty();
  }

  /** Images without dpkg: a file for each package, without a state or with one. */
  @Test
  void recordsOfTheirOwn() throws IOException {
    String plain = RECORD.replace("Status: install ok installed\n", "").strip();
    assertThat(read("var/lib/dpkg/status.d/a", plain).packages()).hasSize(1);
    assertThat(read("var/lib/dpkg/status.d/a", plain).gaps()).isEmpty();
    assertThat(read("var/lib/dpkg/status.d/a", RECORD).packages()).hasSize(1);
    DatabaseFile sums =
        read(
            "var/lib/dpkg/status.d/a.md5sums",
            "0123456789abcdef0123456789abcdef  usr/bin/x\n"
                + "0123456789abcdef0123456789abcdef  ./usr/bin/y z\n");
    assertThat(sums.files()).containsOnlyKeys("a");
    assertThat(sums.files().get("a")).containsExactly("usr/bin/x", "usr/bin/y z");
  }

  @Test
  void whatMayOrMayNotBeThereIsAGap() throws IOException {
    DatabaseFile found =
        read(
            STATUS,
            RECORD
                + "Package: half\nStatus: install reinstreq half-installed\nVersion: 1\n\n"
                + "Package: none\nVersion: 1\n\nPackage: odd\nStatus: what\nVersion: 1\n\n"
                + "Package: gone\nStatus: deinstall ok config-files\nVersion: 1\n\n"
                + "Status: install ok installed\nVersion: 1\n\n");
    assertThat(found.packages()).hasSize(1);
    assertThat(found.gaps()).hasSize(4);
  }

  @Test
  void pathsThatLeadOutAreGaps() throws IOException {
    DatabaseFile found =
        read("var/lib/dpkg/info/x:i386.list", "/.\n/usr\n/usr/../../etc\n//usr/bin//\n/a..b\n/cut");
    assertThat(found.files().get("x")).containsExactly("usr", "usr/bin//", "a..b");
    assertThat(found.gaps()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "\0\0\0\0", " x\n", "Package: a\n\nPackage: b\n", "Package"})
  void whatIsNoDatabaseIsRefused(String text) {
    assertThatThrownBy(() -> read(STATUS, text))
        .isInstanceOfSatisfying(
            PlinthException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT));
  }

  @Test
  void databasesAreFoundWhereTheyLie() {
    DpkgDatabase database = new DpkgDatabase();
    String folder = "var/lib/dpkg/";
    assertThat(
            Stream.of(
                "status",
                "status.d/libc6",
                "status.d/libc6.md5sums",
                "info/a.list",
                "info/a:amd64.md5sums"))
        .allMatch(name -> database.reads(folder + name));
    assertThat(
            Stream.of(
                "status-old",
                "available",
                "info/a.postinst",
                "info/.list",
                "status.d/x/y",
                "info/x/a.list",
                "status.d/",
                "a.list"))
        .noneMatch(name -> database.reads(folder + name));
    assertThat(database.reads("x/" + STATUS)).isFalse();
  }

  @Test
  void anyDamageEndsSoon() throws IOException {
    byte[] sound = RECORD.repeat(300).getBytes(StandardCharsets.UTF_8);
    Random random = new Random(20261126);
    int partial = 0;
    for (int i = 0; i < 100; i++) {
      byte[] copy = Arrays.copyOf(sound, i % 2 == 0 ? sound.length : random.nextInt(sound.length));
      for (int flips = 0; flips < 100 && copy.length > 0; flips++) {
        copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
      }
      Path file = Files.write(folder.resolve("damaged"), copy);
      long start = processorTime();
      try {
        partial += new DpkgDatabase().read(STATUS, file).gaps().isEmpty() ? 0 : 1;
      } catch (PlinthException e) {
        assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
      }
      assertThat(Duration.ofNanos(processorTime() - start)).isLessThan(Duration.ofSeconds(1));
    }
    assertThat(partial).isGreaterThan(50);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Package: a\nStatus: i ok installed\nVersion: 1\n\n", "x: y\n", " c\n", "z"})
  void bombsEndWithAGap(String piece) throws IOException {
    long start = processorTime();
    DatabaseFile found = read(STATUS, RECORD + "Package: b\n" + piece.repeat(1_000_000));
    assertThat(found.packages()).isNotEmpty().hasSizeLessThanOrEqualTo(100_000);
    assertThat(found.gaps()).isNotEmpty().hasSizeLessThan(30);
    assertThat(Duration.ofNanos(processorTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  /** What dpkg-query says of a database, and we; the number of packages. */
  private int compare(Path admin) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process query =
        new ProcessBuilder("dpkg-query", "--admindir=" + admin, "-W", "-f", FORMAT)
            .redirectOutput(output.toFile())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    query.waitFor();
    List<String> wanted =
        Files.readAllLines(output).stream()
            .filter(line -> THERE.contains(line.substring(0, line.indexOf('|'))))
            .map(line -> line.substring(line.indexOf('|') + 1))
            .toList();
    DatabaseFile found = new DpkgDatabase().read(STATUS, admin.resolve("status"));
    assertThat(found.gaps()).isEmpty();
    assertThat(found.packages()).allMatch(pkg -> DebVersions.INSTANCE.isValid(pkg.version()));
    assertThat(
            found.packages().stream()
                .map(pkg ->
                    String.join(
                        "|",
                        pkg.name(),
                        pkg.version(),
                        pkg.architecture(),
                        pkg.source(),
                        pkg.sourceVersion(),
                        pkg.vendor())))
        .containsExactlyInAnyOrderElementsOf(wanted);
    System.out.println("packages that dpkg reads the same: " + wanted.size());
    return wanted.size();
  }

  private DatabaseFile read(String path, String text) throws IOException {
    return new DpkgDatabase().read(path, Files.writeString(folder.resolve("file"), text));
  }

  /** What this thread used of the processor: others that run beside it do not count. */
  private static long processorTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
