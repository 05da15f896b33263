package dev.plinth.app.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.app.Settings;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import dev.plinth.vuln.Finding;
import dev.plinth.vuln.Status;
import dev.plinth.vuln.Verdict;
import dev.plinth.vuln.match.Coverage;
import dev.plinth.vuln.match.ScanResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole scans of real packages with real advisories. */
class ScanTest {
  private static final String ALPINE = "images/alpine-minirootfs-3.20.3-x86_64.tar.gz";
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

  private ScanReport scan(Path subject) throws IOException {
    return new Scans(settings())
        .scan(new Scans.Request(subject.toString(), "", ""), ScanOptions.usual(settings()), NOW);
  }

  private void update(String day, Path... feeds) {
    new Feeds(settings()).update(List.of(feeds), day);
  }

  /** What the shared secdb says of versions after those of the image, counted by hand. */
  @Test
  void alpineByItsSecdb() throws IOException {
    Path secdb = Files.createDirectory(temp.resolve("secdb"));
    Secdb.write("v3.20", secdb.resolve("main.json"));
    Secdb.empty("v3.20", "community", secdb.resolve("community.json"));
    update("2026-11-25", secdb);
    ScanReport report = scan(SharedData.find(ALPINE));
    assertThat(report.result().distribution()).isEqualTo("alpine 3.20.3");
    assertThat(report.remedies())
        .extracting(r -> r.name() + " " + r.from() + " " + r.to() + " " + r.vulnerabilities())
        .containsExactly(
            "openssl 3.3.2-r0 3.3.7-r0 22",
            "musl 1.2.5-r0 1.2.5-r3 3",
            "busybox 1.36.1-r29 1.36.1-r31 2");
    assertThat(report.result().findings())
        .filteredOn(f -> f.item().pkg().name().equals("musl"))
        .extracting(f -> f.id() + " " + Remedy.fixedVersion(f))
        .containsExactlyInAnyOrder(
            "CVE-2025-26519 1.2.5-r1", "CVE-2026-6042 1.2.5-r2", "CVE-2026-40200 1.2.5-r3");
    assertThat(report.result().judged()).isEqualTo(14);
    assertThat(report.result().unknown()).isEmpty();
    assertThat(report.result().feeds())
        .singleElement()
        .satisfies(feed -> {
          assertThat(feed.stale()).isFalse();
          assertThat(feed.onlyFixed()).containsExactly("Alpine:v3.20");
        });
    // Nobody rated them, so a rule about severity counts them all.
    assertThat(FailRule.parse("critical,fixable").broken(report))
        .contains("critical,fixable: 27 vulnerabilities, 27 of them unrated");
    assertThat(FailRule.parse("unknown").broken(report)).isEmpty();
  }

  /** Of what main's file does not list, nobody knows whether it is of another repository. */
  @Test
  void alpineByMainAlone() throws IOException {
    update("2026-11-25", Secdb.write("v3.20", temp.resolve("main.json")));
    ScanReport report = scan(SharedData.find(ALPINE));
    assertThat(report.result().judged()).isEqualTo(9);
    assertThat(report.result().unknown())
        .hasSize(5)
        .extracting(ScanResult.UnknownPackage::reason)
        .containsOnly(
            "no feed covers Alpine:v3.20:community, and nothing tells of which repository it is");
  }

