package dev.plinth.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.app.Settings;
import dev.plinth.app.scan.Feeds;
import dev.plinth.app.scan.ScanOptions;
import dev.plinth.app.scan.ScanReport;
import dev.plinth.app.scan.Scans;
import dev.plinth.app.vex.VexTrust;
import dev.plinth.model.Progress;
import dev.plinth.vuln.SeverityOrder;
import dev.plinth.vuln.match.Coverage;
import dev.plinth.vuln.vex.VexDocument;
import dev.plinth.vuln.vex.VexReader;
import dev.plinth.vuln.vex.VexStatement;
import dev.plinth.vuln.vex.VexStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One scan in each form: what is open, hidden, proved and unknown stays so in all of them. */
class ReportsTest {
  private static final Instant TIME = Instant.parse("2026-11-26T12:00:00Z");
  private static final String EVIL = "<img src=x onerror=alert(1)>";

  @TempDir Path temp;
  private ScanReport report;

  @BeforeEach
  void scan() throws IOException {
    Settings settings =
        new Settings(
            temp.resolve("store"),
            temp.resolve("cache"),
            temp.resolve("config"),
            List.of(),
            Map.of(),
            Progress.none(),
            2,
            Optional.empty());
    Path root = temp.resolve("root");
    Files.createDirectories(root.resolve("etc"));
    Files.createDirectories(root.resolve("var/lib/dpkg"));
    Files.writeString(root.resolve("etc/os-release"), "ID=debian\nVERSION_ID=\"12\"\n");
    Files.writeString(root.resolve("etc/debian_version"), "12.8\n");
    StringBuilder status = new StringBuilder();
    pkg(status, "zlib1g", "zlib", "1:1.2.13.dfsg-1");
    pkg(status, "libtar", "libtar", "1.0-1");
    pkg(status, "odd", "odd", "2.0-1~bpo12+1");
    Files.writeString(root.resolve("var/lib/dpkg/status"), status);
    Files.writeString(root.resolve("etc/a" + '"' + "onload='x' &lt;"), "x")
        .toFile()
        .setWritable(true, false);
    List<Path> feeds = new ArrayList<>();
    feeds.add(osv("CVE-2024-0001", "zlib", "1:1.3-1", "a"));
    feeds.add(osv("CVE-2024-0002", "zlib", "1:1.2.11-1", "b"));
    feeds.add(osv("CVE-2024-0003", "libtar", "", "c"));
    feeds.add(osv("CVE-2024-0004", "libtar", "1.0-2", "d"));
    new Feeds(settings).update(feeds, "2026-11-25");
    Path suppress =
        Files.writeString(
            temp.resolve("s.yaml"),
            "suppressions:\n  - id: CVE-2024-0004\n    owner: \""
                + EVIL
                + "\"\n    reason: waits\n    expires: 2027-01-01\n");
    ScanOptions options =
        new ScanOptions(
            List.of(),
            List.of(suppress),
            VexTrust.of(settings, List.of(), Optional.empty()),
            Optional.empty(),
            false,
            false,
            SeverityOrder.DEFAULT,
            true,
            true,
            true);
    report =
        new Scans(settings)
            .scan(
                new Scans.Request(root.toString(), "", ""),
                options,
                new Coverage(TIME, Coverage.WEEK));
  }

  private static void pkg(StringBuilder status, String name, String source, String version) {
    status
        .append("Package: ")
        .append(name)
        .append("\nStatus: install ok installed\nArchitecture: amd64\nSource: ")
        .append(source)
        .append("\nVersion: ")
        .append(version)
        .append("\n\n");
  }

  private Path osv(String cve, String source, String fixed, String name) throws IOException {
    String end = fixed.isEmpty() ? "" : ",{\"fixed\":\"" + fixed + "\"}";
    return Files.writeString(
        temp.resolve(name + ".json"),
        "{\"schema_version\":\"1.7.0\",\"id\":\"DEBIAN-"
            + cve
            + "\",\"upstream\":[\""
            + cve
            + "\"],\"modified\":\"2026-11-25T00:00:00Z\",\"published\":\"2026-01-02T00:00:00Z\","
            + "\"affected\":[{\"package\":{\"ecosystem\":\"Debian:12\",\"name\":\""
            + source
            + "\"},\"ranges\":[{\"type\":\"ECOSYSTEM\",\"events\":[{\"introduced\":\"0\"}"
            + end
            + "]}]}]}");
  }

  @Test
  void vexSaysOfEachWhatIsKnown() {
    byte[] bytes = VexReport.openVex(report, TIME);
    assertThat(VexReport.openVex(report, TIME)).isEqualTo(bytes);
    VexDocument read = VexReader.read(bytes, "vex.json");
    assertThat(read.timestamp()).isEqualTo("2026-11-26T12:00:00Z");
    assertThat(of(read, "CVE-2024-0001").status()).isEqualTo(VexStatus.AFFECTED);
    assertThat(of(read, "CVE-2024-0001").note()).isEqualTo("Upgrade zlib to 1:1.3-1");
    // The epoch in the version and beside it: scanners write one or the other.
    assertThat(of(read, "CVE-2024-0001").products())
        .containsExactly(
            "pkg:deb/debian/zlib1g@1:1.2.13.dfsg-1", "pkg:deb/debian/zlib1g@1.2.13.dfsg-1?epoch=1");
    assertThat(of(read, "CVE-2024-0002").status()).isEqualTo(VexStatus.FIXED);
    assertThat(of(read, "CVE-2024-0003").status()).isEqualTo(VexStatus.AFFECTED);
    assertThat(of(read, "CVE-2024-0004").status()).isEqualTo(VexStatus.NOT_AFFECTED);
    assertThat(of(read, "CVE-2024-0004").note()).contains("answers for it until 2027-01-01");
    assertThat(read.statements()).hasSize(4);
    VexDocument csaf = VexReader.read(VexReport.csaf(report, TIME), "csaf.json");
    JsonMapper.shared()
        .readTree(VexReport.csaf(report, TIME))
        .path("vulnerabilities")
        .forEach(one ->
            assertThat(one.at("/notes/0/text").asString())
                .as("CSAF 2.0, 6.1.27.5")
                .contains(one.path("cve").asString()));
    for (VexStatement statement : csaf.statements()) {
      assertThat(statement.status()).isEqualTo(of(read, statement.vulnerability()).status());
    }
  }

