package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.archive.TarEntry;
import dev.plinth.archive.TarWriter;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * What is made to break scanners, through the real command: it ends in bounded time and memory, and
 * says of what it could not read that it was not read. The package that lies before it is judged.
 */
class HostileScanTest {
  private static final String STATUS =
      """
      Package: musl
      Status: install ok installed
      Maintainer: Debian <m@debian.org>
      Architecture: amd64
      Version: 1.2.3-1

      """;

  private static final String RELEASE = "ID=debian\nVERSION_ID=\"12\"\n";
  private static final long MOST_KIB = 250_000_000 / 1024;
  private static final Duration MOST_TIME = Duration.ofMinutes(2);

  @TempDir Path folder;
  private PlinthProcess plinth;
  private Path memory;

  @BeforeEach
  void feeds() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/time")), "this host has no time");
    plinth = new PlinthProcess(folder);
    Path tracker =
        Files.writeString(
            folder.resolve("tracker.json"),
            """
            {"musl":{"CVE-2025-26519":{"releases":{"bookworm":
            {"status":"resolved","fixed_version":"1.2.3-2","urgency":"high"}}}}}
            """);
    String today = Instant.now().toString().substring(0, 10);
    plinth.run("feeds", "update", tracker.toString(), "--as-of", today).ok();
    memory = folder.resolve("memory");
  }

  private static byte[] header(String name, TarEntry.Type type, long size, String link) {
    return TarWriter.header(
        new TarEntry(name, type, 0755, 0, 0, size, 0, link, "", "", 0, 0, new TreeMap<>(), 0));
  }

  private static void file(OutputStream out, String name, byte[] content) throws IOException {
    out.write(header(name, TarEntry.Type.FILE, content.length, ""));
    out.write(content);
    out.write(new byte[-content.length & 511]);
  }

  private static void file(OutputStream out, String name, String content) throws IOException {
    file(out, name, content.getBytes(StandardCharsets.UTF_8));
  }

  private static void link(OutputStream out, String name, String target) throws IOException {
    out.write(header(name, TarEntry.Type.SYMLINK, 0, target));
  }

  private static void system(OutputStream out) throws IOException {
    file(out, "etc/os-release", RELEASE);
    file(out, "etc/debian_version", "12.8\n");
    file(out, "var/lib/dpkg/status", STATUS);
  }

  /** Scans, and finds the one vulnerability within the bounds. */
  private JsonNode scan(Path subject) throws IOException {
    JsonNode report = within(subject);
    assertThat(report.at("/findings/0/id").asString()).isEqualTo("CVE-2025-26519");
    return report;
  }

  private JsonNode within(Path subject) throws IOException {
    PlinthProcess measured =
        new PlinthProcess(folder).through("/usr/bin/time", "-f", "%M", "-o", memory.toString());
    Instant start = Instant.now();
    JsonNode report = measured.run("scan", "-o", "json", subject.toString()).ok().json();
    assertThat(Duration.between(start, Instant.now())).isLessThan(MOST_TIME);
    long kib = Long.parseLong(Files.readString(memory).strip());
    System.out.printf("hostile: %s: %d MB%n", subject.getFileName(), kib * 1024 / 1_000_000);
    assertThat(kib).isLessThan(MOST_KIB);
    return report;
  }

  private static String notRead(JsonNode report) {
    return report.get("notRead").toString();
  }

  private void failsBecauseItIsCutShort(Path subject) {
    PlinthProcess.Result result =
        plinth.run("scan", subject.toString(), "--fail-on", "critical,exploited");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out() + result.err()).contains("not all of it could be read");
  }

  @Test
  void aBombIsCutShortAndFailsEveryRule() throws IOException {
    Path bomb = folder.resolve("bomb.tar.gz");
    long size = 512L << 20;
    try (OutputStream out =
        new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(bomb))) {
          {
            def.setLevel(9);
          }
        }) {
      system(out);
      out.write(header("zeros", TarEntry.Type.FILE, size, ""));
      byte[] zeros = new byte[1 << 20];
      for (long at = 0; at < size; at += zeros.length) {
        out.write(zeros);
      }
    }
    assertThat(notRead(scan(bomb))).contains("not read to its end").contains("times its size");
    failsBecauseItIsCutShort(bomb);
  }

  @Test
  void aMillionFiles() throws IOException {
    Path many = folder.resolve("many.tar");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(many), 1 << 16)) {
      system(out);
      for (int i = 0; i < 1_000_000; i++) {
        String name = "d" + i % 1000 + "/sub/package.json" + i;
        out.write(header(name, TarEntry.Type.FILE, 0, ""));
      }
      out.write(new byte[1024]);
    }
    assertThat(scan(many).get("notRead")).isEmpty();
  }

  /** A file with holes, which takes no room here: {@code size} zeros as its last entry. */
  private Path holes(String archive, String name, long size) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    system(head);
    head.writeBytes(header(name, TarEntry.Type.FILE, size, ""));
    Path file = folder.resolve(archive);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(head.toByteArray());
      out.setLength(head.size() + size + 1024);
    }
    return file;
  }

  @Test
  void oneFileOfEightGigabytes() throws IOException {
    assertThat(scan(holes("large.tar", "data", 8L << 30)).get("notRead")).isEmpty();
  }

  /** It may say another thing than the small one does: so nothing is known of the packages. */
  @Test
  void twoGigabytesOfOsRelease() throws IOException {
    Path release = holes("release.tar", "usr/lib/os-release", 2L << 30);
    JsonNode report = within(release);
    assertThat(notRead(report)).contains("os-release").contains("2147483648 bytes");
    assertThat(report.get("findings")).isEmpty();
    assertThat(report.at("/unknown/0/reason").asString()).contains("os-release");
    assertThat(plinth.run("scan", release.toString(), "--fail-on", "critical").code()).isEqualTo(1);
  }

  /** Such is /var/log/lastlog where a user has a large number; what comes behind it is read. */
  @ParameterizedTest
  @ValueSource(strings = {"--format=gnu", "--format=pax --sparse-version=1.0"})
  void aSparseFileOfThreeHundredGigabytes(String form) throws IOException {
    Path root = folder.resolve("root");
    Files.createDirectories(root.resolve("etc"));
    Files.createDirectories(root.resolve("log"));
    Files.createDirectories(root.resolve("var/lib/dpkg"));
    Files.writeString(root.resolve("etc/os-release"), RELEASE);
    Files.writeString(root.resolve("etc/debian_version"), "12.8\n");
    try (RandomAccessFile log = new RandomAccessFile(root.resolve("log/lastlog").toFile(), "rw")) {
      log.setLength(300L << 30);
      log.write('x');
    }
    Files.writeString(root.resolve("var/lib/dpkg/status"), STATUS);
    Path tar = folder.resolve("sparse.tar");
    List<String> line = new ArrayList<>(List.of("tar", "-S"));
    line.addAll(List.of(form.split(" ")));
    line.addAll(List.of("-C", root.toString(), "-cf", tar.toString(), "etc", "log", "var"));
    Machine.run(folder, line.toArray(String[]::new));
    assertThat(Files.size(tar)).isLessThan(1 << 20);
    assertThat(scan(tar).get("notRead")).isEmpty();
  }

  @Test
  void anArchiveThatEndsInTheMiddle() throws IOException {
    Path cut = folder.resolve("cut.tar");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    system(out);
    out.writeBytes(header("data", TarEntry.Type.FILE, 1 << 20, ""));
    Files.write(cut, out.toByteArray());
    assertThat(notRead(scan(cut))).contains("not read to its end");
    failsBecauseItIsCutShort(cut);
  }

  @Test
  void linksThatLeadOutOrInCircles() throws IOException {
    Path links = folder.resolve("links.tar");
    try (OutputStream out = Files.newOutputStream(links)) {
      system(out);
      link(out, "a", "b");
      link(out, "b", "a");
      link(out, "usr/lib/os-release", "../../../../../../etc/os-release");
      link(out, "lib/apk/db", "/lib/apk/db");
      link(out, "var/lib/rpm", "../../var/lib/rpm/../rpm");
      file(out, "../outside", "x");
      file(out, "/etc/../../outside", "x");
      out.write(new byte[1024]);
    }
    assertThat(notRead(scan(links))).contains("left out");
  }

  @Test
  void aFolderWithLinksToThisMachine() throws IOException {
    Path root = folder.resolve("root");
    Files.createDirectories(root.resolve("etc"));
    Files.createDirectories(root.resolve("var/lib/dpkg"));
    Files.writeString(root.resolve("etc/os-release"), RELEASE);
    Files.writeString(root.resolve("var/lib/dpkg/status"), STATUS);
    Files.createSymbolicLink(root.resolve("circle"), Path.of("."));
    Files.createSymbolicLink(root.resolve("host"), Path.of("/"));
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/lib/apk/db"));
    Files.writeString(elsewhere.resolve("installed"), "P:secret\nV:1-r0\nA:x86_64\n\n");
    Files.createSymbolicLink(root.resolve("lib"), folder.resolve("elsewhere/lib"));
    JsonNode report = scan(root);
    assertThat(report.toString()).doesNotContain("secret");
  }

  @Test
  void databasesThatAreBrokenOrLie() throws IOException {
    Path lying = folder.resolve("lying.tar");
    byte[] sqlite = new byte[8192];
    System.arraycopy("SQLite format 3\0".getBytes(StandardCharsets.US_ASCII), 0, sqlite, 0, 16);
    sqlite[16] = 0x10;
    for (int i = 100; i < sqlite.length; i++) {
      sqlite[i] = (byte) 0xff;
    }
    try (OutputStream out = Files.newOutputStream(lying)) {
      system(out);
      file(out, "var/lib/rpm/rpmdb.sqlite", sqlite);
      file(out, "usr/lib/sysimage/rpm/Packages.db", "RpmP and then nothing that fits");
      file(out, "lib/apk/db/installed", "\0\0\0 P:x\nV\n:\n" + "Z:".repeat(50_000));
      out.write(new byte[1024]);
    }
    assertThat(notRead(scan(lying))).contains("rpmdb.sqlite").contains("Packages.db");
    assertThat(plinth.run("scan", lying.toString(), "--fail-on", "unknown").code()).isEqualTo(1);
  }

  @Test
  void archivesFiftyDeep() throws IOException {
    byte[] inner = {};
    for (int i = 0; i < 50; i++) {
      ByteArrayOutputStream zip = new ByteArrayOutputStream();
      try (ZipOutputStream out = new ZipOutputStream(zip)) {
        out.putNextEntry(new ZipEntry("inner.jar"));
        out.write(inner);
      }
      inner = zip.toByteArray();
    }
    Path deep = folder.resolve("deep.tar");
    try (OutputStream out = Files.newOutputStream(deep)) {
      system(out);
      file(out, "app/deep.jar", inner);
      out.write(new byte[1024]);
    }
    assertThat(notRead(scan(deep))).contains("deep.jar");
  }
}
