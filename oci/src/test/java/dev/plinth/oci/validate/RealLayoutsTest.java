package dev.plinth.oci.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.oci.RealData;
import dev.plinth.oci.validate.Finding.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What validation finds in real layouts; in all that are not named here, nothing. */
class RealLayoutsTest {
  private static final Map<String, Set<Kind>> EXPECTED =
      new TreeMap<>(
          Map.of(
              "test_gc_image_unknown_mediatype", EnumSet.of(Kind.MEDIA_TYPE, Kind.MISSING),
              // Docker manifests that are listed as OCI ones.
              "test_gc_index", EnumSet.of(Kind.MEDIA_TYPE),
              "test_index", EnumSet.of(Kind.MEDIA_TYPE),
              "aufs-docker-v2-manifest", EnumSet.of(Kind.DIGEST),
              // Signatures that look like images, of layers that are no files.
              "hello-world-cosign-manifest", EnumSet.of(Kind.MEDIA_TYPE),
              "hello-world-cosign-manifest-list", EnumSet.of(Kind.MEDIA_TYPE),
              // A layer that is a squashfs image.
              "overlayfs-docker-v2-manifest", EnumSet.of(Kind.MEDIA_TYPE),
              "invalid_file", EnumSet.of(Kind.LAYOUT),
              "no_manifests", EnumSet.of(Kind.LAYOUT),
              "valid_manifest", EnumSet.of(Kind.LAYOUT, Kind.DIGEST)));

  @Test
  void findingsAreThoseThatAreThere() throws IOException {
    Map<String, Set<Kind>> found = new TreeMap<>();
    int good = 0;
    try (Stream<Path> files = Files.walk(RealData.folder())) {
      for (Path file : files.filter(f -> f.endsWith("index.json")).toList()) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        Validation.layout(file.getParent()).forEach(finding -> kinds.add(finding.kind()));
        if (kinds.isEmpty()) {
          good++;
        } else {
          found.put(file.getParent().getFileName().toString(), kinds);
        }
      }
    }
    assertThat(found).isEqualTo(EXPECTED);
    assertThat(good).isGreaterThanOrEqualTo(24);
  }
}
