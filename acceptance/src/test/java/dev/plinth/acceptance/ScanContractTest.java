package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What scripts rely on of {@code plinth scan}: names, types, exit codes, files whole or not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScanContractTest {
  private static final String BASE = "basis";
  private static final String APPLICATION = "application";

  @TempDir static Path folder;
  private PlinthProcess plinth;

  @BeforeAll
  void prepare() throws IOException {
    plinth = new PlinthProcess(folder.resolve("home")).with("PLINTH_KEY_PASSWORD", "test");
    build(BASE, "packages: [libc6, zlib1g]\n");
    build(APPLICATION, "base: " + BASE + "\npackages: [libtasn1-6]\n");
    Path osv = Files.createDirectory(folder.resolve("osv"));
    for (String source : List.of("glibc", "zlib", "libtasn1-6")) {
      Files.writeString(
          osv.resolve(source + ".json"),
          """
          {"schema_version":"1.7.0","id":"DEBIAN-CVE-2099-1%1$s","upstream":["CVE-2099-1%1$s"],
           "modified":"%4$sT00:00:00Z","published":"2026-01-01T00:00:00Z",
           "affected":[%2$s,%3$s]}
          """
              .formatted(
                  number(source), affected("12", source), affected("13", source), LocalDate.now()));
    }
    plinth.run("feeds", "update", osv.toString(), "--as-of", LocalDate.now().toString()).ok();
  }

  private void build(String name, String rest) throws IOException {
    String text =
        "name: "
            + name
            + "\ndistribution: debian/bookworm\narchitectures: [amd64]\nflavour: micro\n"
            + rest;
    Path spec = Files.writeString(folder.resolve(name + ".yaml"), text);
    plinth.run("build", spec.toString()).ok();
  }

  private static String number(String source) {
    return "%04d".formatted(Math.floorMod(source.hashCode(), 10_000));
  }

  private static String affected(String release, String source) {
    return "{\"package\":{\"ecosystem\":\"Debian:%s\",\"name\":\"%s\"},\"ranges\":[{\"type\":"
            .formatted(release, source)
        + "\"ECOSYSTEM\",\"events\":[{\"introduced\":\"0\"},{\"fixed\":\"999:1\"}]}]}";
  }

  private JsonNode scan(String... more) {
    List<String> words = new ArrayList<>(List.of("scan", APPLICATION, "-o", "json"));
    words.addAll(List.of("--platform", "linux/amd64"));
    words.addAll(List.of(more));
    return plinth.run(words.toArray(String[]::new)).ok().json();
  }

  private static Set<String> ids(JsonNode findings) {
    Set<String> ids = new TreeSet<>();
    findings.forEach(one -> ids.add(one.get("id").asString()));
    return ids;
  }

  @Test
  void theJsonHasAllItsMembers() {
    JsonNode scan = scan();
    assertThat(scan.propertyNames())
        .contains("subject", "distribution", "feeds", "findings", "unknown", "summary")
        .contains("suppressed", "vex", "suppressions", "hygiene", "endOfLife", "unownedFiles");
    assertThat(scan.get("feeds").get(0).propertyNames()).contains("name", "asOf");
    JsonNode finding = scan.get("findings").get(0);
    assertThat(finding.propertyNames())
        .contains("id", "aliases", "package", "version", "source", "verdict", "reason")
        .contains("severity", "fixedVersion", "layer", "severities", "responsible")
        .contains("fixAvailable", "fixAvailableReason", "published");
    assertThat(finding.get("id").asString()).matches("CVE-2099-1[0-9]{4}");
    assertThat(finding.get("layer").asString()).startsWith("sha256:");
    assertThat(finding.get("fixAvailable").asString()).isEqualTo("unknown");
    assertThat(finding.get("published").asString()).isEqualTo("2026-01-01");
    assertThat(scan.at("/summary/findings").asInt()).isEqualTo(scan.get("findings").size());
  }

  @Test
  void whatTheBaseBroughtCanBeLeftOut() {
    JsonNode whole = scan("--base", BASE);
    assertThat(whole.at("/base/name").asString()).isEqualTo(BASE);
    Set<String> words = new TreeSet<>();
    whole.get("findings").forEach(one -> words.add(one.get("responsible").asString()));
    assertThat(words).containsExactly("application", "base");
    JsonNode own = scan("--exclude-base", BASE);
    assertThat(own.get("findings"))
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.get("responsible").asString()).isEqualTo("application"));
    int hidden = whole.get("suppressed").size() - own.get("suppressed").size();
    assertThat(own.get("findings").size() + own.at("/summary/excluded/findings").asInt())
        .isEqualTo(whole.get("findings").size() + hidden);
    PlinthProcess.Result other = plinth.run("scan", BASE, "--exclude-base", APPLICATION);
    assertThat(other.code()).isEqualTo(3);
    assertThat(other.err()).contains(BASE + " is not built on " + APPLICATION);
  }

  @Test
  void attestedVexHoldsOnlyWhereTheKeyIsTrusted() throws IOException {
    Path said =
        Files.writeString(
            folder.resolve("vex.json"),
            """
            {"@context":"https://openvex.dev/ns/v0.2.0","@id":"urn:test","author":"team",
             "timestamp":"2026-01-01T00:00:00Z","version":1,"statements":[{
             "vulnerability":{"name":"CVE-2099-1%s"},"products":[{"@id":"pkg:deb/debian/zlib1g"}],
             "status":"not_affected","justification":"vulnerable_code_not_in_execute_path"}]}
            """
                .formatted(number("zlib")));
    plinth.run("attest", APPLICATION, "--predicate", said.toString(), "--type", "vex").ok();
    JsonNode trusted = scan();
    String zlib = "CVE-2099-1" + number("zlib");
    assertThat(ids(trusted.get("findings"))).doesNotContain(zlib);
    assertThat(trusted.get("suppressed").get(0).at("/suppressedBy/signedBy")).isNotEmpty();
    Path stranger = Files.createDirectory(folder.resolve("stranger"));
    PlinthProcess.Result result =
        plinth
            .with("PLINTH_CONFIG", stranger.toString())
            .run("scan", APPLICATION, "--platform", "linux/amd64", "-o", "json")
            .ok();
    assertThat(ids(result.json().get("findings"))).contains(zlib);
    assertThat(result.json().get("vex"))
        .anySatisfy(one -> {
          assertThat(one.get("applied").asBoolean()).isFalse();
          assertThat(one.get("reason").asString()).contains("no key is known");
        });
  }

  @Test
  void rulesEndWithOneAndReportsAreWritten() throws IOException {
    Path sarif = folder.resolve("scan.sarif");
    Path cyclonedx = folder.resolve("scan.cdx.json");
    Path html = folder.resolve("scan.html");
    PlinthProcess.Result failed =
        plinth.run(
            "scan",
            BASE,
            "--fail-on",
            "high,older=30d",
            "--report",
            "sarif=" + sarif,
            "--report",
            "cyclonedx=" + cyclonedx,
            "--report",
            "html=" + html);
    assertThat(failed.code()).as(failed.err()).isEqualTo(1);
    assertThat(plinth.run("scan", BASE, "--fail-on", "high,older=30000d").code()).isZero();
    JsonNode run = JsonMapper.shared().readTree(sarif).at("/runs/0");
    Set<String> rules = ids(run.at("/tool/driver/rules"));
    assertThat(run.get("results"))
        .isNotEmpty()
        .allSatisfy(one -> {
          assertThat(rules).contains(one.get("ruleId").asString());
          assertThat(one.at("/message/text").asString()).isNotBlank();
          assertThat(one.at("/locations/0/physicalLocation/artifactLocation/uri").asString())
              .doesNotStartWith("/")
              .isNotBlank();
          assertThat(one.at("/partialFingerprints").propertyNames())
              .containsExactlyInAnyOrder("plinth/v1", "primaryLocationLineHash");
          assertThat(one.get("level").asString()).isIn("error", "warning", "note");
        });
    assertThat(JsonMapper.shared().readTree(cyclonedx).get("vulnerabilities"))
        .allSatisfy(
            one -> assertThat(one.at("/analysis/state").asString()).isEqualTo("exploitable"));
    assertThat(Files.readString(html)).contains("<h1>").doesNotContain("<script", "http-equiv");
    PlinthProcess.Result wrong = plinth.run("scan", BASE, "--report", "sarif");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(plinth.run("scan", BASE, "--report", "html=none/x.html").code()).isEqualTo(4);
  }

  @Test
  void findingsOfTwoImagesAreCompared() {
    JsonNode diff = plinth.run("diff", BASE, APPLICATION, "--findings", "-o", "json").ok().json();
    assertThat(diff.propertyNames()).contains("removed", "added", "remaining", "unknown");
    assertThat(ids(diff.get("added"))).contains("CVE-2099-1" + number("libtasn1-6"));
    assertThat(ids(diff.get("remaining"))).contains("CVE-2099-1" + number("glibc"));
  }

  /** An older version in the lock, between which and today's the advisory's fix lies. */
  @Test
  void updateSaysWhichFindingsTheNewLockRemoves() throws IOException {
    Path lock = folder.resolve(BASE + ".lock.json");
    String now = Files.readString(lock);
    String version = "";
    for (JsonNode pkg : JsonMapper.shared().readTree(now).at("/architectures/amd64/packages")) {
      if (pkg.get("name").asString().equals("zlib1g")) {
        version = pkg.get("version").asString();
      }
    }
    assertThat(version).isNotEmpty();
    Path feed =
        Files.writeString(
            folder.resolve("fixed.json"),
            """
            {"schema_version":"1.7.0","id":"DEBIAN-CVE-2099-2000","upstream":["CVE-2099-2000"],
             "modified":"%sT00:00:00Z","affected":[{"package":{"ecosystem":"Debian:12",
             "name":"zlib"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},
             {"fixed":"%s"}]}]}]}
            """
                .formatted(LocalDate.now(), version));
    PlinthProcess other =
        new PlinthProcess(folder.resolve("home")).with("PLINTH_FEEDS", temp("feeds").toString());
    String[] update = {"update", folder.resolve(BASE + ".yaml").toString(), "--dry-run"};
    String[] json = {update[0], update[1], update[2], "-o", "json"};
    JsonNode without = other.run(json).ok().json();
    assertThat(without.at("/findings/known").asBoolean()).isFalse();
    assertThat(without.at("/findings/reason").asString()).contains("no feeds");
    other.run("feeds", "update", feed.toString(), "--as-of", LocalDate.now().toString()).ok();
    try {
      Files.writeString(lock, now.replace(version, "1:1.0-1"));
      JsonNode found = other.run(json).ok().json();
      assertThat(ids(found.at("/findings/removed"))).containsExactly("CVE-2099-2000");
      assertThat(found.at("/findings/added")).isEmpty();
      assertThat(other.run(update).ok().out())
          .contains("fixed by the new lock: 1 finding", "findings  1 fixed, 0 new, 0 remain");
    } finally {
      Files.writeString(lock, now);
    }
  }

  private static Path temp(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }
}
