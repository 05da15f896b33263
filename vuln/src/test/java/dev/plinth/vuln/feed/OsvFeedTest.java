package dev.plinth.vuln.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.PlinthException;
import dev.plinth.vuln.Rating.Origin;
import dev.plinth.vuln.Severity;
import dev.plinth.vuln.SharedData;
import dev.plinth.vuln.Status;
import dev.plinth.vuln.advisory.Advisory;
import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.VersionRange;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OsvFeedTest {
  private static Advisory real(String name) throws IOException {
    Collected read =
        Collected.of(FeedKind.OSV, SharedData.text("debian-tracker/osv-samples/" + name));
    assertThat(read.gaps).isEmpty();
    assertThat(read.advisories).hasSize(1);
    return read.advisories.getFirst();
  }

  private static AffectedPackage one(String affected) {
    Collected read =
        Collected.of(FeedKind.OSV, "{\"id\":\"CVE-2024-0001\",\"affected\":[" + affected + "]}");
    assertThat(read.gaps).isEmpty();
    return read.advisories.getFirst().affected().getFirst();
  }

  @Test
  void ubuntuTellsOfProAndPriorities() throws IOException {
    Advisory read = real("ubuntu-UBUNTU-CVE-2021-3782.json");
    assertThat(read.upstream()).containsExactly("CVE-2021-3782");
    assertThat(read.related()).contains("USN-5614-1");
    assertThat(read.affected().stream().map(AffectedPackage::ecosystem))
        .contains("Ubuntu:Pro:16.04", "Ubuntu:18.04", "Ubuntu:22.04");
    AffectedPackage jammy = read.affected().getLast();
    assertThat(jammy.source()).isTrue();
    assertThat(jammy.ranges()).containsExactly(VersionRange.until("1.20.0-1ubuntu0.1"));
    assertThat(jammy.status()).isEqualTo(Status.FIXED);
    assertThat(read.ratings())
        .anyMatch(r -> r.origin() == Origin.DISTRIBUTION && r.severity() == Severity.MEDIUM)
        .anyMatch(r -> r.origin() == Origin.DATABASE && r.score() == 6.6);
  }

  @Test
  void withdrawnRecordsAreKnownAsSuch() throws IOException {
    Advisory read = real("ubuntu-UBUNTU-CVE-2020-36325-withdrawn.json");
    assertThat(read.withdrawn()).isTrue();
    assertThat(read.affected().getFirst().status()).isEqualTo(Status.UNFIXED);
  }

  @Test
  void redHatNamesProductsAndItsOwnRating() throws IOException {
    Advisory read = real("redhat-RHSA-2024_8709.json");
    AffectedPackage podman = read.affected().getFirst();
    assertThat(podman.ecosystem()).isEqualTo("Red Hat:9");
    assertThat(podman.product()).isEqualTo("rhel_eus:9.2::appstream");
    assertThat(podman.source()).isFalse();
    assertThat(podman.ranges()).containsExactly(VersionRange.until("2:4.4.1-21.el9_2"));
    assertThat(read.ratings()).allMatch(r -> r.origin() == Origin.DISTRIBUTION);
  }

  @Test
  void alpineAndDebianInOneRecord() throws IOException {
    Advisory read = real("alpine-debian-CVE-2024-10524.json");
    assertThat(read.affected().stream().map(AffectedPackage::ecosystem))
        .contains("Alpine:v3.22", "Debian:12");
    assertThat(
            read.affected().stream()
                .filter(a -> a.ecosystem().equals("Debian:12"))
                .map(AffectedPackage::status))
        .containsExactly(Status.UNFIXED);
    assertThat(real("alpine-ALPINE-CVE-2023-46850.json").upstream())
        .containsExactly("CVE-2023-46850");
    assertThat(real("debian-DSA-3029-1.json").aliases()).containsExactly("CVE-2014-3616");
    assertThat(real("debian-DSA-135.json").related()).containsExactly("CVE-2002-0653");
  }

  @Test
  void debiansUrgenciesAreStatuses() {
    AffectedPackage read =
        one(
            """
            {"package":{"ecosystem":"Debian:12","name":"a"},
             "ecosystem_specific":{"urgency":"unimportant"},
             "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"}]}]}\
            """);
    assertThat(read.status()).isEqualTo(Status.UNIMPORTANT);
    assertThat(read.ratings()).anyMatch(r -> r.severity() == Severity.NEGLIGIBLE);
  }

  @Test
  void fixedInZeroIsNeverAffected() {
    AffectedPackage read =
        one(
            """
            {"package":{"ecosystem":"Debian:12","name":"a"},
             "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"0"}]}]}\
            """);
    assertThat(read.status()).isEqualTo(Status.NOT_AFFECTED);
    assertThat(read.ranges()).isEmpty();
  }

  @Test
  void rangesOfCommitsCountForNothingAndListedVersionsDo() {
    AffectedPackage read =
        one(
            """
            {"package":{"ecosystem":"PyPI","name":"A_b"},"versions":["1.0","1.1"],
             "ranges":[{"type":"GIT","events":[{"introduced":"0"},{"fixed":"abc"}]}]}\
            """);
    assertThat(read.name()).isEqualTo("a-b");
    assertThat(read.ranges()).isEmpty();
    assertThat(read.versions()).containsExactly("1.0", "1.1");
    AffectedPackage several =
        one(
            """
            {"package":{"ecosystem":"npm","name":"a"},
             "ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.2.3"},
               {"introduced":"2.0.0"},{"last_affected":"2.4.0"},{"introduced":"3.0.0"}]}]}\
            """);
    assertThat(several.ranges())
        .containsExactly(
            VersionRange.until("1.2.3"),
            new VersionRange("2.0.0", "", "2.4.0"),
            new VersionRange("3.0.0", "", ""));
  }

  @Test
  void withoutAnyVersionItIsNotDetermined() {
    assertThat(one("{\"package\":{\"ecosystem\":\"npm\",\"name\":\"a\"}}").status())
        .isEqualTo(Status.UNDETERMINED);
  }

  @Test
  void modulesStandInPackageUrlsOrSummaries() {
    assertThat(OsvPurl.module("pkg:rpm/redhat/a?arch=x86_64&rpmmod=nodejs:18:80:1", "", "1"))
        .isEqualTo("nodejs:18");
    String fixed = "1:18.20.4-1.module_el8.10.0+3890+52b8f0d6";
    assertThat(OsvPurl.module("", "Important: nodejs:18 security update", fixed))
        .isEqualTo("nodejs:18");
    assertThat(OsvPurl.module("", "Moderate: python38:3.8 and python38-devel:3.8 security", fixed))
        .isEqualTo("python38:3.8 python38-devel:3.8");
    assertThat(OsvPurl.module("", "Moderate: a security update", fixed)).isEqualTo("*");
    assertThat(OsvPurl.module("", "Important: nodejs:18 security update", "1-1.el8")).isEmpty();
  }

  @Test
  void impactInFrontOfTheSummaryIsTheDistributionsRating() {
    Collected read =
        Collected.of(
            FeedKind.OSV,
            "{\"id\":\"ALSA-2024:1\",\"summary\":\"Important: bash security update\"}");
    assertThat(read.advisories.getFirst().ratings())
        .anyMatch(r -> r.origin() == Origin.DISTRIBUTION && r.severity() == Severity.HIGH);
  }

  @Test
  void wrongTypesAreOneGapForEachRecordAndOthersAreRead() {
    Collected read =
        Collected.of(
            FeedKind.OSV,
            """
            {"id":"CVE-2024-1111","affected":[{"package":{"ecosystem":"npm","name":5}}],"aliases":7}
            {"id":"CVE-2024-2222","unknown":{"a":[1,{"b":2}]}}
            [{"id":"CVE-2024-3333"},{"affected":[]},17]
            """);
    assertThat(read.advisories.stream().map(Advisory::id))
        .containsExactly("CVE-2024-2222", "CVE-2024-3333");
    assertThat(read.gaps).hasSize(3);
    assertThat(read.gaps.getFirst())
        .isEqualTo("a.json: CVE-2024-1111 was not read: /affected/0/package/name is not a text");
  }

  @Test
  void whatIsNoJsonIsRefused() {
    assertThatThrownBy(() -> Collected.of(FeedKind.OSV, "{\"id\":\"CVE-2024-1\""))
        .isInstanceOf(PlinthException.class)
        .hasMessageContaining("a.json");
    String deep = "{\"a\":" + "[".repeat(2000) + "]".repeat(2000) + "}";
    assertThatThrownBy(() -> Collected.of(FeedKind.OSV, deep)).isInstanceOf(PlinthException.class);
  }

  @Test
  void everyRealSampleIsRead() throws IOException {
    int read = 0;
    for (String name :
        List.of(
            "debian-DLA-0001-1.json",
            "debian-DSA-5474-1.json",
            "redhat-RHSA-2024_4546.json",
            "ubuntu-UBUNTU-CVE-2014-9913.json",
            "ubuntu-USN-5614-1.json")) {
      assertThat(real(name).affected()).as(name).isNotEmpty();
      read++;
    }
    assertThat(read).isEqualTo(5);
  }

  private static List<VersionRange> ranges(String events) {
    return one("{\"package\":{\"ecosystem\":\"Debian:12\",\"name\":\"p\"},\"ranges\":["
            + "{\"type\":\"ECOSYSTEM\",\"events\":["
            + events
            + "]}]}")
        .ranges();
  }

  @Test
  void eventsMayFall() {
    assertThat(ranges("{\"fixed\":\"2\"},{\"introduced\":\"0\"}"))
        .containsExactly(VersionRange.until("2"));
    assertThat(
            ranges(
                "{\"last_affected\":\"4\"},{\"introduced\":\"3\"},"
                    + "{\"fixed\":\"2\"},{\"introduced\":\"0\"}"))
        .containsExactly(VersionRange.until("2"), new VersionRange("3", "", "4"));
    assertThat(ranges("{\"fixed\":\"2\",\"introduced\":\"1\"},{\"introduced\":\"5\"}"))
        .containsExactly(new VersionRange("1", "2", ""), new VersionRange("5", "", ""));
    assertThat(ranges("{\"introduced\":\"0\"},{\"fixed\":\"1\"},{\"fixed\":\"2\"}"))
        .containsExactly(VersionRange.until("1"));
  }

  @Test
  void aRangeWithoutEventsSaysNothing() {
    String none =
        "{\"package\":{\"ecosystem\":\"Debian:12\",\"name\":\"p\"},\"ranges\":["
            + "{\"type\":\"ECOSYSTEM\",\"events\":[]}]";
    assertThat(one(none + "}").status()).isEqualTo(Status.UNDETERMINED);
    assertThat(one(none + ",\"versions\":[\"1-1\"]}").versions()).containsExactly("1-1");
  }

  @Test
  void aTimeThatNobodyKnewIsNone() {
    Collected read =
        Collected.of(
            FeedKind.OSV,
            "{\"id\":\"DEBIAN-CVE-2014-9586\",\"published\":\"0001-01-01T00:00:00Z\","
                + "\"withdrawn\":\"0001-01-01T00:00:00Z\"}");
    assertThat(read.advisories.getFirst().published()).isEmpty();
    assertThat(read.advisories.getFirst().withdrawn()).isFalse();
  }
}
