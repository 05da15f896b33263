package dev.plinth.oci.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.Document;
import dev.plinth.oci.ImageConfig;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.RealData;
import dev.plinth.oci.Samples;
import dev.plinth.oci.VerifiedStream;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.oci.layout.StoredImage;
import dev.plinth.oci.source.Image;
import dev.plinth.oci.source.ImageSource;
import dev.plinth.oci.source.ImageSources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {
  @TempDir Path temp;
  private LayoutStore store;
  private Descriptor image;
  private Export export;

  @BeforeEach
  void fill() {
    store = LayoutStore.at(temp.resolve("store"));
    Samples.named(store, "another");
    image = Samples.named(store, "hello");
    store.referrers().attach(Samples.referrer(store, image, "application/x.sbom"));
    export = Export.of(store, store.resolve("hello"));
  }

  private static List<Digest> layers(Path path, Platform platform) throws IOException {
    List<Digest> result = new ArrayList<>();
    try (ImageSource source = ImageSources.open(path, Optional.empty())) {
      Image image = source.image(platform);
      for (int i = 0; i < image.manifest().value().layers().size(); i++) {
        try (VerifiedStream tar = image.openTar(i)) {
          result.add(Digest.of(tar));
        }
      }
      assertThat(result).isEqualTo(image.config().value().diffIds());
    }
    return result;
  }

  @Test
  void aLayoutHasTheOneImageOfAllPlatforms() throws IOException {
    Path folder = temp.resolve("out/layout");
    Files.createDirectories(folder.getParent());
    export.ociLayout(folder);
    LayoutStore other = LayoutStore.at(folder);
    assertThat(other.list()).extracting(StoredImage::name).containsExactly("hello");
    assertThat(other.entries()).hasSize(1);
    assertThat(other.resolve("hello").descriptor().digest()).isEqualTo(image.digest());
    // index, 2 manifests, 2 configs, 1 shared layer, 2 own layers
    assertThat(folder.resolve("blobs/sha256").toFile().list()).hasSize(8);
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder("blobs", "index.json", "oci-layout");
    assertThat(folder.getParent().toFile().list()).containsExactly("layout");
    assertThat(layers(folder, Samples.AMD64)).hasSize(2);
    assertThat(layers(folder, Samples.ARM64)).hasSize(2);
    assertThat(export.platforms()).isEqualTo(2);
  }

  @Test
  void aLayoutOfOnePlatformHasItsManifestAlone() throws IOException {
    Path folder = temp.resolve("layout");
    export.only(Samples.ARM64).ociLayout(folder);
    try (ImageSource source = ImageSources.open(folder, Optional.of("hello"))) {
      assertThat(source.index()).isEmpty();
      assertThat(source.platforms()).containsExactly(Samples.ARM64);
      assertThat(source.only().manifest().digest())
          .isEqualTo(store.index(image).value().manifest(Samples.ARM64).orElseThrow().digest());
    }
    assertThat(folder.resolve("blobs/sha256").toFile().list()).hasSize(4);
  }

  @Test
  void archivesAreTheSameBytesEachTime() throws IOException {
    for (int round = 0; round < 2; round++) {
      export.ociArchive(temp.resolve("oci" + round));
      export.only(Samples.AMD64).dockerArchive(temp.resolve("docker" + round));
    }
    assertThat(temp.resolve("oci0")).hasSameBinaryContentAs(temp.resolve("oci1"));
    assertThat(temp.resolve("docker0")).hasSameBinaryContentAs(temp.resolve("docker1"));
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    export.ociArchive(stream);
    assertThat(temp.resolve("oci0")).hasBinaryContent(stream.toByteArray());
    assertThat(layers(temp.resolve("oci0"), Samples.ARM64)).hasSize(2);
    assertThat(layers(temp.resolve("docker0"), Samples.AMD64)).hasSize(2);
  }

  @Test
  void theDockerArchiveKeepsTheImageId() throws IOException {
    Path file = temp.resolve("docker.tar");
    export.only(Samples.AMD64).named("team/hello:1.0").dockerArchive(file);
    try (ImageSource source = ImageSources.open(file, Optional.of("team/hello:1.0"))) {
      Descriptor manifest = store.index(image).value().manifest(Samples.AMD64).orElseThrow();
      assertThat(source.only().config().digest())
          .isEqualTo(store.manifest(manifest).value().config().digest());
      assertThat(source.only().manifest().value().layers())
          .extracting(Descriptor::digest)
          .isEqualTo(
              store.manifest(manifest).value().layers().stream().map(Descriptor::digest).toList());
    }
    assertThatThrownBy(() -> ImageSources.open(file, Optional.of("hello")))
        .isInstanceOf(PlinthException.class)
        .hasMessageContaining("there is no 'hello'");
  }

  @Test
  void severalPlatformsNeedAChoice() {
    assertThatThrownBy(() -> export.dockerArchive(temp.resolve("docker.tar")))
        .isInstanceOf(PlinthException.class)
        .hasMessageContaining("is for linux/amd64, linux/arm64/v8")
        .extracting("code")
        .isEqualTo(ErrorCode.USAGE);
    assertThat(temp.resolve("docker.tar")).doesNotExist();
  }

  @Test
  void layersThatDockerDoesNotKnowAreUnpacked() throws IOException {
    Path zstd = RealData.folder().resolve("dive/test-oci-zstd-image.tar");
    LayoutStore other = LayoutStore.at(temp.resolve("zstd"));
    try (ImageSource source = ImageSources.open(zstd, Optional.empty())) {
      Image only = source.only();
      List<Descriptor> layers = new ArrayList<>();
      for (int i = 0; i < only.manifest().value().layers().size(); i++) {
        Descriptor layer = only.manifest().value().layers().get(i);
        assertThat(layer.mediaType()).isEqualTo(MediaType.LAYER_ZSTD);
        try (VerifiedStream in = only.openLayer(i)) {
          other.add(in, layer.digest(), "layer");
        }
        layers.add(layer);
      }
      Descriptor config = other.put(only.config());
      Document<ImageManifest> manifest =
          ImageManifest.of(config, layers, new TreeMap<>()).toDocument();
      other.tag("zstd", other.put(manifest));
      Path file = temp.resolve("docker.tar");
      Export.of(other, other.resolve("zstd")).dockerArchive(file);
      assertThat(layers(file, only.platform())).isEqualTo(only.config().value().diffIds());
      try (ImageSource docker = ImageSources.open(file, Optional.empty())) {
        assertThat(docker.only().manifest().value().layers())
            .extracting(Descriptor::mediaType)
            .containsOnly(MediaType.LAYER);
      }
    }
  }

  @Test
  void anImageWithoutLayersIsExported() throws IOException {
    Descriptor config =
        store.put(
            ImageConfig.of(Samples.AMD64, Samples.EPOCH, Samples.runtime(), List.of(), List.of())
                .toDocument());
    store.tag(
        "scratch", store.put(ImageManifest.of(config, List.of(), new TreeMap<>()).toDocument()));
    Path file = temp.resolve("scratch.tar");
    Export.of(store, store.resolve("scratch")).dockerArchive(file);
    assertThat(layers(file, Samples.AMD64)).isEmpty();
  }

  @Test
  void whatIsDamagedIsNotExported() throws IOException {
    Descriptor manifest = store.index(image).value().manifest(Samples.AMD64).orElseThrow();
    Digest layer = store.manifest(manifest).value().layers().getFirst().digest();
    Path blob = store.find(layer).orElseThrow();
    byte[] bytes = Files.readAllBytes(blob);
    bytes[bytes.length / 2] ^= 1;
    Files.write(blob, bytes);
    Path target = Files.writeString(temp.resolve("target"), "before");
    for (Runnable attempt :
        List.<Runnable>of(
            () -> export.ociArchive(target),
            () -> export.only(Samples.AMD64).dockerArchive(target),
            () -> export.ociLayout(temp.resolve("layout")))) {
      assertThatThrownBy(attempt::run)
          .isInstanceOf(PlinthException.class)
          .extracting("code")
          .isEqualTo(ErrorCode.VERIFICATION);
    }
    assertThat(target).hasContent("before");
    assertThat(temp.toFile().list()).containsExactlyInAnyOrder("store", "target");
  }

  @Test
  void foldersInUseAreLeftAlone() throws IOException {
    Path folder = Files.createDirectory(temp.resolve("mine"));
    Files.writeString(folder.resolve("letter"), "dear");
    assertThatThrownBy(() -> export.ociLayout(folder))
        .isInstanceOf(PlinthException.class)
        .hasMessage(folder + " is there already");
    assertThatThrownBy(() -> export.ociArchive(folder)).hasMessage(folder + " is a folder");
    Path empty = Files.createDirectory(temp.resolve("empty"));
    export.ociLayout(empty);
    assertThat(empty.resolve("oci-layout")).exists();
  }

  @ParameterizedTest
  @CsvSource({
    "debian-micro,debian-micro:latest",
    "a/b/c_d__e---f.g:V1.2-x,a/b/c_d__e---f.g:V1.2-x",
    "x:1,x:1",
  })
  void dockerNamesAreTaken(String name, String full) {
    assertThat(DockerName.of(name)).hasToString(full);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Upper", "a..b", "a___b", "-a", "a-", "a//b", "a:", "a:-x", "a._b", "ä"})
  void otherNamesAreRefused(String name) {
    assertThatThrownBy(() -> DockerName.of(name))
        .isInstanceOf(PlinthException.class)
        .extracting("code")
        .isEqualTo(ErrorCode.USAGE);
  }
}
