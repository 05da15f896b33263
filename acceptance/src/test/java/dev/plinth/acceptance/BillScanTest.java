package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Scanners find the same in the bills of materials as in the image itself, with real advisories of
 * which none is fixed, so that every package that has any is found.
 */
@ExtendWith(Examples.Resolver.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock("examples")
class BillScanTest {
  private static final String IMAGE = "debian-minimal";

  @TempDir static Path folder;
  private Path feeds;
  private Path layout;
  private Path spdx;
  private Path cyclonedx;

  @BeforeAll
  void prepare(Examples examples) throws IOException {
    Path table = Repository.root().resolve("../shared/tools/advisory-table").normalize();
    assumeTrue(Files.isExecutable(table), "the advisories are not there");
    String maker = Machine.peer("peer-feeds");
    Path advisories = folder.resolve("advisories.tsv");
    Machine.run(table.toString(), advisories.toString());
    List<String> rows = new ArrayList<>();
    for (String row : Files.readAllLines(advisories)) {
      String[] cells = row.split("\t", -1);
      boolean debian = cells[0].equals("debian");
      if (rows.isEmpty()) {
        rows.add(row);
      } else if (debian) {
        // Not fixed, or fixed by a version that nobody has: both must be found.
        cells[4] = rows.size() % 2 == 0 ? "" : "999:1";
        rows.add(String.join("\t", cells));
      }
    }
    Files.write(advisories, rows);
    feeds = folder.resolve("feeds");
    Machine.run(maker, advisories.toString(), feeds.toString());
    layout = examples.layout(IMAGE, "amd64");
    spdx = bill(examples, "spdx");
    cyclonedx = bill(examples, "cyclonedx");
  }

  private Path bill(Examples examples, String format) throws IOException {
    String[] words = {"sbom", IMAGE, "--format", format, "--platform", "linux/amd64"};
    String text = examples.plinth().run(words).ok().out();
    return Files.writeString(folder.resolve(format + ".json"), text);
  }

  @Test
  void grypeFindsTheSame() {
    Set<String> image = grype("oci-dir:" + layout);
    assertThat(image).hasSizeGreaterThan(50);
    assertThat(grype("sbom:" + spdx)).isEqualTo(image);
    assertThat(grype("sbom:" + cyclonedx)).isEqualTo(image);
  }

  private Set<String> grype(String what) {
    String said =
        Machine.run(
            folder,
            "env",
            "GRYPE_DB_CACHE_DIR=" + feeds.resolve("grype"),
            "GRYPE_DB_AUTO_UPDATE=false",
            "GRYPE_DB_VALIDATE_AGE=false",
            "GRYPE_CHECK_FOR_APP_UPDATE=false",
            Machine.peer("grype"),
            "-q",
            "-o",
            "json",
            what);
    Set<String> found = new TreeSet<>();
    for (JsonNode match : JsonMapper.shared().readTree(said).get("matches")) {
      if (match.at("/artifact/type").asString().equals("deb")) {
        found.add(
            match.at("/artifact/name").asString()
                + " "
                + match.at("/artifact/version").asString()
                + " "
                + match.at("/vulnerability/id").asString());
      }
    }
    return found;
  }

  @Test
  void trivyFindsTheSame() throws IOException {
    Set<String> image = trivy("image", "--input", layout.toString());
    assertThat(image).hasSizeGreaterThan(50);
    assertThat(trivy("sbom", spdx.toString())).isEqualTo(image);
    assertThat(trivy("sbom", cyclonedx.toString())).isEqualTo(image);
  }

  private Set<String> trivy(String... what) throws IOException {
    Path to = folder.resolve("trivy.json");
    List<String> words =
        new ArrayList<>(
            List.of(
                Machine.peer("trivy"),
                "--quiet",
                "--cache-dir",
                feeds.resolve("trivy").toString(),
                what[0],
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
                to.toString()));
    words.addAll(List.of(what).subList(1, what.length));
    if (what[0].equals("sbom")) {
      words.remove("--scanners");
      words.remove("vuln");
    }
    Machine.run(folder, words.toArray(String[]::new));
    Set<String> found = new TreeSet<>();
    for (JsonNode result : JsonMapper.shared().readTree(Files.readString(to)).path("Results")) {
      for (JsonNode one : result.path("Vulnerabilities")) {
        found.add(
            one.get("PkgName").asString()
                + " "
                + one.get("InstalledVersion").asString()
                + " "
                + one.get("VulnerabilityID").asString());
      }
    }
    return found;
  }
}
