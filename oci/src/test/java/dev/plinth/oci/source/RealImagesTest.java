package dev.plinth.oci.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Content;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.RealData;
import dev.plinth.oci.VerifiedStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layout and archive of the shared data: all of it read and verified, or a clear error. */
class RealImagesTest {
  private static final String NEITHER =
      "BAD_INPUT IT is neither an OCI nor a Docker archive: it has no index.json and no"
          + " manifest.json";

  /** Path, {@code #} and reference where one is needed, and what comes of reading it. */
  private static final String OUTCOMES =
      """
      apko/base_image|read linux/amd64:1 linux/arm64:1
      apko/golden|read linux/amd64:1 linux/arm64:1
      apko/top_image|read linux/amd64:2 linux/arm64:2
      containers-image/docker/archive/fixtures/almostempty.tar|read linux/amd64:1
      dive/test-docker-image.tar|read linux/amd64:14
      dive/test-oci-estargz-image.tar|read linux/arm64:1
      dive/test-oci-gzip-image.tar|read linux/arm64:1
      dive/test-oci-uncompressed-image.tar|read linux/arm64:1
      dive/test-oci-zstd-image.tar|read linux/arm64:1
      go-containerregistry/crane/testdata/content.tar|NEITHER
      go-containerregistry/crane/testdata/content.tar.zst|NEITHER
      go-containerregistry/v1/layout/testdata/test_gc_image_unknown_mediatype|BAD_INPUT IT has no image, only 'application/vnd.oci.descriptor.v1+json'
      go-containerregistry/v1/layout/testdata/test_gc_index|USAGE IT has several images
      go-containerregistry/v1/layout/testdata/test_gc_index#1|read linux/amd64:1
      go-containerregistry/v1/layout/testdata/test_gc_index#3|read linux/amd64:1
      go-containerregistry/v1/layout/testdata/test_index|USAGE IT has several images
      go-containerregistry/v1/layout/testdata/test_index#1|read linux/amd64:1
      go-containerregistry/v1/layout/testdata/test_index#2|BAD_INPUT IT:2 is not an image: sha256:32589985702551b6c56033bb3334432a0a513bf9d6aceda0f67c42b003850720 is of type 'application/vnd.oci.descriptor.v1+json'
      go-containerregistry/v1/layout/testdata/test_index#5|NOT_FOUND there is no '5' in IT
      go-containerregistry/v1/layout/testdata/test_index_media_type|BAD_INPUT IT is not an image: sha256:b544f71ecd82372bc9a3c0dbef378abfd2734fe437df81ff6e242a0d720d8e3e is an artifact of type 'application/vnd.cncf.helm.config.v1+json'
      go-containerregistry/v1/layout/testdata/test_index_one_image|read linux/amd64:1
      go-containerregistry/v1/mutate/testdata/overwritten_file.tar|read linux/amd64:3
      go-containerregistry/v1/mutate/testdata/source_image.tar|read linux/amd64:1
      go-containerregistry/v1/mutate/testdata/source_image_with_empty_layer_history.tar|VERIFICATION the config '6e0b05049ed9c17d02e1a55e80d6599dbfcce7f4f4b022e3c673e685789c470e.json' of IT does not match its name: it hashes to sha256:05b5ec1290589606ce19fabb1fb331f004acd9f618b9b4e813721be1a03a0712
      go-containerregistry/v1/mutate/testdata/whiteout_dir.tar|read linux/amd64:4
      go-containerregistry/v1/mutate/testdata/whiteout_image.tar|read linux/amd64:3
      go-containerregistry/v1/tarball/testdata/content.tar|NEITHER
      go-containerregistry/v1/tarball/testdata/hello-world-v25.tar|read linux/arm64:1
      go-containerregistry/v1/tarball/testdata/no_manifest.tar|NEITHER
      go-containerregistry/v1/tarball/testdata/null_manifest.tar|BAD_INPUT IT has a manifest.json without images
      go-containerregistry/v1/tarball/testdata/test_bundle.tar|USAGE IT has several images
      go-containerregistry/v1/tarball/testdata/test_bundle.tar#test_image_1|read linux/amd64:1
      go-containerregistry/v1/tarball/testdata/test_bundle.tar#test_image_2|read linux/amd64:1
      go-containerregistry/v1/tarball/testdata/test_bundle.tar#test_image_3|NOT_FOUND there is no 'test_image_3' in IT
      go-containerregistry/v1/tarball/testdata/test_image_1.tar|read linux/amd64:1
      go-containerregistry/v1/tarball/testdata/test_image_2.tar|read linux/amd64:1
      go-containerregistry/v1/tarball/testdata/test_link.tar|USAGE IT has several images
      go-containerregistry/v1/tarball/testdata/test_link.tar#bazel/v1/tarball:test_image_1|read linux/amd64:1
      go-containerregistry/v1/tarball/testdata/test_link.tar#bazel/v1/tarball:test_image_3|read linux/amd64:2
      go-containerregistry/v1/tarball/testdata/test_load_manifest.tar|read linux/amd64:1
      jib/docker-save.tar|read linux/amd64:2
      jib/jib-image.tar|read linux/amd64:2
      oci-tools/aufs-docker-v2-manifest|VERIFICATION manifest sha256:6c9c1b8d1adba535a40046b52c051cccf33d85f60827bd269c978fd95f05c3c9 in IT has more than the 525 bytes that its descriptor says
      oci-tools/hard-link-1|read unknown/unknown:1
      oci-tools/hard-link-2|read unknown/unknown:2
      oci-tools/hard-link-delete-1|read unknown/unknown:2
      oci-tools/hard-link-delete-2|read unknown/unknown:2
      oci-tools/hard-link-delete-3|read unknown/unknown:2
      oci-tools/hard-link-delete-4|read unknown/unknown:3
      oci-tools/hard-link-delete-xattr|read unknown/unknown:2
      oci-tools/hello-world-cosign-manifest|read linux/arm64/v8:1
      oci-tools/hello-world-cosign-manifest-list|read linux/amd64:1 linux/arm/v5:1 linux/arm/v7:1 linux/arm64/v8:1 linux/386:1 linux/mips64le:1 linux/ppc64le:1 linux/riscv64:1 linux/s390x:1
      oci-tools/hello-world-docker-v2-manifest|read linux/arm64/v8:1
      oci-tools/hello-world-docker-v2-manifest-list|read linux/amd64:1 linux/arm/v5:1 linux/arm/v7:1 linux/arm64/v8:1 linux/386:1 linux/mips64le:1 linux/ppc64le:1 linux/riscv64:1 linux/s390x:1
      oci-tools/many-layers|read unknown/unknown:50
      oci-tools/overlayfs-docker-v2-manifest|read linux/arm64/v8:1
      oci-tools/root-dir-entry|read unknown/unknown:1
      oci-tools/whiteout-explicit-dir|read unknown/unknown:2
      oci-tools/whiteout-explicit-file|read unknown/unknown:2
      oci-tools/whiteout-opaque|read unknown/unknown:2
      oci-tools/whiteout-opaque-end|read unknown/unknown:2
      oras-java/alpine-signed|read linux/amd64:1
      oras-java/artifact|BAD_INPUT IT has no image, only 'foo/bar'
      oras-java/artifact.tar|BAD_INPUT IT has no image, only 'foo/bar'
      oras-java/subject|BAD_INPUT IT is not an image: sha256:bb329f103a5fd68e96771f7dcfaa7722e9ec727bb9ab83c2beee96d6f25b08d6 is an artifact of type 'application/vnd.text.file.v1+json'
      oras-java/subject.tar|BAD_INPUT IT is not an image: sha256:bb329f103a5fd68e96771f7dcfaa7722e9ec727bb9ab83c2beee96d6f25b08d6 is an artifact of type 'application/vnd.text.file.v1+json'
      stereoscope/oci/testdata/invalid_file|BAD_INPUT index.json of IT is empty, not JSON
      stereoscope/oci/testdata/multiplatform_oci_dir|read linux/amd64:1 linux/arm64:1
      stereoscope/oci/testdata/no_manifests|BAD_INPUT index.json of IT: config does not belong in the index of a layout
      stereoscope/oci/testdata/valid-oci.tar|read linux/amd64:1
      stereoscope/oci/testdata/valid_manifest|VERIFICATION manifest sha256:f67dcc5fc786f04f0743abfe0ee5dae9bd8caf8efa6c8144f7f2a43889dc513b in IT has 0 bytes, not the 424 that its descriptor says
      stereoscope/oci/testdata/valid_oci_dir|read linux/amd64:1
      """;