  private static VexStatement of(VexDocument document, String id) {
    return document.statements().stream()
        .filter(s -> s.vulnerability().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing of " + id));
  }

  @Test
  void sarifHasWhatCodeScanningAsksFor() {
    JsonNode run = JsonMapper.shared().readTree(SarifReport.of(report, "1")).at("/runs/0");
    List<String> fingerprints = new ArrayList<>();
    run.path("results")
        .forEach(result ->
            fingerprints.add(
                result.at("/locations/0/physicalLocation/artifactLocation/uri").asString()
                    + result.path("ruleId").asString()
                    + result.at("/partialFingerprints/primaryLocationLineHash").asString()));
    assertThat(fingerprints).doesNotHaveDuplicates();
    assertThat(fingerprints).allMatch(one -> one.matches(".*[0-9a-f]{16}:1"));
    List<String> open = new ArrayList<>();
    List<String> accepted = new ArrayList<>();
    for (JsonNode result : run.get("results")) {
      JsonNode rule = run.at("/tool/driver/rules").get(result.get("ruleIndex").asInt());
      assertThat(rule.get("id")).isEqualTo(result.get("ruleId"));
      assertThat(rule.get("helpUri").asString()).startsWith("https://");
      (result.has("suppressions") ? accepted : open).add(result.get("ruleId").asString());
    }
    assertThat(open)
        .containsExactlyInAnyOrder("CVE-2024-0001", "CVE-2024-0003", "hygiene-world-writable");
    assertThat(accepted).containsExactly("CVE-2024-0004");
    assertThat(run.at("/tool/driver/rules/0/properties").has("security-severity"))
        .as("nobody rated it, so there is no number")
        .isFalse();
    assertThat(run.at("/invocations/0/toolExecutionNotifications").toString())
        .contains("cannot be judged", "odd");
    assertThat(SarifReport.uri("etc/a b\"ü")).isEqualTo("etc/a%20b%22%C3%BC");
    assertThat(SarifReport.uri("a.jar!/b.jar")).isEqualTo("a.jar");
  }

  @Test
  void cycloneDxAnalysesEachAndRefersToComponents() {
    JsonNode bom = JsonMapper.shared().readTree(CycloneDxReport.of(report, "1", TIME));
    List<String> refs = new ArrayList<>();
    bom.get("components").forEach(one -> refs.add(one.get("bom-ref").asString()));
    assertThat(refs).doesNotHaveDuplicates().hasSize(4);
    assertThat(bom.get("components").toString()).contains("plinth:unknown", "~bpo");
    List<String> states = new ArrayList<>();
    for (JsonNode one : bom.get("vulnerabilities")) {
      states.add(one.get("id").asString() + " " + one.at("/analysis/state").asString());
      assertThat(one.get("published").asString()).isEqualTo("2026-01-02T00:00:00Z");
      one.get("affects").forEach(ref -> assertThat(refs).contains(ref.get("ref").asString()));
    }
    assertThat(states)
        .containsExactlyInAnyOrder(
            "CVE-2024-0001 exploitable", "CVE-2024-0003 exploitable", "CVE-2024-0004 not_affected");
    VexDocument asVex = VexReader.read(CycloneDxReport.of(report, "1", TIME), "bom.json");
    assertThat(of(asVex, "CVE-2024-0004").status()).isEqualTo(VexStatus.NOT_AFFECTED);
  }

  @Test
  void thePageNeedsNothingAndTrustsNothing() {
    String page = new String(HtmlReport.of(report, "1", TIME), StandardCharsets.UTF_8);
    assertThat(page)
        .startsWith("<!doctype html>")
        .contains(
            "Upgrade zlib", "What cannot be told", "Hygiene", "unrated", "prefers-color-scheme")
        .contains("&lt;img src=x onerror=alert(1)&gt;")
        .doesNotContain(EVIL, "<script", "src=\"", "@import", "url(");
    // What is opened is closed, in order.
    Matcher tag = Pattern.compile("<(/?)([a-z0-9]+)[^>]*?(/?)>").matcher(page);
    List<String> open = new ArrayList<>();
    while (tag.find()) {
      boolean single = tag.group(3).equals("/") || tag.group(2).equals("meta");
      if (tag.group(1).equals("/")) {
        assertThat(open.removeLast()).isEqualTo(tag.group(2));
      } else if (!single) {
        open.add(tag.group(2));
      }
    }
    assertThat(open).isEmpty();
  }
}