  @Test
  void withoutACatalogueNothingIsKnownNotToBeExploited() throws IOException {
    Path main = Secdb.write("v3.20", temp.resolve("main.json"));
    update("2026-11-25", main);
    assertThat(FailRule.parse("exploited").broken(scan(SharedData.find(ALPINE))))
        .get()
        .asString()
        .startsWith("exploited: 27 vulnerabilities")
        .contains("no feed of this week says which are exploited");
    Path kev =
        Files.writeString(
            temp.resolve("kev.json"),
            "{\"title\":\"CISA Catalog of Known Exploited Vulnerabilities\","
                + "\"catalogVersion\":\"1\",\"dateReleased\":\"2026-11-25T00:00:00Z\",\"count\":1,"
                + "\"vulnerabilities\":[{\"cveID\":\"CVE-2021-44228\","
                + "\"dateAdded\":\"2021-12-10\"}]}");
    new Feeds(settings()).update(List.of(main, kev), "2026-11-25");
    ScanReport known = scan(SharedData.find(ALPINE));
    assertThat(known.knowsExploited()).isTrue();
    assertThat(FailRule.parse("exploited").broken(known)).isEmpty();
    assertThat(FailRule.parse("low,exploited").broken(known)).isEmpty();
  }

  @Test
  void withoutDatesNoDistributionIsKnownToBeSupported() throws IOException {
    update("2026-11-25", Secdb.write("v3.20", temp.resolve("main.json")));
    assertThat(FailRule.parse("eol").broken(scan(SharedData.find(ALPINE))))
        .contains("eol: no feed says when the support of the distribution ends");
  }

  @Test
  void withoutAnyFeedNothingIsSafe() throws IOException {
    ScanReport report = scan(SharedData.find(ALPINE));
    assertThat(report.hasFeeds()).isFalse();
    assertThat(report.knowsNothing()).isTrue();
    assertThat(report.result().unknown())
        .hasSize(14)
        .extracting(ScanResult.UnknownPackage::reason)
        .containsOnly("no feed covers Alpine:v3.20");
    for (String rule : List.of("critical", "any", "exploited", "unknown", "eol")) {
      assertThat(FailRule.parse(rule).broken(report)).contains(rule + ": nothing could be judged");
    }
  }

  @Test
  void aStaleFeedStillFindsButProvesNothing() throws IOException {
    update("2026-11-01", Secdb.write("v3.20", temp.resolve("main.json")));
    ScanReport report = scan(SharedData.find(ALPINE));
    assertThat(report.result().findings()).extracting(Finding::id).contains("CVE-2026-40200");
    assertThat(report.result().unknown()).hasSize(14);
    assertThat(report.result().unknown().getFirst().reason())
        .contains("older than 7 days", "secdb:main.json of 2026-11-01");
    assertThat(FailRule.parse("exploited").broken(report)).isPresent();
    assertThat(new Feeds(settings()).list(NOW).sources())
        .singleElement()
        .satisfies(source -> assertThat(source.stale()).isTrue());
  }

  @Test
  void aFeedOfAnotherReleaseSaysNothingOfThisOne() throws IOException {
    update("2026-11-25", Secdb.write("v3.18", temp.resolve("main.json")));
    ScanReport report = scan(SharedData.find(ALPINE));
    assertThat(report.result().findings()).isEmpty();
    assertThat(report.result().unknown()).hasSize(14);
    assertThat(report.knowsNothing()).isTrue();
  }

  /** Debian's image of 2024-12-02, by records of Debian's tracker as they are in its lists. */
  @Test
  void debianByItsTracker() throws IOException {
    Path tracker = SharedData.find("debian-tracker/debian-tracker.jsonl");
    Path advisories = SharedData.find("debian-tracker/debian-advisories.jsonl");
    update("2026-11-25", tracker, advisories, SharedData.find("lifecycle/debian.csv"));
    ScanReport report = scan(debian());
    assertThat(report.result().distribution()).isEqualTo("debian 12");
    assertThat(affected(report, "CVE-2025-0395", "libc6"))
        .isEqualTo(new Verdict.Affected(Status.FIXED, "2.36-9+deb12u10", false));
    assertThat(affected(report, "CVE-2025-8058", "libc6"))
        .isEqualTo(new Verdict.Affected(Status.FIXED, "2.36-9+deb12u13", false));
    assertThat(affected(report, "CVE-2026-0861", "libc6").status()).isEqualTo(Status.NO_DSA);
    // Fixed in unstable, never here: nobody can upgrade to that.
    assertThat(affected(report, "CVE-2023-45853", "zlib1g"))
        .isEqualTo(new Verdict.Affected(Status.IGNORED, "", false));
    assertThat(affected(report, "CVE-2019-1010022", "libc6").status())
        .isEqualTo(Status.UNIMPORTANT);
    // Not affected here; fixed before this version.
    assertThat(report.result().findings())
        .extracting(Finding::id)
        .doesNotContain("CVE-2023-5156", "CVE-2023-47038", "CVE-2025-5702");
    assertThat(report.result().life()).isPresent();
    assertThat(report.ended()).isFalse();
  }

