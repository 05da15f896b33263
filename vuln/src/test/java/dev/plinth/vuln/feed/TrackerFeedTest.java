package dev.plinth.vuln.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.vuln.SharedData;
import dev.plinth.vuln.Status;
import dev.plinth.vuln.advisory.Advisory;
import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.VersionRange;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrackerFeedTest {
  private static AffectedPackage release(String members) {
    Collected read =
        Collected.of(
            FeedKind.DEBIAN_TRACKER,
            "{\"p\":{\"CVE-2024-0001\":{\"releases\":{\"bookworm\":{" + members + "}}}}}");
    assertThat(read.gaps).isEmpty();
    return read.advisories.getFirst().affected().getFirst();
  }

  private static Optional<AffectedPackage> at(Advisory advisory, String ecosystem) {
    return advisory.affected().stream().filter(a -> a.ecosystem().equals(ecosystem)).findFirst();
  }

  @Test
  void realExportsAreRead() throws IOException {
    String folder = "debian-tracker/tracker-json-samples/";
    Collected osv =
        Collected.of(
            FeedKind.DEBIAN_TRACKER,
            SharedData.text(folder + "osv.dev-debian_security_tracker_mock.json"));
    assertThat(osv.gaps).isEmpty();
    assertThat(osv.advisories).hasSize(3);
    Advisory first = osv.advisories.getFirst();
    assertThat(at(first, "Debian:12").orElseThrow().status()).isEqualTo(Status.NOT_AFFECTED);
    assertThat(at(first, "Debian:sid")).isPresent();
    Advisory second = osv.advisories.get(1);
    assertThat(at(second, "Debian:12").orElseThrow().status()).isEqualTo(Status.UNIMPORTANT);
    Collected vunnel =
        Collected.of(FeedKind.DEBIAN_TRACKER, SharedData.text(folder + "vunnel-debian.json"));
    // It has a record without an object under "releases", as it was made to.
    assertThat(vunnel.gaps)
        .singleElement()
        .asString()
        .contains("chromium-browser CVE-2022-0358")
        .contains("is not an object");
    assertThat(vunnel.advisories).hasSizeGreaterThan(3);
  }

  @Test
  void statusesAreKeptApart() {
    assertThat(release("\"status\":\"open\",\"urgency\":\"not yet assigned\"").status())
        .isEqualTo(Status.UNFIXED);
    assertThat(release("\"status\":\"open\",\"nodsa\":\"Minor\",\"nodsa_reason\":\"\"").status())
        .isEqualTo(Status.NO_DSA);
    assertThat(release("\"status\":\"open\",\"nodsa\":\"x\",\"nodsa_reason\":\"ignored\"").status())
        .isEqualTo(Status.IGNORED);
    assertThat(release("\"status\":\"open\",\"nodsa\":\"x\",\"nodsa_reason\":\"postponed\"").note())
        .isEqualTo("x");
    assertThat(release("\"status\":\"undetermined\"").status()).isEqualTo(Status.UNDETERMINED);
    assertThat(release("\"status\":\"open\",\"urgency\":\"end-of-life\"").status())
        .isEqualTo(Status.END_OF_LIFE);
    assertThat(release("\"status\":\"open\",\"urgency\":\"unimportant\"").status())
        .isEqualTo(Status.UNIMPORTANT);
    AffectedPackage fixed = release("\"status\":\"resolved\",\"fixed_version\":\"1.2-3\"");
    assertThat(fixed.status()).isEqualTo(Status.FIXED);
    assertThat(fixed.ranges()).containsExactly(VersionRange.until("1.2-3"));
    assertThat(release("\"status\":\"resolved\",\"fixed_version\":\"0\"").status())
        .isEqualTo(Status.NOT_AFFECTED);
  }

  @Test
  void aStatusThatIsNotKnownIsAGap() {
    Collected read =
        Collected.of(
            FeedKind.DEBIAN_TRACKER,
            "{\"p\":{\"CVE-2024-0001\":{\"releases\":{\"bookworm\":{\"status\":\"odd\"}}}}}");
    assertThat(read.advisories).isEmpty();
    assertThat(read.gaps).singleElement().asString().contains("p CVE-2024-0001");
  }

  /** Counted in the data by its README: kinds of all lines of base-image packages. */
  @Test
  void realListsAreRead() throws IOException {
    Collected read =
        Collected.of(FeedKind.DEBIAN_LISTS, SharedData.text("debian-tracker/debian-tracker.jsonl"));
    assertThat(read.gaps).isEmpty();
    assertThat(read.advisories).hasSize(234);
    Collected advisories =
        Collected.of(
            FeedKind.DEBIAN_LISTS, SharedData.text("debian-tracker/debian-advisories.jsonl"));
    assertThat(advisories.gaps).isEmpty();
    assertThat(advisories.advisories).hasSize(141);
    Advisory nss =
        advisories.advisories.stream().filter(a -> a.id().equals("DLA-154-1")).findFirst().get();
    assertThat(nss.upstream()).containsExactly("CVE-2011-3389", "CVE-2014-1569");
    assertThat(at(nss, "Debian:6.0").orElseThrow().ranges())
        .containsExactly(VersionRange.until("3.12.8-1+squeeze11"));
  }

  @Test
  void unstablesLineHoldsWhereAReleaseHasNone() {
    Advisory read = lines("[\"\",\"fixed\",\"2.0-1\",\"\"]", "[\"bookworm\",\"no-dsa\",\"\",\"\"]");
    assertThat(at(read, "Debian").orElseThrow().ranges())
        .containsExactly(VersionRange.until("2.0-1"));
    AffectedPackage bookworm = at(read, "Debian:12").orElseThrow();
    assertThat(bookworm.status()).isEqualTo(Status.NO_DSA);
    assertThat(bookworm.ranges()).containsExactly(VersionRange.until("2.0-1"));
  }

  @Test
  void removedIsOpenUnimportantIsInheritedNeverAffectedIsNot() {
    Advisory removed = lines("[\"\",\"removed\",\"\",\"unimportant\"]");
    assertThat(at(removed, "Debian").orElseThrow().status()).isEqualTo(Status.UNIMPORTANT);
    Advisory never =
        lines("[\"\",\"not-affected\",\"\",\"\"]", "[\"trixie\",\"unfixed\",\"\",\"\"]");
    assertThat(at(never, "Debian").orElseThrow().status()).isEqualTo(Status.NOT_AFFECTED);
    assertThat(at(never, "Debian:13").orElseThrow().status()).isEqualTo(Status.UNFIXED);
    Advisory inherited =
        lines("[\"\",\"unfixed\",\"\",\"unimportant\"]", "[\"trixie\",\"ignored\",\"\",\"\"]");
    assertThat(at(inherited, "Debian:13").orElseThrow().status()).isEqualTo(Status.UNIMPORTANT);
    assertThat(at(lines("[\"\",\"undetermined\",\"\",\"\"]"), "Debian").orElseThrow().status())
        .isEqualTo(Status.UNDETERMINED);
    assertThat(lines("[\"\",\"itp\",\"\",\"\"]").affected()).isEmpty();
    assertThat(at(lines("[\"buster\",\"end-of-life\",\"\",\"\"]"), "Debian:10").get().status())
        .isEqualTo(Status.END_OF_LIFE);
  }

  /** Release, kind, version, severity. */
  private static Advisory lines(String... lines) {
    StringBuilder text =
        new StringBuilder("{\"Header\":{\"ID\":\"CVE-2024-0001\"},\"Annotations\":[");
    for (String line : lines) {
      List<String> cells = List.of(line.substring(2, line.length() - 2).split("\",\"", -1));
      text.append(text.charAt(text.length() - 1) == '[' ? "" : ",")
          .append("{\"Type\":\"package\",\"Package\":\"p\",\"Release\":\"")
          .append(cells.get(0))
          .append("\",\"Kind\":\"")
          .append(cells.get(1))
          .append("\",\"Version\":\"")
          .append(cells.get(2))
          .append("\",\"Severity\":\"")
          .append(cells.get(3))
          .append("\"}");
    }
    Collected read = Collected.of(FeedKind.DEBIAN_LISTS, text.append("]}").toString());
    assertThat(read.gaps).isEmpty();
    return read.advisories.getFirst();
  }
}
