package dev.plinth.rpm.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.installed.DatabaseFile;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.rpm.RpmProgram;
import dev.plinth.rpm.SharedData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RpmDatabasesTest {
  private static final String FORMAT =
      "%{NAME}|%|EPOCH?{%{EPOCH}:}|%{VERSION}-%{RELEASE}|%{ARCH}|%{SOURCERPM}|%{VENDOR}|%{LICENSE}|%{MODULARITYLABEL}|%|RSAHEADER?{%{RSAHEADER:pgpsig}}|%|DSAHEADER?{%{DSAHEADER:pgpsig}}|%{SIGPGP:pgpsig}%{SIGGPG:pgpsig}\n";
  private static final String FILES = "[%{=NAME}|%{FILENAMES}\n]";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void realDatabasesAreReadWhole(RealDatabases real) throws IOException {
    DatabaseFile found = new RpmDatabases().read(real.path(), real.unpack(folder));
    assertThat(found.gaps()).isEmpty();
    assertThat(found.packages()).hasSize(real.packages());
    assertThat(found.packages())
        .allSatisfy(pkg -> {
          assertThat(pkg.source()).isNotEmpty();
          assertThat(pkg.vendor()).isNotEmpty();
          assertThat(pkg.signer()).matches("[0-9a-f]{16}");
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"MARINER", "CENTOS"})
  void rpmReadsTheSameInSqlite(RealDatabases real) throws IOException, InterruptedException {
    RpmProgram rpm = RpmProgram.find(folder);
    Path database = real.unpack(folder.resolve("db"));
    compare(rpm, folder.resolve("db"), "sqlite", new RpmDatabases().read(real.path(), database));
  }

  @Test
  void rpmReadsTheSameInBerkeleyDb() throws IOException, InterruptedException {
    RpmProgram rpm = RpmProgram.find(folder);
    Path database = RealDatabases.UBI.unpack(folder.resolve("db"));
    assumeTrue(
        !rpm.query(folder.resolve("db"), "bdb_ro", "%{NAME}|\n").isEmpty(),
        "rpm of this host reads no Berkeley DB");
    DatabaseFile found = new RpmDatabases().read(RealDatabases.UBI.path(), database);
    compare(rpm, folder.resolve("db"), "bdb_ro", found);
  }

  /** Debian's rpm has no NDB; but it imports headers, which lie there in one piece each. */
  @Test
  void rpmReadsTheSameInTheHeadersOfNdb() throws IOException, InterruptedException {
    RpmProgram rpm = RpmProgram.find(folder);
    ByteBuffer bytes = ByteBuffer.wrap(RealDatabases.SLE.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    ByteArrayOutputStream headers = new ByteArrayOutputStream();
    for (int at = 4096; at < bytes.limit() - 16; at += 16) {
      if (bytes.getInt(at) == 0x53626c42) {
        headers.write(HexFormat.of().parseHex("8eade80100000000"));
        headers.write(bytes.array(), at + 16, bytes.getInt(at + 12));
      }
    }
    Path stream = Files.write(folder.resolve("headers"), headers.toByteArray());
    Path imported = rpm.importHeaders(stream, folder.resolve("imported"));
    Path database = RealDatabases.SLE.unpack(folder.resolve("db"));
    compare(rpm, imported, "sqlite", new RpmDatabases().read(RealDatabases.SLE.path(), database));
  }

  /** Databases that rpm makes of real packages, then of odd ones of many ages. */
  @ParameterizedTest
  @ValueSource(strings = {"rpm/centos-7.6-x86_64/Packages", "hostile/rpm"})
  void rpmReadsTheSameInWhatItInstalled(String packages) throws IOException, InterruptedException {
    RpmProgram rpm = RpmProgram.find(folder);
    Optional<Path> shared = SharedData.find(packages);
    assumeTrue(shared.isPresent(), "shared/data has no packages here");
    List<Path> files;
    try (Stream<Path> all = Files.walk(shared.get())) {
      // rpm installs headers whose digest is wrong, but does not list them afterwards.
      files =
          all.filter(file -> file.toString().matches(".*\\.rpm"))
              .filter(file -> !file.toString().matches(".*(src|broken_header)\\.rpm"))
              .sorted()
              .toList();
    }
    Path database = rpm.install(folder.resolve("root"), files);
    DatabaseFile found =
        new RpmDatabases().read("var/lib/rpm/rpmdb.sqlite", database.resolve("rpmdb.sqlite"));
    assertThat(found.packages()).hasSizeGreaterThan(files.size() / 2);
    compare(rpm, database, "sqlite", found);
  }

  @Test
  void theEpochOfTheSourceIsThatOfItsPackages() throws IOException {
    DatabaseFile found =
        new RpmDatabases().read("var/lib/rpm/rpmdb.sqlite", RealDatabases.CENTOS.unpack(folder));
    for (InstalledPackage pkg : found.packages()) {
      if (pkg.version().contains(":") && pkg.sourceVersion().endsWith(pkg.version().substring(2))) {
        assertThat(pkg.sourceVersion()).isEqualTo(pkg.version());
      }
    }
  }

  @Test
  void whatIsNoDatabaseIsRefused() throws IOException {
    for (String text : List.of("", "x", "SQLite format 3\0", "RpmP", "a".repeat(10_000))) {
      Path file = Files.writeString(folder.resolve("Packages"), text);
      assertThatThrownBy(() -> new RpmDatabases().read("var/lib/rpm/Packages", file))
          .isInstanceOfSatisfying(
              PlinthException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT));
    }
  }

  @Test
  void unfinishedChangesAreAGap() throws IOException {
    Path log = Files.write(folder.resolve("rpmdb.sqlite-wal"), new byte[0]);
    assertThat(new RpmDatabases().read("var/lib/rpm/rpmdb.sqlite-wal", log).gaps()).isEmpty();
    Files.writeString(log, "x".repeat(5000));
    assertThat(new RpmDatabases().read("var/lib/rpm/rpmdb.sqlite-wal", log).gaps()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "var/lib/rpm/Packages",
        "var/lib/rpm/rpmdb.sqlite",
        "usr/lib/sysimage/rpm/Packages.db",
        "usr/share/rpm/rpmdb.sqlite",
        "usr/lib/sysimage/rpm/rpmdb.sqlite-wal"
      })
  void databasesAreFoundWhereTheyLie(String path) {
    assertThat(new RpmDatabases().reads(path)).isTrue();
    assertThat(new RpmDatabases().reads("srv/" + path)).isFalse();
    assertThat(new RpmDatabases().reads(path + "x")).isFalse();
  }

  private static void compare(RpmProgram rpm, Path database, String backend, DatabaseFile found)
      throws IOException, InterruptedException {
    assertThat(found.gaps()).isEmpty();
    List<String> wanted =
        rpm.query(database, backend, FORMAT).stream().map(RpmDatabasesTest::line).toList();
    assertThat(wanted).isNotEmpty();
    assertThat(found.packages().stream().map(RpmDatabasesTest::line))
        .containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(
            found.packages().stream()
                .flatMap(pkg -> pkg.files().stream().map(path -> pkg.name() + "|/" + path)))
        .containsExactlyInAnyOrderElementsOf(
            rpm.query(database, backend, FILES).stream()
                .filter(line -> !line.endsWith("|/"))
                .toList());
    System.out.println("packages that rpm reads the same from " + backend + ": " + wanted.size());
  }

  /** A line of rpm's, with the first key instead of its signatures, and nothing for (none). */
  private static String line(String raw) {
    String text = new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    String[] parts = text.split("\\|", 8);
    Matcher key = Pattern.compile("Key ID ([0-9a-f]{16})").matcher(parts[7]);
    String signer = key.find() ? key.group(1) : "";
    return String.join("|", List.of(parts).subList(0, 7)).replace("(none)", "") + "|" + signer;
  }

  private static String line(InstalledPackage pkg) {
    String source =
        pkg.source() + "-" + pkg.sourceVersion().replaceFirst("^\\d+:", "") + ".src.rpm";
    return String.join(
        "|",
        pkg.name(),
        pkg.version(),
        pkg.architecture(),
        source,
        pkg.vendor(),
        pkg.licence(),
        pkg.module(),
        pkg.signer());
  }
}
