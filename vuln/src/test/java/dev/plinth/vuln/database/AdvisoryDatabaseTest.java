package dev.plinth.vuln.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.vuln.Exploitation;
import dev.plinth.vuln.Rating;
import dev.plinth.vuln.Rating.Origin;
import dev.plinth.vuln.Severity;
import dev.plinth.vuln.Status;
import dev.plinth.vuln.advisory.Advisory;
import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.Enrichment;
import dev.plinth.vuln.advisory.Entry;
import dev.plinth.vuln.advisory.FeedDeclaration;
import dev.plinth.vuln.advisory.FeedDeclaration.Coverage;
import dev.plinth.vuln.advisory.FeedSink;
import dev.plinth.vuln.advisory.VersionRange;
import dev.plinth.vuln.life.Cycle;
import dev.plinth.vuln.life.LifeTable;
import dev.plinth.vuln.life.PackageSupport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdvisoryDatabaseTest {
  private static final int MANY = 300_000;
  private static final long OPENED_WITHIN = 20_000_000;

  @TempDir Path folder;

  private static Advisory advisory(String id, String pkg, String fixed) {
    return Advisory.of(
        id,
        List.of(
            AffectedPackage.of(
                "Debian:12", pkg, true, Status.FIXED, List.of(VersionRange.until(fixed)))),
        List.of());
  }

  private static DatabaseWriter small() {
    DatabaseWriter writer = new DatabaseWriter();
    FeedSink sink = writer.feed(new FeedDeclaration("one", Coverage.ALL_KNOWN, ""));
    sink.asOf("2026-11-01");
    sink.asOf("2026-11-20");
    sink.accept(
        new Advisory(
            "GHSA-1",
            List.of("CVE-2024-0001"),
            List.of(),
            List.of(),
            false,
            "",
            List.of(
                new AffectedPackage(
                    "Red Hat:9",
                    "rhel_eus:9.2::appstream",
                    "a",
                    false,
                    Status.POSTPONED,
                    List.of(new VersionRange("1", "", "2"), VersionRange.until("3")),
                    List.of("9"),
                    "m:s",
                    List.of("x86_64"),
                    List.of(Rating.word(Origin.DISTRIBUTION, "redhat", Severity.LOW)),
                    "why")),
            List.of(new Rating(Origin.DATABASE, "ghsa", Severity.HIGH, 7.5, "CVSS:3.1/x"))));
    sink.accept(advisory("CVE-2024-0002", "b", "2"));
    sink.gap("f: x was not read: y");
    FeedSink more = writer.feed(new FeedDeclaration("two", Coverage.ONLY_FIXED, "2026-10-01"));
    more.accept(
        new Enrichment(
            "CVE-2024-0001",
            new Exploitation("2026-01-02", true, 0.25, 0.75, "active"),
            List.of()));
    more.accept(advisory("CVE-2024-0003", "b", "3"));
    writer.life(
        new LifeTable(
            List.of(new Cycle("debian", "12", "2026-06-10", "", "f")),
            List.of(new PackageSupport("12", "p.*", "1", "2026-01-01", "n"))));
    return writer;
  }

  @Test
  void whatWasWrittenIsRead() {
    Path file = folder.resolve("db/advisories.db");
    DatabaseWriter.Written written = small().write(file);
    assertThat(written.gaps()).containsExactly("f: x was not read: y");
    assertThat(written.bytes()).isEqualTo(file.toFile().length());
    try (AdvisoryDatabase read = AdvisoryDatabase.open(file)) {
      read.verify();
      assertThat(read.feeds()).isEqualTo(written.feeds());
      assertThat(read.feeds().getFirst())
          .matches(f -> f.asOf().equals("2026-11-20") && f.gaps() == 1 && f.records() == 2)
          .matches(f -> f.ecosystems().get("Debian:12"));
      assertThat(read.feeds().getLast().ecosystems()).containsEntry("Debian:12", false);
      List<Entry> entries = read.entries("Red Hat:9", "a");
      assertThat(entries).hasSize(1);
      Entry entry = entries.getFirst();
      assertThat(entry.vulnerabilities()).containsExactly("CVE-2024-0001");
      assertThat(entry.about().ranges())
          .containsExactly(new VersionRange("1", "", "2"), VersionRange.until("3"));
      assertThat(entry.about().ratings()).hasSize(1);
      assertThat(entry.about())
          .returns("why", AffectedPackage::note)
          .returns("m:s", AffectedPackage::module)
          .returns(Status.POSTPONED, AffectedPackage::status);
      assertThat(read.entries("Debian:12", "b").stream().map(Entry::feed)).containsExactly(0, 1);
      assertThat(read.entries("Debian:12", "c")).isEmpty();
      var facts = read.vulnerability("CVE-2024-0001").orElseThrow();
      assertThat(facts.aliases()).containsExactly("GHSA-1");
      assertThat(facts.ratings()).singleElement().matches(r -> r.score() == 7.5);
      assertThat(facts.exploitation().epss()).isEqualTo(0.25);
      assertThat(facts.exploitation().ransomware()).isTrue();
      assertThat(read.vulnerability("CVE-1999-0001")).isEmpty();
      assertThat(read.life().cycles()).hasSize(1);
      assertThat(read.life().packages()).hasSize(1);
    }
  }

  @Test
  void withdrawnAdvisoriesAreNotInIt() {
    DatabaseWriter writer = new DatabaseWriter();
    FeedSink sink = writer.feed(new FeedDeclaration("one", Coverage.ALL_KNOWN, ""));
    Advisory a = advisory("CVE-2024-0002", "b", "2");
    sink.accept(
        new Advisory(a.id(), List.of(), List.of(), List.of(), true, "", a.affected(), List.of()));
    try (AdvisoryDatabase read = AdvisoryDatabase.of(writer.bytes())) {
      assertThat(read.entries("Debian:12", "b")).isEmpty();
    }
  }

  @Test
  void theSameFeedsMakeTheSameBytes() {
    assertThat(small().bytes()).isEqualTo(small().bytes());
  }

  @Test
  void itIsReplacedAtOnceAndWhoReadsTheOldOneReadsOn() {
    Path file = folder.resolve("advisories.db");
    small().write(file);
    try (AdvisoryDatabase old = AdvisoryDatabase.open(file)) {
      DatabaseWriter writer = new DatabaseWriter();
      writer.feed(new FeedDeclaration("new", Coverage.ALL_KNOWN, "2026-11-26"));
      writer.write(file);
      assertThat(old.entries("Debian:12", "b")).hasSize(2);
      try (AdvisoryDatabase now = AdvisoryDatabase.open(file)) {
        assertThat(now.entries("Debian:12", "b")).isEmpty();
        assertThat(now.digest()).isNotEqualTo(old.digest());
      }
    }
    assertThat(folder.toFile().list()).containsExactly("advisories.db");
  }

  @Test
  void everyDamagedByteIsNoticedByTheChecksum() throws IOException {
    byte[] whole = small().bytes();
    Path file = folder.resolve("damaged.db");
    for (int i = 0; i < whole.length; i += 7) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x20;
      Files.write(file, damaged);
      assertThatThrownBy(
              () -> {
                try (AdvisoryDatabase read = AdvisoryDatabase.open(file)) {
                  read.verify();
                }
              })
          .as("byte " + i)
          .isInstanceOf(PlinthException.class)
          .extracting(e -> ((PlinthException) e).code())
          .isEqualTo(ErrorCode.BAD_INPUT);
    }
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    assertThatThrownBy(() -> AdvisoryDatabase.open(folder.resolve("none")))
        .isInstanceOf(PlinthException.class)
        .extracting(e -> ((PlinthException) e).code())
        .isEqualTo(ErrorCode.NOT_FOUND);
    for (byte[] bytes : new byte[][] {{}, "PLVULNDB".getBytes("US-ASCII"), new byte[5000]}) {
      Path file = Files.write(folder.resolve("other"), bytes);
      assertThatThrownBy(() -> AdvisoryDatabase.open(file)).isInstanceOf(PlinthException.class);
    }
  }

  /** As the real feeds are: 300,000 advisories of 30,000 packages. */
  @Test
  void itOpensAtOnceHoweverLargeItIs() {
    DatabaseWriter writer = new DatabaseWriter();
    FeedSink sink = writer.feed(new FeedDeclaration("one", Coverage.ALL_KNOWN, "2026-11-26"));
    for (int i = 0; i < MANY; i++) {
      sink.accept(advisory("CVE-2024-" + (1_000_000 + i), "package-" + i % (MANY / 10), "1." + i));
    }
    Path file = folder.resolve("large.db");
    long bytes = writer.write(file).bytes();
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long start = System.nanoTime();
      try (AdvisoryDatabase read = AdvisoryDatabase.open(file)) {
        assertThat(read.entries("Debian:12", "package-17")).hasSize(10);
      }
      best = Math.min(best, System.nanoTime() - start);
    }
    System.out.println(
        "opened and asked once: %.2f ms, %d advisories in %.1f MB"
            .formatted(best / 1e6, MANY, bytes / 1e6));
    assertThat(best).isLessThan(OPENED_WITHIN);
  }
}
