package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** With {@code layers: by-origin}, what changes moves, and little else. */
class LayersTest {
  private static final String OTHERS = "ca-certificates, tzdata, nginx, python3-minimal, curl";
  private static final long ALLOWANCE = 300_000;

  /** Layers from the bottom up, and all blobs of the platform: digest to size. */
  private record Image(List<String> layers, Map<String, Long> blobs) {
    /** The bytes that a registry with {@code other} still has to be sent. */
    long newBytes(Image other) {
      return blobs.entrySet().stream()
          .filter(blob -> !other.blobs.containsKey(blob.getKey()))
          .mapToLong(Map.Entry::getValue)
          .sum();
    }

    long lost(Image other) {
      return other.layers.stream().filter(layer -> !layers.contains(layer)).count();
    }
  }

  @TempDir static Path shared;
  @TempDir Path work;

  @Test
  void replacingOneLibraryMovesLittleMoreThanIt(TestReporter reporter) throws IOException {
    List<String> versions = versions("libssl3", "bookworm");
    assumeTrue(versions.size() > 1, "the archive has one version of libssl3 only: " + versions);
    Image before = build("libssl3=" + versions.getFirst() + ", " + OTHERS);
    Image after = build("libssl3=" + versions.getLast() + ", " + OTHERS);
    long compressed = locked("libssl3").get("size").asLong();
    long moved = after.newBytes(before);
    reporter.publishEntry(
        String.format(
            Locale.ROOT,
            "libssl3 %s to %s, %d bytes compressed: %d of %d layers are new, %d bytes move,"
                + " %.2f times its size",
            versions.getFirst(),
            versions.getLast(),
            compressed,
            after.lost(before),
            after.layers.size(),
            moved,
            (double) moved / compressed));
    assertThat(locked("libssl3").get("version").asString()).isEqualTo(versions.getLast());
    assertThat(moved).isBetween(compressed / 2, compressed * 3 / 2 + ALLOWANCE);
  }

  @Test
  void aPackageThatIsAddedCutsNoOtherLayerAgain(TestReporter reporter, TestInfo test)
      throws IOException {
    assumeTrue(Machine.has("apt-get"), test.getDisplayName() + ": no apt, so no mirror is known");
    Image before = build("libssl3, " + OTHERS);
    Image large = build("busybox-static, libssl3, " + OTHERS);
    publish(reporter, "busybox-static", large, before);
    assertThat(large.layers).hasSize(before.layers.size() + 1);
    assertThat(large.lost(before)).isZero();
    Image small = build("tini, libssl3, " + OTHERS);
    publish(reporter, "tini", small, before);
    // A small one shares a layer, which is then not another one.
    assertThat(small.layers).hasSameSizeAs(before.layers);
    assertThat(small.lost(before)).isEqualTo(1);
  }

  private void publish(TestReporter reporter, String name, Image after, Image before)
      throws IOException {
    reporter.publishEntry(
        String.format(
            Locale.ROOT,
            "%s added, %d bytes compressed: %d of %d layers are cut again, %d bytes move",
            name,
            locked(name).get("size").asLong(),
            after.lost(before),
            before.layers.size(),
            after.newBytes(before)));
  }

  private Image build(String packages) throws IOException {
    Path spec = work.resolve("layered.yaml");
    Files.writeString(
        spec,
        """
        name: layered
        distribution: debian/bookworm
        architectures: [amd64]
        flavour: micro
        packages: [%s]
        layers: by-origin
        """
            .formatted(packages));
    PlinthProcess plinth = new PlinthProcess(shared);
    JsonNode report = plinth.run("build", spec.toString(), "-o", "json").ok().json();
    String digest = report.at("/platforms/0/digest").asString();
    Path blob = plinth.store().resolve(digest.replace("sha256:", "blobs/sha256/"));
    JsonNode manifest = JsonMapper.shared().readTree(Files.readString(blob));
    Map<String, Long> blobs = new TreeMap<>(Map.of(digest, Files.size(blob)));
    for (JsonNode one : manifest.get("layers")) {
      blobs.put(one.get("digest").asString(), one.get("size").asLong());
    }
    List<String> layers =
        manifest.get("layers").values().stream().map(l -> l.get("digest").asString()).toList();
    blobs.put(manifest.at("/config/digest").asString(), manifest.at("/config/size").asLong());
    return new Image(layers, blobs);
  }

  private JsonNode locked(String name) throws IOException {
    String lock = Files.readString(work.resolve("layered.lock.json"));
    JsonNode packages = JsonMapper.shared().readTree(lock).at("/architectures/amd64/packages");
    return packages.values().stream()
        .filter(one -> one.get("name").asString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The versions that the release, its updates and its security archive have, the oldest first. */
  private List<String> versions(String name, String release) {
    assumeTrue(Machine.has("curl"), "curl is not installed");
    List<String> lines = Mirrors.lines(release);
    assumeTrue(!lines.isEmpty(), "apt's sources name no mirror of Debian");
    String script =
        """
        for at in "$@"; do
          curl -sfL "$at/main/binary-amd64/Packages.xz" | xz -dc |
            awk -v name="$NAME" '/^Package: /{p=$2} /^Version: / && p==name {print $2}'
        done | sort -V | uniq
        """;
    String[] words = new String[lines.size() + 6];
    String[] first = {"env", "NAME=" + name, "sh", "-c", script, "sh"};
    System.arraycopy(first, 0, words, 0, first.length);
    for (int i = 0; i < lines.size(); i++) {
      String[] line = lines.get(i).split(" ");
      words[first.length + i] = line[1].replaceFirst("/$", "") + "/dists/" + line[2];
    }
    return Machine.run(work, words).lines().toList();
  }
}
