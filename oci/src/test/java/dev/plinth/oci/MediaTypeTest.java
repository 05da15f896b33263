package dev.plinth.oci;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypeTest {
  @ParameterizedTest
  @CsvSource({
    "application/vnd.oci.image.layer.v1.tar,''",
    "application/vnd.oci.image.layer.v1.tar+gzip,gzip",
    "application/vnd.oci.image.layer.v1.tar+zstd,zstd",
    "application/vnd.oci.image.layer.v1.tar+gzip+encrypted,gzip+encrypted",
    "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip,gzip",
    "application/vnd.docker.image.rootfs.diff.tar,''",
    "application/vnd.docker.image.rootfs.diff.tar.gzip,gzip",
    "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip,gzip",
  })
  void layersAreKnownWithTheirCompression(String mediaType, String suffix) {
    assertThat(MediaType.isLayer(mediaType)).isTrue();
    assertThat(MediaType.layerSuffix(mediaType)).isEqualTo(suffix);
  }

  @ParameterizedTest
  @CsvSource({
    "application/vnd.oci.image.layer.v1.tart",
    "application/vnd.oci.image.config.v1+json",
    "text/plain",
    "''",
  })
  void otherThingsAreNoLayers(String mediaType) {
    assertThat(MediaType.isLayer(mediaType)).isFalse();
  }

  @Test
  void dockersTypesMeanTheSame() {
    assertThat(MediaType.isIndex(MediaType.DOCKER_LIST)).isTrue();
    assertThat(MediaType.isManifest(MediaType.DOCKER_MANIFEST)).isTrue();
    assertThat(MediaType.isConfig(MediaType.DOCKER_CONFIG)).isTrue();
    assertThat(MediaType.isIndex(MediaType.MANIFEST)).isFalse();
    assertThat(MediaType.isManifest(MediaType.INDEX)).isFalse();
    assertThat(MediaType.isConfig(MediaType.EMPTY)).isFalse();
  }
}
