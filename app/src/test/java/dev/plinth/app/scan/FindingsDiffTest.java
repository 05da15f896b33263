package dev.plinth.app.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.app.Settings;
import dev.plinth.model.Progress;
import dev.plinth.vuln.match.Coverage;
import dev.plinth.vuln.match.ScanResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings of two scans: what went, what came, and what nobody can tell any more. */
class FindingsDiffTest {
  private static final Coverage NOW =
      new Coverage(Instant.parse("2026-11-26T12:00:00Z"), Coverage.WEEK);

  @TempDir Path temp;

  private Settings settings() {
    return new Settings(
        temp.resolve("store"),
        temp.resolve("cache"),
        temp.resolve("config"),
        List.of(),
        Map.of(),
        Progress.none(),
        2,
        Optional.empty());
  }

  @BeforeEach
  void feed() throws IOException {
    Path feed =
        Files.writeString(
            temp.resolve("main.json"),
            "{\"distroversion\":\"v3.20\",\"packages\":[{\"pkg\":{\"name\":\"musl\",\"secfixes\":"
                + "{\"1.2.5-r1\":[\"CVE-2025-26519\"],\"1.2.5-r3\":[\"CVE-2026-40200\"]}}},"
                + "{\"pkg\":{\"name\":\"zlib\",\"secfixes\":{\"1.4-r0\":[\"CVE-2026-1\"]}}}]}");
    new Feeds(settings()).update(List.of(feed), "2026-11-25");
  }

  private ScanReport scan(String release, String... packages) throws IOException {
    Path root = Files.createTempDirectory(temp, "root");
    Files.createDirectories(root.resolve("etc"));
    Files.createDirectories(root.resolve("lib/apk/db"));
    Files.writeString(root.resolve("etc/os-release"), "ID=alpine\nVERSION_ID=" + release + "\n");
    StringBuilder installed = new StringBuilder();
    for (String pkg : packages) {
      String[] parts = pkg.split("=");
      String source = parts.length > 2 ? parts[2] : parts[0];
      installed.append("P:" + parts[0] + "\nV:" + parts[1] + "\nA:x86_64\no:" + source + "\n\n");
    }
    Files.writeString(root.resolve("lib/apk/db/installed"), installed);
    return new Scans(settings())
        .scan(new Scans.Request(root.toString(), "", ""), ScanOptions.usual(settings()), NOW);
  }

  private static FindingsDiff diff(ScanReport before, ScanReport after) {
    return FindingsDiff.of(
        before.result(), before.inventory().items(), after.result(), after.inventory().items());
  }

  private static List<String> rows(List<FindingsDiff.Row> rows) {
    return rows.stream()
        .map(r -> r.id() + " " + r.name() + " " + r.before() + ">" + r.after())
        .toList();
  }

  @Test
  void upgradesRemoveAndNewPackagesAdd() throws IOException {
    FindingsDiff diff =
        diff(scan("3.20.3", "musl=1.2.5-r0"), scan("3.20.3", "musl=1.2.5-r1", "zlib=1.3-r0"));
    assertThat(rows(diff.removed())).containsExactly("CVE-2025-26519 musl 1.2.5-r0>1.2.5-r1");
    assertThat(rows(diff.added())).containsExactly("CVE-2026-1 zlib >1.3-r0");
    assertThat(rows(diff.remaining())).containsExactly("CVE-2026-40200 musl 1.2.5-r0>1.2.5-r1");
    assertThat(diff.untold()).isEmpty();
  }

  @Test
  void whatCannotBeToldAnyMoreIsNotGone() throws IOException {
    FindingsDiff diff =
        diff(scan("3.20.3", "musl=1.2.5-r0", "zlib=1.3-r0"), scan("3.21.0", "musl=1.2.5-r9"));
    assertThat(rows(diff.untold()))
        .containsExactly(
            "CVE-2025-26519 musl 1.2.5-r0>1.2.5-r9", "CVE-2026-40200 musl 1.2.5-r0>1.2.5-r9");
    // Without the package nobody has it.
    assertThat(rows(diff.removed())).containsExactly("CVE-2026-1 zlib 1.3-r0>");
    assertThat(diff.added()).isEmpty();
  }

  /** The source has it still, under another package's name: nothing was fixed, and nothing came. */
  @Test
  void aNewNameRemovesNothing() throws IOException {
    FindingsDiff diff =
        diff(
            scan("3.20.3", "libz=1.3-r0=zlib", "zlib-dev=1.3-r0=zlib"),
            scan("3.20.3", "libz1=1.3-r1=zlib", "zlib-dev=1.3-r1=zlib", "zlib-doc=1.3-r1=zlib"));
    assertThat(rows(diff.remaining()))
        .containsExactlyInAnyOrder(
            "CVE-2026-1 libz1 1.3-r0>1.3-r1", "CVE-2026-1 zlib-dev 1.3-r0>1.3-r1");
    assertThat(rows(diff.added())).containsExactly("CVE-2026-1 zlib-doc >1.3-r1");
    assertThat(diff.removed()).isEmpty();
  }

  /** Of an image that could not be read whole, what is missing is not known to be gone. */
  @Test
  void whatWasNotReadIsNotGone() throws IOException {
    ScanReport before = scan("3.20.3", "musl=1.2.5-r0", "zlib=1.3-r0");
    ScanReport after = scan("3.20.3", "musl=1.2.5-r3");
    ScanResult read = after.result();
    ScanResult cut =
        new ScanResult(
            read.subject(),
            read.distribution(),
            read.findings(),
            read.unknown(),
            read.provided(),
            read.judged(),
            read.life(),
            read.support(),
            read.feeds(),
            List.of("layer 2 ends early"));
    FindingsDiff diff =
        FindingsDiff.of(
            before.result(), before.inventory().items(), cut, after.inventory().items());
    assertThat(rows(diff.untold())).containsExactly("CVE-2026-1 zlib 1.3-r0>");
    assertThat(diff.removed()).hasSize(2);
    // What could not be read before either hid nothing then.
    FindingsDiff same =
        FindingsDiff.of(cut, after.inventory().items(), cut, after.inventory().items());
    assertThat(same.untold()).isEmpty();
  }
}
