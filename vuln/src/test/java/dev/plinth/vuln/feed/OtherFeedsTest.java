package dev.plinth.vuln.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.PlinthException;
import dev.plinth.vuln.Rating;
import dev.plinth.vuln.Rating.Origin;
import dev.plinth.vuln.Severity;
import dev.plinth.vuln.SharedData;
import dev.plinth.vuln.Status;
import dev.plinth.vuln.advisory.Advisory;
import dev.plinth.vuln.advisory.AffectedPackage;
import dev.plinth.vuln.advisory.Enrichment;
import dev.plinth.vuln.advisory.VersionRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherFeedsTest {
  @TempDir Path folder;

  @Test
  void cnasThatRateInWordsRate() {
    String apache =
        """
        {"dataType":"CVE_RECORD","cveMetadata":{"cveId":"CVE-2026-34486","assignerShortName":"apache"},
         "containers":{"cna":{"metrics":[{"other":{"content":{"text":"important"},
           "type":"Textual description of severity"}}]}}}\
        """;
    assertThat(Collected.of(FeedKind.CVE, apache).enrichments.getFirst().ratings())
        .containsExactly(Rating.word(Origin.CNA, "apache", Severity.HIGH));
  }

  @Test
  void secdbListsFixesByOriginZeroMeansNever() {
    String text =
        """
        {"apkurl":"x","distroversion":"v3.20","reponame":"main","packages":[
          {"pkg":{"name":"zlib","secfixes":{"0":["CVE-2023-45853"],
            "1.2.12-r2":["CVE-2022-37434 (+ regression fix)"]}}}]}\
        """;
    Collected read = Collected.of(FeedKind.SECDB, text);
    assertThat(read.gaps).isEmpty();
    assertThat(read.advisories.stream().map(Advisory::id))
        .containsExactly("CVE-2023-45853", "CVE-2022-37434");
    AffectedPackage never = read.advisories.getFirst().affected().getFirst();
    assertThat(never.status()).isEqualTo(Status.NOT_AFFECTED);
    assertThat(never.ecosystem()).isEqualTo("Alpine:v3.20");
    assertThat(read.advisories.getLast().affected().getFirst().ranges())
        .containsExactly(VersionRange.until("1.2.12-r2"));
    String several =
        """
        {"distroversion":"v3.20","packages":[{"pkg":{"name":"xen","secfixes":{
          "4.18.2-r0":["XSA-455 CVE-2024-31142","XSA-456 CVE-2024-2201 CVE-2024-2202 (see XSA-1)",
            "XSA-458"]}}}]}\
        """;
    assertThat(Collected.of(FeedKind.SECDB, several).advisories.stream().map(Advisory::id))
        .containsExactly("CVE-2024-31142", "CVE-2024-2201", "CVE-2024-2202", "XSA-458");
    String wolfi =
        "{\"packages\":[{\"pkg\":{\"name\":\"a\",\"secfixes\":{\"1\":[\"CVE-2024-1234\"]}}}]}";
    assertThat(Collected.of(FeedKind.SECDB, wolfi).gaps).hasSize(1);
    assertThat(
            Collected.of(new SecdbFeed("Wolfi"), wolfi).advisories.getFirst().affected().getFirst())
        .returns("Wolfi", AffectedPackage::ecosystem);
  }

  @Test
  void theRealCatalogueOfExploitedOnesIsRead() throws IOException {
    Collected read = Collected.of(FeedKind.KEV_CSV, SharedData.text("advisories/kev.csv.xz"));
    assertThat(read.gaps).isEmpty();
    assertThat(read.enrichments).hasSize(1404);
    assertThat(read.asOf).isEqualTo("2025-08-25");
    assertThat(read.enrichments.getFirst().cve()).isEqualTo("CVE-2025-48384");
    assertThat(read.enrichments).anyMatch(e -> e.exploitation().ransomware());
    Collected json =
        Collected.of(
            FeedKind.KEV,
            """
            {"catalogVersion":"1","dateReleased":"2025-08-25T10:00:00Z","vulnerabilities":[
             {"cveID":"CVE-2025-48384","dateAdded":"2025-08-25","knownRansomwareCampaignUse":"Known"},
             {"cveID":7,"dateAdded":"2025-08-25"}]}\
            """);
    assertThat(json.enrichments).singleElement().matches(e -> e.exploitation().ransomware());
    assertThat(json.gaps).hasSize(1);
  }

  @Test
  void scoresComeAfterACommentLine() {
    Collected read =
        Collected.of(
            FeedKind.EPSS,
            """
            #model_version:v2025.03.14,score_date:2026-11-25T00:00:00+0000
            cve,epss,percentile
            CVE-2023-45853,0.01234,0.85000
            CVE-2023-45854,nan,0.1
            CVE-2023-45855
            """);
    assertThat(read.asOf).startsWith("2026-11-25");
    assertThat(read.enrichments).singleElement().matches(e -> e.exploitation().epss() == 0.01234);
    assertThat(read.gaps).hasSize(2);
  }

  @Test
  void cveRecordsHaveRatingsOfCnaAndCisaAndDecisionPoints() {
    Collected read =
        Collected.of(
            FeedKind.CVE,
            """
            {"dataType":"CVE_RECORD","containers":{"cna":{"metrics":[{"cvssV3_1":{
               "vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H","baseScore":9.8}}]},
             "adp":[{"title":"CISA ADP Vulnrichment","providerMetadata":{"shortName":"CISA-ADP"},
               "metrics":[{"cvssV3_1":{"vectorString":"CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}},
                 {"other":{"type":"ssvc","content":{"options":[{"Exploitation":"Active"},
                   {"Automatable":"no"},{"Technical Impact":"total"}]}}},
                 {"other":{"type":"kev","content":{"dateAdded":"2024-05-01"}}}]}]},
             "cveMetadata":{"cveId":"CVE-2024-0001","assignerShortName":"acme"}}\
            """);
    assertThat(read.gaps).isEmpty();
    Enrichment one = read.enrichments.getFirst();
    assertThat(one.exploitation().ssvc()).isEqualTo("active/no/total");
    assertThat(one.exploitation().exploitedSince()).isEqualTo("2024-05-01");
    assertThat(one.ratings())
        .anyMatch(r -> r.origin() == Origin.CNA && r.source().equals("acme") && r.score() == 9.8)
        .anyMatch(r -> r.origin() == Origin.CISA && r.score() == 8.4);
  }

  @Test
  void csafIsByProductStreamWithWhatWillNotBeFixed() {
    Collected read = Collected.of(FeedKind.CSAF_VEX, CsafSamples.VEX);
    assertThat(read.gaps).isEmpty();
    assertThat(read.asOf).isEqualTo("2026-11-01T00:00:00+00:00");
    Advisory one = read.advisories.getFirst();
    assertThat(one.id()).isEqualTo("CVE-2024-0001");
    assertThat(one.affected())
        .anySatisfy(a -> {
          assertThat(a.ecosystem()).isEqualTo("Red Hat:9");
          assertThat(a.product()).isEqualTo("rhel_eus:9.2::baseos");
          assertThat(a.name()).isEqualTo("openssl-libs");
          assertThat(a.ranges()).containsExactly(VersionRange.until("1:3.0.7-16.el9_2"));
          assertThat(a.architectures()).containsExactly("aarch64", "x86_64");
        })
        .anySatisfy(a -> {
          assertThat(a.module()).isEqualTo("nodejs:18");
          assertThat(a.status()).isEqualTo(Status.IGNORED);
          assertThat(a.source()).isTrue();
        })
        .anySatisfy(a -> {
          assertThat(a.product()).isEqualTo("enterprise_linux:8");
          assertThat(a.status()).isEqualTo(Status.NOT_AFFECTED);
          assertThat(a.note()).isEqualTo("vulnerable_code_not_present");
        });
    assertThat(one.affected()).noneMatch(a -> a.name().equals("container"));
  }

  @Test
  void filesFoldersAndArchivesAreAFeed() throws IOException {
    String record = "{\"id\":\"CVE-2024-%d\",\"modified\":\"2024-01-0%d\"}";
    Files.writeString(folder.resolve("a.json"), record.formatted(11111, 1));
    Files.writeString(folder.resolve("bad.json"), "{\"id\":");
    Files.writeString(folder.resolve("note.txt"), "no feed");
    try (var out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("b.json.gz")))) {
      out.write(record.formatted(22222, 2).getBytes(StandardCharsets.UTF_8));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("../../c.json"));
      zip.write(record.formatted(33333, 3).getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("d.json"));
      zip.write("[".getBytes(StandardCharsets.UTF_8));
    }
    Files.write(folder.resolve("z.zip"), bytes.toByteArray());
    Collected read = new Collected();
    FeedFiles.read(folder, FeedKind.OSV.parser(), read);
    assertThat(read.advisories.stream().map(Advisory::id))
        .containsExactly("CVE-2024-11111", "CVE-2024-22222", "CVE-2024-33333");
    assertThat(read.gaps).hasSize(2);
    assertThat(read.asOf).isEqualTo("2024-01-03");
    assertThatThrownBy(
            () -> FeedFiles.read(folder.resolve("bad.json"), FeedKind.OSV.parser(), read))
        .isInstanceOf(PlinthException.class);
    assertThatThrownBy(() -> FeedFiles.read(folder.resolve("no"), FeedKind.OSV.parser(), read))
        .isInstanceOf(PlinthException.class)
        .hasMessageContaining("there is no feed");
  }

  @Test
  void tarsAreRead() throws IOException {
    Path tar = SharedData.need("lifecycle/release-data-all.tar.xz");
    Collected read = new Collected();
    FeedFiles.read(tar, FeedKind.OSV.parser(), read);
    assertThat(read.gaps).as("403 files, none of them OSV").hasSize(403);
  }

  @Test
  void filesTellWhatTheyAre() throws IOException {
    assertThat(detect(SharedData.text("advisories/kev.csv.xz"))).isEqualTo(FeedKind.KEV_CSV);
    assertThat(detect(SharedData.text("debian-tracker/debian-tracker.jsonl")))
        .isEqualTo(FeedKind.DEBIAN_LISTS);
    assertThat(
            detect(
                SharedData.text(
                    "debian-tracker/tracker-json-samples/osv.dev-debian_security_tracker_mock.json")))
        .isEqualTo(FeedKind.DEBIAN_TRACKER);
    assertThat(detect(SharedData.text("debian-tracker/osv-samples/debian-DSA-135.json")))
        .isEqualTo(FeedKind.OSV);
    assertThat(detect(CsafSamples.VEX)).isEqualTo(FeedKind.CSAF_VEX);
    assertThat(detect("{\"apkurl\":\"x\",\"packages\":[]}")).isEqualTo(FeedKind.SECDB);
    assertThat(detect("cve,epss,percentile\n")).isEqualTo(FeedKind.EPSS);
    assertThat(FeedDetection.detect("hello".getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  private static FeedKind detect(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] head = java.util.Arrays.copyOf(bytes, Math.min(bytes.length, FeedDetection.HEAD));
    return FeedDetection.detect(head).orElseThrow();
  }
}