  private static Verdict.Affected affected(ScanReport report, String id, String pkg) {
    return report.result().findings().stream()
        .filter(f -> f.id().equals(id) && f.item().pkg().name().equals(pkg))
        .map(f -> (Verdict.Affected) f.verdict())
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + id + " in " + pkg));
  }

  /** A root with the packages of the manifest, and the sources of those that are looked at. */
  private Path debian() throws IOException {
    Map<String, String> sources =
        Map.of("libc6", "glibc", "libc-bin", "glibc", "zlib1g", "zlib", "perl-base", "perl");
    StringBuilder status = new StringBuilder();
    for (String line :
        Files.readAllLines(SharedData.find("debian/bookworm-20241202-amd64.manifest"))) {
      String[] words = line.split("\t");
      String name = words[0].replaceFirst(":.*", "");
      status.append("Package: ").append(name).append("\nStatus: install ok installed\n");
      if (sources.containsKey(name)) {
        status.append("Source: ").append(sources.get(name)).append('\n');
      }
      status.append("Architecture: amd64\nVersion: ").append(words[1]).append("\n\n");
    }
    Path root = temp.resolve("root");
    Files.createDirectories(root.resolve("etc"));
    Files.createDirectories(root.resolve("var/lib/dpkg"));
    Files.writeString(root.resolve("etc/os-release"), "ID=debian\nVERSION_ID=\"12\"\n");
    Files.writeString(root.resolve("etc/debian_version"), "12.8\n");
    Files.writeString(root.resolve("var/lib/dpkg/status"), status);
    return root;
  }

  @Test
  void filesOfNoFeedAreToldAndReplaceNothing() throws IOException {
    update("2026-11-25", Secdb.write("v3.20", temp.resolve("main.json")));
    Path other = Files.writeString(temp.resolve("other.json"), "{\"a\": 1}");
    assertThatThrownBy(() -> update("", other))
        .isInstanceOf(PlinthException.class)
        .hasMessageContaining("other.json is of no feed");
    assertThatThrownBy(() -> update("yesterday", other)).hasMessageContaining("is no day");
    assertThat(new Feeds(settings()).list(NOW).sources()).hasSize(1);
    Path folder = Files.createDirectory(temp.resolve("folder"));
    Files.copy(other, folder.resolve("other.json"));
    Secdb.write("v3.20", folder.resolve("main.json"));
    Feeds.Updated updated = new Feeds(settings()).update(List.of(folder), "2026-11-25");
    assertThat(updated.feeds()).extracting(f -> f.name()).containsExactly("secdb:folder");
    assertThat(updated.gaps()).singleElement().asString().contains("other.json is of no feed");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThatThrownBy(() -> scan(temp.resolve("nothing")))
        .isInstanceOf(PlinthException.class)
        .hasMessageContaining("there is no ");
    assertThatThrownBy(() -> FailRule.parse("hihg")).hasMessageContaining("'hihg' is no rule");
    assertThatThrownBy(() -> FailRule.parse("high,eol")).hasMessageContaining("joins");
    // Who means either must not get both: findings between the two would pass.
    for (String rule : List.of("high,critical", "critical,high", "high,high")) {
      assertThatThrownBy(() -> FailRule.parse(rule)).hasMessageContaining("names two severities");
    }
  }
}