  static List<String> outcomes() {
    return OUTCOMES.lines().toList();
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void isReadOrRefused(String line) throws IOException {
    String[] parts = line.split("\\|", 2);
    String[] target = parts[0].split("#", 2);
    Optional<String> reference =
        target.length == 2 ? Optional.of(target[1]) : Optional.<String>empty();
    Path path = RealData.folder().resolve(target[0]);
    String expected = parts[1].equals("NEITHER") ? NEITHER : parts[1];
    assertThat(Outcome.of(path, reference)).startsWith(expected);
  }

  @Test
  void nothingOfTheDataIsLeftOut() throws IOException {
    Path root = RealData.folder();
    List<String> missing = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        Path target = name.equals("index.json") ? file.getParent() : file;
        boolean image = name.equals("index.json") || name.matches(".*\\.tar(\\.zst)?");
        String relative = root.relativize(target).toString();
        if (image && outcomes().stream().noneMatch(o -> o.startsWith(relative + "|"))) {
          missing.add(relative);
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void theThreeBadDigestsAreRefused() throws IOException {
    Map<String, String> refused = new TreeMap<>();
    int good = 0;
    try (Stream<Path> files = Files.walk(RealData.folder())) {
      for (Path file : files.filter(f -> f.toString().contains("/blobs/sha256/")).toList()) {
        Path layout = file.getParent().getParent().getParent();
        Digest digest = Digest.sha256(file.getFileName().toString());
        Content content = new Content(new LayoutFolder(layout));
        Descriptor descriptor = Descriptor.of("a/b", digest, Files.size(file));
        try (VerifiedStream in = content.open(descriptor, "it")) {
          in.finish();
          good++;
        } catch (PlinthException e) {
          assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION);
          refused.merge(layout.getFileName().toString(), "x", String::concat);
        }
      }
    }
    assertThat(refused)
        .containsExactlyEntriesOf(
            new TreeMap<>(Map.of("aufs-docker-v2-manifest", "xx", "valid_manifest", "x")));
    assertThat(good).isGreaterThan(200);
  }

  @Test
  void aPlatformWithoutItsVariantIsFoundWhereItIsTheOnlyOne() throws IOException {
    Path list = RealData.folder().resolve("oci-tools/hello-world-docker-v2-manifest-list");
    try (ImageSource source = ImageSources.open(list, Optional.empty())) {
      assertThat(source.image(dev.plinth.model.Platform.parse("linux/arm64")).config().value())
          .extracting(c -> c.platform().variant())
          .isEqualTo("v8");
      assertThatThrownBy(() -> source.image(dev.plinth.model.Platform.parse("linux/arm")))
          .isInstanceOf(PlinthException.class)
          .hasMessageContaining("is not for linux/arm");
      assertThatThrownBy(source::only)
          .isInstanceOf(PlinthException.class)
          .extracting("code")
          .isEqualTo(ErrorCode.USAGE);
    }
  }
}
