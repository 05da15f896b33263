package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Scanners list exactly the packages and versions of the lock, those of the base among them. */
@ExtendWith(Examples.Resolver.class)
@ResourceLock("examples")
class ScannersTest {
  @TempDir Path temp;

  @ParameterizedTest
  @MethodSource("dev.plinth.acceptance.Examples#all")
  void syftListsThePackagesOfTheLock(String example, Examples examples) {
    String syft = Machine.peer("syft");
    Path layout = examples.layout(example, "amd64");
    String said = offline(syft, "-q", "--select-catalogers=debian", "-o=json", "oci-dir:" + layout);
    JsonNode result = JsonMapper.shared().readTree(said);
    Map<String, String> found = new TreeMap<>();
    for (JsonNode one : result.get("artifacts")) {
      assertThat(one.get("type").asString()).isEqualTo("deb");
      found.put(one.get("name").asString(), one.get("version").asString());
    }
    assertThat(found).isEqualTo(examples.packages(example, "amd64"));
    assertThat(result.at("/distro/id").asString()).isEqualTo("debian");
    assertThat(result.at("/distro/versionID").asString())
        .as("with what debian_version adds")
        .matches("1[23]([.][0-9]+)?");
  }

  @ParameterizedTest
  @MethodSource("dev.plinth.acceptance.Examples#all")
  void trivyListsThePackagesOfTheLock(String example, Examples examples) {
    String trivy = Machine.peer("trivy");
    Path layout = examples.layout(example, "amd64");
    Path to = temp.resolve("sbom.json");
    offline(
        trivy,
        "--quiet",
        "--cache-dir=" + temp.resolve("cache"),
        "image",
        "--input=" + layout,
        "--pkg-types=os", // for JARs it would fetch a database
        "--format=cyclonedx",
        "--output=" + to,
        "--offline-scan",
        "--skip-version-check",
        "--disable-telemetry");
    Map<String, String> found = new TreeMap<>();
    for (JsonNode one : JsonMapper.shared().readTree(to).get("components")) {
      String purl = one.path("purl").asString("");
      if (purl.startsWith("pkg:deb/debian/")) {
        String[] parts = purl.substring("pkg:deb/debian/".length()).split("[@?]", 3);
        // The epoch is a qualifier of its own.
        String epoch = parts[2].replaceFirst("^(?:.*&)?epoch=([0-9]+).*$|^.*$", "$1");
        String version = URLDecoder.decode(parts[1].replace("+", "%2B"), StandardCharsets.UTF_8);
        found.put(
            URLDecoder.decode(parts[0].replace("+", "%2B"), StandardCharsets.UTF_8),
            epoch.isEmpty() ? version : epoch + ":" + version);
      }
    }
    assertThat(found).isEqualTo(examples.packages(example, "amd64"));
  }

  /** In a network that has nothing: what a scanner says, it knows from the image alone. */
  private String offline(String... words) {
    String[] line = new String[words.length + 4];
    String[] first = {"env", "SYFT_CHECK_FOR_APP_UPDATE=false", "unshare", "--net"};
    System.arraycopy(first, 0, line, 0, first.length);
    System.arraycopy(words, 0, line, first.length, words.length);
    return Machine.run(temp, line);
  }
}
