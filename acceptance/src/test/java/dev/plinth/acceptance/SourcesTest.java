package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code plinth sources} over an archive that Debian's own tools make, and over the real one. */
class SourcesTest {
  private static final String TYPE = "application/vnd.plinth.sources.v1";

  /** An archive of one's own, beside Debian's: made once, copied by each test. */
  @TempDir static Path shared;

  @TempDir Path home;
  private PlinthProcess plinth;

  @BeforeAll
  static void makeArchive() throws IOException {
    for (String tool : List.of("gpg", "dpkg-source", "dpkg-deb", "apt-ftparchive")) {
      assumeTrue(Machine.has(tool), tool + " is not installed");
    }
    assumeFalse(Mirrors.lines("bookworm").isEmpty(), "the host's apt names no mirror of Debian");
    Path script = shared.resolve("own-archive.sh");
    try (InputStream in = SourcesTest.class.getResourceAsStream("own-archive.sh")) {
      Files.copy(Objects.requireNonNull(in), script);
    }
    Files.createDirectories(shared.resolve("own"));
    Machine.run("bash", script.toString(), shared.resolve("own").toString());
  }

  private Path pool() {
    return home.resolve("own/archive/pool");
  }

  /** Builds an image of {@code packages} from the archive of one's own. */
  private void build(String packages) throws IOException {
    Machine.run("cp", "-r", shared.resolve("own").toString(), home.toString());
    Path spec =
        Files.writeString(
            home.resolve("own/own.yaml"),
            """
            name: own
            distribution: debian/bookworm
            architectures: [amd64]
            flavour: micro
            packages: %s
            repositories:
              - name: own
                uri: %s
                suite: stable
                components: [main]
                keys: [own.asc]
            """
                .formatted(packages, home.resolve("own/archive").toUri()));
    // What every test needs of Debian is fetched once.
    plinth = new PlinthProcess(home).with("PLINTH_CACHE", shared.resolve("cache").toString());
    plinth.run("build", spec.toString()).ok();
  }

  private static List<String> names(JsonNode array) {
    List<String> names = new ArrayList<>();
    array.forEach(
        node -> names.add(node.path("name").asString() + "=" + node.path("version").asString()));
    return names;
  }

