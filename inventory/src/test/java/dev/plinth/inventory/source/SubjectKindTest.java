package dev.plinth.inventory.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.inventory.SharedData;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectKindTest {
  @ParameterizedTest
  @CsvSource({
    "images/alpine-minirootfs-3.20.3-x86_64.tar.gz,ROOTFS_TAR",
    "images/busybox-musl-amd64-rootfs.tar.gz,ROOTFS_TAR",
    "oci/oras-java/alpine-signed,IMAGE_LAYOUT",
    "oci/stereoscope/oci/testdata/valid_oci_dir,IMAGE_LAYOUT",
    "oci/dive/test-docker-image.tar,IMAGE_ARCHIVE",
    "oci/dive/test-oci-gzip-image.tar,IMAGE_ARCHIVE",
    "oci/jib/docker-save.tar,IMAGE_ARCHIVE",
    "oci/jib/jib-image.tar,IMAGE_ARCHIVE",
    "oci/go-containerregistry/v1/tarball/testdata/test_image_1.tar,IMAGE_ARCHIVE",
    "oci/go-containerregistry/v1/tarball/testdata/hello-world-v25.tar,IMAGE_ARCHIVE",
    "images,ROOTFS_FOLDER"
  })
  void tellsImagesFromRootFileSystems(String name, SubjectKind expected) throws IOException {
    Path path = SharedData.find(name);
    assertThat(SubjectKind.of(path)).isEqualTo(expected);
  }

  /** Of skopeo's {@code dir:}, and an unpacked archive of {@code docker save}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"schemaVersion\":2,\"config\":{},\"layers\":[]}|skopeo copy dir:",
        "[{\"Config\":\"a.json\",\"RepoTags\":null,\"Layers\":[]}]|tar -C"
      })
  void theLayersOfAnImageAreNoFilesOfARootFileSystem(
      String manifest, String hint, @TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("manifest.json"), manifest);
    assertThatThrownBy(() -> SubjectKind.of(folder))
        .isInstanceOfSatisfying(
            PlinthException.class,
            e -> assertThat(e.hint()).contains(hint + (hint.endsWith(":") ? folder : "")))
        .hasMessageContaining("holds the parts of an image, but is no OCI layout");
  }

  @Test
  void aManifestOfAWebPageIsAFileLikeAnyOther(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("manifest.json"), "{\"name\":\"app\",\"icons\":[]}");
    assertThat(SubjectKind.of(folder)).isEqualTo(SubjectKind.ROOTFS_FOLDER);
  }
}
