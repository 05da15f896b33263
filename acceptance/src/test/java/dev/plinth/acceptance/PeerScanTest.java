package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Debian's official image of 2024-12-02, and four that differ from it in one thing, through the
 * real command beside trivy and grype, on the same advisories. {@code bench/compare.py} looks at
 * many more subjects.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeerScanTest {
  private static final Path SHARED = Repository.root().resolve("../shared").normalize();
  private static final Path LIST = SHARED.resolve("data/debian/bookworm-20241202-amd64.manifest");
  private static final String DEBIAN = "ID=debian\nVERSION_ID=\"12\"\n";

  @TempDir static Path folder;
  private final Map<String, String> sources = new HashMap<>();
  private Path feeds = Path.of("");
  private PlinthProcess plinth = new PlinthProcess(Path.of(""));

  @BeforeAll
  void prepare() throws IOException {
    Path table = SHARED.resolve("tools/advisory-table");
    assumeTrue(Files.isExecutable(table) && Files.exists(LIST), "the advisories are not there");
    assumeTrue(Machine.has("apt-cache"), "this host has no apt-cache");
    String name = "";
    for (String line : Machine.run("apt-cache", "dumpavail").lines().toList()) {
      if (line.startsWith("Package: ")) {
        name = line.substring(9);
      } else if (line.startsWith("Source: ")) {
        sources.put(name, line.substring(8).replaceFirst(" .*", ""));
      }
    }
    assumeTrue(sources.containsKey("libc6"), "this host knows no packages of Debian");
    Path advisories = folder.resolve("advisories.tsv");
    Machine.run(table.toString(), advisories.toString());
    feeds = folder.resolve("feeds");
    plinth = new PlinthProcess(folder);
    String today = Instant.now().toString().substring(0, 10);
    plinth.run("feeds", "update", osv(advisories).toString(), "--as-of", today).ok();
  }

  /** Debian's rows as a folder of OSV records, one a vulnerability. */
  private static Path osv(Path table) throws IOException {
    Map<String, ObjectNode> records = new TreeMap<>();
    for (String row : Files.readAllLines(table)) {
      String[] cells = row.split("\t", -1);
      if (cells[0].equals("debian")) {
        ObjectNode made = JsonMapper.shared().createObjectNode();
        made.put("id", cells[3]).put("modified", "2026-11-20T00:00:00Z").putArray("affected");
        records.putIfAbsent(cells[3], made);
        ObjectNode affected = ((ArrayNode) records.get(cells[3]).get("affected")).addObject();
        affected.putObject("package").put("ecosystem", "Debian:" + cells[1]).put("name", cells[2]);
        ArrayNode events =
            affected.putArray("ranges").addObject().put("type", "ECOSYSTEM").putArray("events");
        events.addObject().put("introduced", "0");
        if (!cells[4].isEmpty()) {
          events.addObject().put("fixed", cells[4]);
        }
      }
    }
    Path to = Files.createDirectories(folder.resolve("osv"));
    for (Map.Entry<String, ObjectNode> record : records.entrySet()) {
      Files.writeString(to.resolve(record.getKey() + ".json"), record.getValue().toString());
    }
    return to;
  }

  /** What peers read is made when the first of them is there. */
  private Path peerFeeds() {
    if (!Files.exists(feeds)) {
      String maker = Machine.peer("peer-feeds");
      Machine.run(maker, folder.resolve("advisories.tsv").toString(), feeds.toString());
    }
    return feeds;
  }

  private Path image(String name, String release, String debianVersion, String changed)
      throws IOException {
    Path root = folder.resolve(name);
    if (Files.exists(root)) {
      return root;
    }
    Files.createDirectories(root.resolve("etc"));
    Files.createDirectories(root.resolve("var/lib/dpkg"));
    Files.writeString(root.resolve("etc/os-release"), release);
    if (!debianVersion.isEmpty()) {
      Files.writeString(root.resolve("etc/debian_version"), debianVersion + "\n");
    }
    StringBuilder status = new StringBuilder();
    for (String line : Files.readAllLines(LIST)) {
      String[] cells = line.split("\t");
      String pkg = cells[0].replaceFirst(":.*", "");
      String source = sources.getOrDefault(pkg, pkg);
      String upstream = cells[1].replaceFirst("\\+b\\d+$", "");
      status.append("Package: ").append(pkg).append("\nStatus: install ok installed\nMaintainer: ");
      status.append(pkg.equals(changed) ? "Acme <p@acme.example>" : "Debian <d@debian.org>");
      status.append("\nArchitecture: amd64\nSource: ").append(source);
      status.append(upstream.equals(cells[1]) ? "" : " (" + upstream + ")");
      status.append("\nVersion: ").append(cells[1]).append("\nDescription: x\n\n");
    }
    Files.writeString(root.resolve("var/lib/dpkg/status"), status);
    return root;
  }

  private Path asItIs() throws IOException {
    return image("official", DEBIAN, "12.8", "");
  }

  private Path ofAnotherVendor() throws IOException {
    return image("vendor", DEBIAN, "12.8", "libc6");
  }

  private Path withoutVersion() throws IOException {
    return image("unversioned", DEBIAN, "", "");
  }

  /** Only the os-release is another: what else says Debian stays. */
  private Path kali() throws IOException {
    return image("kali", "ID=kali\nID_LIKE=debian\nVERSION_ID=\"2024.4\"\n", "12.8", "");
  }

  private Path testing() throws IOException {
    return image("testing", "ID=debian\n", "trixie/sid", "");
  }

  private JsonNode scan(Path root) {
    return plinth.run("scan", "-o", "json", root.toString()).ok().json();
  }

  private Set<String> found(Path root) {
    Set<String> pairs = new TreeSet<>();
    for (JsonNode finding : scan(root).get("findings")) {
      assertThat(finding.get("verdict").asString()).isEqualTo("affected");
      pairs.add(finding.get("package").asString() + " " + finding.get("id").asString());
    }
    return pairs;
  }

  private Set<String> grype(Path root) {
    String said =
        Machine.run(
            folder,
            "env",
            "GRYPE_DB_CACHE_DIR=" + peerFeeds().resolve("grype"),
            "GRYPE_DB_AUTO_UPDATE=false",
            "GRYPE_DB_VALIDATE_AGE=false",
            "GRYPE_CHECK_FOR_APP_UPDATE=false",
            Machine.peer("grype"),
            "-q",
            "-o",
            "json",
            "dir:" + root);
    Set<String> pairs = new TreeSet<>();
    for (JsonNode match : JsonMapper.shared().readTree(said).get("matches")) {
      pairs.add(
          match.at("/artifact/name").asString() + " " + match.at("/vulnerability/id").asString());
    }
    return pairs;
  }

  private Set<String> trivy(Path root) throws IOException {
    Path to = folder.resolve("trivy.json");
    List<String> words = new ArrayList<>();
    words.addAll(List.of(Machine.peer("trivy"), "rootfs", "--quiet", "--cache-dir"));
    words.add(peerFeeds().resolve("trivy").toString());
    words.addAll(List.of("--skip-db-update", "--skip-java-db-update", "--offline-scan"));
    words.addAll(List.of("--skip-version-check", "--disable-telemetry", "--scanners", "vuln"));
    words.addAll(List.of("--format", "json", "--output", to.toString(), root.toString()));
    Machine.run(folder, words.toArray(String[]::new));
    Set<String> pairs = new TreeSet<>();
    for (JsonNode result : JsonMapper.shared().readTree(Files.readString(to)).path("Results")) {
      for (JsonNode one : result.path("Vulnerabilities")) {
        pairs.add(one.get("PkgName").asString() + " " + one.get("VulnerabilityID").asString());
      }
    }
    return pairs;
  }

  private void allIsUnknown(Path root) {
    JsonNode report = scan(root);
    assertThat(report.get("findings")).isEmpty();
    assertThat(report.at("/summary/unknown").asInt()).isEqualTo(report.get("unknown").size());
    assertThat(report.get("unknown").size()).isGreaterThan(80);
    assertThat(plinth.run("scan", root.toString(), "--fail-on", "critical").code()).isEqualTo(1);
  }

  @Test
  void asItIsGrypeFindsTheSame() throws IOException {
    assertThat(found(asItIs())).hasSize(89).isEqualTo(grype(asItIs()));
  }

  @Test
  void asItIsTrivyFindsTheSame() throws IOException {
    assertThat(found(asItIs())).hasSize(89).isEqualTo(trivy(asItIs()));
  }

  @Test
  void aPackageOfAnotherVendorIsUnknownAndTheOthersAreAsBefore() throws IOException {
    Set<String> others = found(asItIs());
    others.removeIf(pair -> pair.startsWith("libc6 "));
    assertThat(found(ofAnotherVendor())).isEqualTo(others);
    assertThat(scan(ofAnotherVendor()).at("/unknown/0/reason").asString()).contains("Acme");
  }

  @Test
  void trivyIgnoresWhoMadeAPackage() throws IOException {
    assertThat(trivy(ofAnotherVendor())).hasSize(89);
  }

  @Test
  void withoutDebianVersionOsReleaseIsEnough() throws IOException {
    assertThat(found(withoutVersion())).isEqualTo(found(asItIs()));
  }

  @Test
  void withoutDebianVersionGrypeFindsTheSame() throws IOException {
    assertThat(grype(withoutVersion())).isEqualTo(found(withoutVersion()));
  }

  @Test
  void withoutDebianVersionTrivyFindsNothing() throws IOException {
    assertThat(trivy(withoutVersion())).isEmpty();
  }

  @Test
  void kaliIsUnknown() throws IOException {
    allIsUnknown(kali());
  }

  @Test
  void kaliHasNothingForGrype() throws IOException {
    assertThat(grype(kali())).isEmpty();
  }

  @Test
  void kaliIsDebianForTrivy() throws IOException {
    assertThat(trivy(kali())).hasSize(89);
  }

  @Test
  void testingIsUnknown() throws IOException {
    allIsUnknown(testing());
  }

  /** It takes the code name for Debian 13, to whose fixes all of these packages are older. */
  @Test
  void testingIsAReleaseForGrype() throws IOException {
    assertThat(grype(testing())).hasSizeGreaterThan(170);
  }

  @Test
  void testingHasNothingForTrivy() throws IOException {
    assertThat(trivy(testing())).isEmpty();
  }
}