  private List<JsonNode> attached() throws IOException {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode entry :
        JsonMapper.shared()
            .readTree(Files.readAllBytes(plinth.store().resolve("index.json")))
            .path("manifests")) {
      if (entry.path("artifactType").asString("").equals(TYPE)) {
        found.add(entry);
      }
    }
    return found;
  }

  private JsonNode blob(String digest) throws IOException {
    Path file = plinth.store().resolve("blobs/sha256").resolve(digest.substring(7));
    return JsonMapper.shared().readTree(Files.readAllBytes(file));
  }

  @Test
  void theExactSourcesAreAttachedOnceAndTravelWithOtherTools() throws IOException {
    build("[greet]");
    Path folder = home.resolve("written");
    JsonNode report =
        plinth.run("sources", "own", "--to", folder.toString(), "-o", "json").ok().json();
    // Rebuilt without changes, and built with a version that the archive has a newer one of.
    assertThat(names(report.path("sources")))
        .containsExactly("base-files=99", "base-passwd=99", "greet=1.0", "part=2.0");
    assertThat(report.path("complete").asBoolean()).isTrue();
    for (String dsc :
        List.of(
            "greet_1.0/greet_1.0.dsc",
            "part_2.0/part_2.0.dsc",
            "base-files_99/base-files_99.dsc")) {
      Path unpacked = home.resolve("unpacked-" + dsc.replace('/', '-'));
      Machine.run("dpkg-source", "-x", folder.resolve(dsc).toString(), unpacked.toString());
      assertThat(unpacked.resolve("debian/changelog")).isRegularFile();
    }
    try (Stream<Path> files = Files.list(pool())) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("part_2.0")).toList()) {
        assertThat(folder.resolve("part_2.0").resolve(file.getFileName()))
            .hasSameBinaryContentAs(file);
      }
    }

    List<JsonNode> entries = attached();
    assertThat(entries).hasSize(1);
    assertThat(entries.getFirst().path("annotations").has("org.opencontainers.image.ref.name"))
        .isFalse();
    String digest = entries.getFirst().path("digest").asString();
    assertThat(report.path("artifact").asString()).isEqualTo(digest);
    JsonNode manifest = blob(digest);
    assertThat(manifest.path("subject").path("digest")).isEqualTo(report.path("image"));
    List<String> titles = new ArrayList<>();
    manifest
        .path("layers")
        .forEach(layer ->
            titles.add(
                layer.path("annotations").path("org.opencontainers.image.title").asString()));
    assertThat(titles)
        .contains("greet_1.0/greet_1.0.tar.xz", "part_2.0/part_2.0.dsc", "sources.json")
        .anyMatch(title -> title.matches("repositories/own/stable/main/[0-9a-f]{12}/Release"));

    // Nothing is asked for again, and the same comes of it; the archive may be gone.
    Files.move(home.resolve("own/archive"), home.resolve("elsewhere"));
    PlinthProcess offline = plinth.with("PLINTH_OFFLINE", "1");
    assertThat(offline.run("sources", "own", "-o", "json").ok().json().path("artifact").asString())
        .isEqualTo(digest);
    assertThat(attached()).hasSize(1);
    assertThat(offline.run("sources", "own", "--check").ok().out())
        .contains("none lacks its source");
    StoreCheck.holds(plinth);
    copies(entries.getFirst());
  }

  /** skopeo takes an artifact by name: it gets one in a layout that shares the store's blobs. */
  private void copies(JsonNode entry) throws IOException {
    assumeTrue(Machine.has("skopeo"), "skopeo is not installed");
    Path layout = Files.createDirectory(home.resolve("layout"));
    Files.copy(plinth.store().resolve("oci-layout"), layout.resolve("oci-layout"));
    Files.createSymbolicLink(layout.resolve("blobs"), plinth.store().resolve("blobs"));
    ((ObjectNode) entry.path("annotations")).put("org.opencontainers.image.ref.name", "sources");
    ObjectNode index = JsonMapper.shared().createObjectNode();
    index.put("schemaVersion", 2).putArray("manifests").add(entry);
    Files.writeString(layout.resolve("index.json"), index.toString());
    Path copy = home.resolve("copy");
    Machine.run("skopeo", "copy", "-q", "oci:" + layout + ":sources", "oci:" + copy + ":sources");
    assertThat(copy.resolve("blobs/sha256").resolve(entry.path("digest").asString().substring(7)))
        .isRegularFile();
  }

  @Test
  void aChangedFileIsNamedWhereverItWasChanged() throws IOException {
    build("[greet]");
    Path served = pool().resolve("greet_1.0.tar.xz");
    Path good = Files.copy(served, home.resolve("good"));
    byte[] bytes = Files.readAllBytes(served);
    bytes[100] ^= 1;
    Files.write(served, bytes);
    PlinthProcess.Result refused = plinth.run("sources", "own");
    assertThat(refused.code()).as(refused.err()).isEqualTo(6);
    assertThat(refused.err())
        .contains("source file greet_1.0.tar.xz of greet=1.0")
        .contains("sha256 in the Sources index of own/stable/main");
    assertThat(attached()).isEmpty();

    Files.copy(good, served, StandardCopyOption.REPLACE_EXISTING);
    JsonNode report = plinth.run("sources", "own", "-o", "json").ok().json();
    String hash = report.path("sources").path(2).path("files").path(0).path("sha256").asString();
    Files.writeString(plinth.store().resolve("blobs/sha256").resolve(hash), "evil");
    for (String option : List.of("--check", "--quiet")) {
      PlinthProcess.Result damaged = plinth.run("sources", "own", option);
      assertThat(damaged.code()).as(damaged.err()).isEqualTo(6);
      assertThat(damaged.err()).contains("of greet=1.0 (sha256 in the Sources index of");
    }
  }

  @Test
  void whatTheMirrorHasDroppedIsNamedAndTheRestIsKept() throws IOException {
    build("[greet]");
    Path tar = pool().resolve("part_2.0.tar.xz");
    Path away = Files.move(tar, home.resolve("away"));
    PlinthProcess.Result result = plinth.run("sources", "own", "-o", "json");
    assertThat(result.code()).as(result.err()).isEqualTo(4);
    JsonNode report = result.json();
    assertThat(names(report.path("sources")))
        .containsExactly("base-files=99", "base-passwd=99", "greet=1.0");
    JsonNode missing = report.path("missing").path(0);
    assertThat(report.path("missing")).hasSize(1);
    assertThat(missing.path("name").asString()).isEqualTo("greet");
    assertThat(missing.path("version").asString()).isEqualTo("1.0+b1");
    assertThat(missing.path("field").asString()).isEqualTo("Built-Using");
    assertThat(missing.path("source").asString()).isEqualTo("part");
    assertThat(missing.path("sourceVersion").asString()).isEqualTo("2.0");
    assertThat(missing.path("reason").asString()).isEqualTo("no mirror has part_2.0.tar.xz");
    assertThat(blob(attached().getFirst().path("digest").asString()).path("annotations").toString())
        .contains("\"dev.plinth.sources.complete\":\"false\"");
    assertThat(plinth.run("sources", "own", "--check").code()).isEqualTo(1);
    assertThat(plinth.run("sources", "own").out())
        .contains("part=2.0 (Built-Using): no mirror has");

    Files.move(away, tar);
    plinth.run("sources", "own").ok();
    assertThat(attached()).hasSize(1);
    plinth.run("sources", "own", "--check").ok();
  }

  @Test
  void aPackageWithoutSourceIsNamed() throws IOException {
    build("[greet, orphan]");
    PlinthProcess.Result result = plinth.run("sources", "own", "--check", "-o", "json");
    assertThat(result.code()).as(result.err()).isEqualTo(1);
    List<String> missing = new ArrayList<>();
    result
        .json()
        .path("missing")
        .forEach(one ->
            missing.add(
                String.join(
                    " ",
                    one.path("name").asString(),
                    one.path("field").asString(),
                    one.path("source").asString(),
                    one.path("sourceVersion").asString(),
                    one.path("reason").asString())));
    assertThat(missing)
        .containsExactly(
            "orphan Source nobody 3 no Sources index of the lock lists it",
            "orphan Built-Using part 1.9 no Sources index of the lock lists it");
    assertThat(attached()).isEmpty();
    assertThat(plinth.run("sources", "own").code()).isEqualTo(4);
  }

  @Test
  void anIndexThatTheMirrorHasReplacedIsFetchedByHashOrNamed() throws IOException {
    build("[greet]");
    Path folder = home.resolve("own/archive/dists/stable/main/source");
    Path index = folder.resolve("Sources.gz");
    Path byHash = folder.resolve("by-hash/SHA256");
    String hash = Machine.run("sha256sum", index.toString()).substring(0, 64);
    Files.createDirectories(byHash);
    Path kept = Files.move(index, home.resolve("kept"));
    PlinthProcess.Result result = plinth.run("sources", "own", "--check");
    assertThat(result.code()).as(result.err()).isEqualTo(1);
    assertThat(result.out())
        .contains(
            "greet=1.0: the Sources index of own/stable/main (sha256:" + hash.substring(0, 12))
        .contains("is on no mirror any more");
    assertThat(plinth.run("sources", "own").code()).isEqualTo(4);
    Files.copy(kept, byHash.resolve(hash));
    plinth.run("sources", "own").ok();
  }

  /** As far as the host's mirror has the sources: what it lacks must be named. */
  @Test
  void debiansOwnArchiveHasASourceForEveryPackage() throws IOException {
    plinth = new PlinthProcess(home);
    String image = Boolean.getBoolean("plinth.full") ? "debian-micro" : "small";
    Path spec =
        image.equals("small")
            ? Files.writeString(
                home.resolve("small.yaml"),
                """
                name: small
                distribution: debian/bookworm
                architectures: [amd64]
                flavour: micro
                packages: [tzdata]
                """)
            : home.resolve("examples/debian-micro.yaml");
    Machine.run("cp", "-r", Repository.root().resolve("examples").toString(), home.toString());
    plinth.run("build", spec.toString(), "--skip-tests").ok();
    JsonNode proven = plinth.run("sources", image, "--check", "-o", "json").ok().json();
    assertThat(proven.path("missing")).isEmpty();
    assertThat(proven.path("sources").size()).isGreaterThan(2);

    Path folder = home.resolve("written");
    PlinthProcess.Result result =
        plinth.run("sources", image, "--to", folder.toString(), "-o", "json");
    JsonNode report = result.json();
    report
        .path("missing")
        .forEach(one -> assertThat(one.path("reason").asString()).startsWith("no mirror has "));
    assertThat(result.code()).as(result.err()).isEqualTo(report.path("missing").isEmpty() ? 0 : 4);
    assumeFalse(report.path("sources").isEmpty(), "the host's mirror has no sources");
    for (JsonNode source : report.path("sources")) {
      Path own =
          folder.resolve(source.path("name").asString() + "_" + source.path("version").asString());
      for (JsonNode file : source.path("files")) {
        String name = file.path("name").asString();
        if (name.endsWith(".dsc")) {
          Path unpacked = home.resolve("unpacked-" + name);
          Machine.run(own, "dpkg-source", "--no-check", "-x", name, unpacked.toString());
          assertThat(unpacked.resolve("debian/changelog")).isRegularFile();
        }
        assertThat(Machine.run("sha256sum", own.resolve(name).toString()))
            .startsWith(file.path("sha256").asString());
      }
    }
  }
}
