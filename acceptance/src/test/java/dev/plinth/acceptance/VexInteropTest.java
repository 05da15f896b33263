package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Plinth writes as OpenVEX hides in other scanners what it hides in Plinth, and no more. */
@ExtendWith(Examples.Resolver.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VexInteropTest {
  private static final String IMAGE = "debian-minimal";

  /** Source packages of the image; zlib's version has an epoch. */
  private static final Map<String, String> ADVISORIES =
      Map.of(
          "CVE-2099-0001", "glibc",
          "CVE-2099-0002", "glibc",
          "CVE-2099-0003", "zlib",
          "CVE-2099-0004", "zlib",
          "CVE-2099-0005", "bash");

  private static final Set<String> SUPPRESSED = Set.of("CVE-2099-0001", "CVE-2099-0003");

  @TempDir static Path folder;
  private Path feeds;
  private Path layout;
  private Path vex;
  private final Set<String> open = new TreeSet<>();
  private final Set<String> hidden = new TreeSet<>();

  @BeforeAll
  void prepare(Examples examples) throws IOException {
    String maker = Machine.peer("peer-feeds");
    layout = examples.layout(IMAGE, "amd64");
    List<String> rows = new ArrayList<>();
    rows.add("distribution\trelease\tpackage\tid\tfixed\tseverity");
    Path osv = Files.createDirectory(folder.resolve("osv"));
    for (String release : List.of("12", "13")) {
      ADVISORIES.forEach((cve, source) ->
          rows.add("debian\t" + release + "\t" + source + "\t" + cve + "\t999:1\thigh"));
    }
    ADVISORIES.forEach((cve, source) -> {
      try {
        Files.writeString(osv.resolve(cve + ".json"), osv(cve, source));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    });
    Path table = Files.write(folder.resolve("advisories.tsv"), rows);
    feeds = folder.resolve("feeds");
    Machine.run(maker, table.toString(), feeds.toString());
    PlinthProcess plinth =
        examples.plinth().with("PLINTH_FEEDS", folder.resolve("own-feeds").toString());
    plinth.run("feeds", "update", osv.toString(), "--as-of", LocalDate.now().toString()).ok();
    StringBuilder suppressions = new StringBuilder("suppressions:\n");
    SUPPRESSED.stream()
        .sorted()
        .forEach(cve ->
            suppressions.append(
                "  - {id: " + cve + ", owner: o, reason: r, expires: 2999-01-01}\n"));
    Path suppress = Files.writeString(folder.resolve("suppress.yaml"), suppressions);
    vex = folder.resolve("vex.json");
    JsonNode scan =
        plinth
            .run(
                "scan",
                IMAGE,
                "--platform",
                "linux/amd64",
                "--suppress",
                suppress.toString(),
                "--report",
                "openvex=" + vex,
                "-o",
                "json")
            .ok()
            .json();
    scan.get("findings").forEach(one -> open.add(pair(one, "package", "id")));
    scan.get("suppressed").forEach(one -> hidden.add(pair(one, "package", "id")));
    assertThat(open).isNotEmpty();
    assertThat(hidden).hasSizeGreaterThanOrEqualTo(SUPPRESSED.size());
  }

  private static String osv(String cve, String source) {
    String affected =
        "{\"package\":{\"ecosystem\":\"Debian:%s\",\"name\":\"%s\"},\"ranges\":[{\"type\":"
            + "\"ECOSYSTEM\",\"events\":[{\"introduced\":\"0\"},{\"fixed\":\"999:1\"}]}]}";
    return "{\"schema_version\":\"1.7.0\",\"id\":\"DEBIAN-"
        + cve
        + "\",\"upstream\":[\""
        + cve
        + "\"],\"modified\":\""
        + LocalDate.now()
        + "T00:00:00Z\",\"affected\":["
        + affected.formatted("12", source)
        + ","
        + affected.formatted("13", source)
        + "]}";
  }

  private static String pair(JsonNode node, String pkg, String id) {
    return node.at("/" + pkg).asString() + " " + node.at("/" + id).asString();
  }

  @Test
  void grypeHidesTheSame() {
    Set<String> all = new TreeSet<>(open);
    all.addAll(hidden);
    assertThat(grype()).isEqualTo(all);
    assertThat(grype("--vex", vex.toString())).isEqualTo(open);
  }

  private Set<String> grype(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "env",
                "GRYPE_DB_CACHE_DIR=" + feeds.resolve("grype"),
                "GRYPE_DB_AUTO_UPDATE=false",
                "GRYPE_DB_VALIDATE_AGE=false",
                "GRYPE_CHECK_FOR_APP_UPDATE=false",
                Machine.peer("grype"),
                "-q",
                "-o",
                "json",
                "oci-dir:" + layout));
    words.addAll(List.of(more));
    Set<String> found = new TreeSet<>();
    String said = Machine.run(folder, words.toArray(String[]::new));
    for (JsonNode match : JsonMapper.shared().readTree(said).get("matches")) {
      found.add(pair(match, "artifact/name", "vulnerability/id"));
    }
    return found;
  }

  @Test
  void trivyHidesTheSame() throws IOException {
    Set<String> all = new TreeSet<>(open);
    all.addAll(hidden);
    assertThat(trivy()).isEqualTo(all);
    assertThat(trivy("--vex", vex.toString())).isEqualTo(open);
  }

  private Set<String> trivy(String... more) throws IOException {
    Path to = folder.resolve("trivy.json");
    List<String> words =
        new ArrayList<>(
            List.of(
                Machine.peer("trivy"),
                "--quiet",
                "--cache-dir",
                feeds.resolve("trivy").toString(),
                "image",
                "--skip-db-update",
                "--skip-java-db-update",
                "--offline-scan",
                "--skip-version-check",
                "--disable-telemetry",
                "--scanners",
                "vuln",
                "--format",
                "json",
                "--output",
                to.toString(),
                "--input",
                layout.toString()));
    words.addAll(List.of(more));
    Machine.run(folder, words.toArray(String[]::new));
    Set<String> found = new TreeSet<>();
    for (JsonNode result : JsonMapper.shared().readTree(Files.readString(to)).path("Results")) {
      for (JsonNode one : result.path("Vulnerabilities")) {
        found.add(pair(one, "PkgName", "VulnerabilityID"));
      }
    }
    return found;
  }
}
