package dev.plinth.oci.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.ImageIndex;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.Samples;
import dev.plinth.oci.layout.LayoutStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which image is meant in a layout, and for which platforms it is. */
class LayoutImagesTest {
  @TempDir Path folder;
  private LayoutStore store;

  @BeforeEach
  void fill() {
    store = LayoutStore.at(folder);
  }

  private ImageSource open(String... reference) {
    return ImageSources.open(
        folder, reference.length == 0 ? Optional.empty() : Optional.of(reference[0]));
  }

  private Descriptor index(Descriptor... manifests) {
    return store.put(ImageIndex.of(List.of(manifests)).toDocument());
  }

  @Test
  void anIndexGivesItsPlatformsInOrder() throws IOException {
    Samples.named(store, "x");
    try (ImageSource source = open()) {
      assertThat(source.platforms()).containsExactly(Samples.AMD64, Samples.ARM64);
      assertThat(source.index()).isPresent();
      assertThat(source.image(Samples.ARM64).platform()).isEqualTo(Samples.ARM64);
      assertThat(source.image(Platform.parse("linux/arm64")).platform()).isEqualTo(Samples.ARM64);
    }
  }

  @Test
  void attestationsAreNoPlatforms() throws IOException {
    Descriptor image = Samples.image(store, "x", Samples.AMD64);
    Descriptor attestation =
        Samples.image(store, "attestation", Samples.ARM64)
            .withPlatform(new Platform("unknown", "unknown"))
            .withAnnotations(Map.of("vnd.docker.reference.type", "attestation-manifest"));
    Descriptor artifact = image.withPlatform(Samples.ARM64).withArtifactType("application/x");
    store.tag("x", index(image, attestation, artifact));
    try (ImageSource source = open()) {
      assertThat(source.platforms()).containsExactly(Samples.AMD64);
      assertThat(source.only().platform()).isEqualTo(Samples.AMD64);
    }
  }

  @Test
  void platformsThatAreNotListedComeFromTheConfig() throws IOException {
    Descriptor image = Samples.image(store, "x", Samples.ARM64);
    Descriptor bare = Descriptor.of(image.mediaType(), image.digest(), image.size());
    store.tag("x", index(bare));
    try (ImageSource source = open("x")) {
      assertThat(source.platforms()).containsExactly(Samples.ARM64);
    }
  }

  @Test
  void nestedIndexesAreFollowedButNotForEver() throws IOException {
    Descriptor nested = index(Samples.image(store, "x", Samples.AMD64));
    for (int depth = 0; depth < 4; depth++) {
      store.tag("x", nested);
      try (ImageSource source = open()) {
        assertThat(source.platforms()).containsExactly(Samples.AMD64);
      }
      nested = index(nested);
    }
    store.tag("x", nested);
    assertThatThrownBy(() -> open())
        .isInstanceOf(PlinthException.class)
        .hasMessageContaining("too deeply nested");
  }

  @Test
  void tooManyManifestsAreRefused() {
    Descriptor image = Samples.image(store, "x", Samples.AMD64);
    List<Descriptor> many = new ArrayList<>();
    for (int i = 0; i < 1001; i++) {
      many.add(image.withPlatform(new Platform("linux", "cpu" + i)));
    }
    store.tag("x", index(many.toArray(Descriptor[]::new)));
    assertThatThrownBy(() -> open()).hasMessageContaining("too many");
  }

  @Test
  void severalImagesNeedAChoice() throws IOException {
    Descriptor one = Samples.named(store, "one");
    Samples.named(store, "two");
    assertThatThrownBy(() -> open())
        .isInstanceOfSatisfying(
            PlinthException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.USAGE);
              assertThat(e.hint()).isEqualTo("choose one of one, two");
            });
    try (ImageSource source = open("one")) {
      assertThat(source.index().orElseThrow().digest()).isEqualTo(one.digest());
      assertThat(source.name()).isEqualTo(folder + ":one");
    }
    try (ImageSource source = open(one.digest().toString())) {
      assertThat(source.index().orElseThrow().digest()).isEqualTo(one.digest());
    }
    assertThatThrownBy(() -> open("three"))
        .isInstanceOfSatisfying(
            PlinthException.class, e -> assertThat(e.hint()).isEqualTo("it has one, two"));
  }

  @Test
  void twoNamesOfOneImageAndItsEvidenceNeedNone() throws IOException {
    Descriptor image = Samples.named(store, "one");
    store.tag("latest", image);
    store.referrers().attach(Samples.referrer(store, image, "application/x.sbom"));
    store.tag("sha256-" + image.digest().hex() + ".sig", Samples.image(store, "s", Samples.AMD64));
    store.tag("sha256-" + image.digest().hex(), Samples.image(store, "t", Samples.AMD64));
    try (ImageSource source = open()) {
      assertThat(source.index().orElseThrow().digest()).isEqualTo(image.digest());
    }
  }

  @Test
  void platformManifestsWithoutNamesAreOneImage() throws IOException {
    store.referrers().keep(Samples.image(store, "x", Samples.AMD64));
    store.referrers().keep(Samples.image(store, "x", Samples.ARM64));
    try (ImageSource source = open()) {
      assertThat(source.platforms()).containsExactlyInAnyOrder(Samples.AMD64, Samples.ARM64);
      assertThat(source.index()).isEmpty();
    }
  }

  @Test
  void anEmptyLayoutHasNoImage() throws IOException {
    store.add(new byte[] {1});
    assertThatThrownBy(() -> open()).hasMessage(folder + " lists no manifests");
    assertThatThrownBy(() -> open("x"))
        .isInstanceOfSatisfying(
            PlinthException.class, e -> assertThat(e.hint()).isEqualTo("it lists nothing"));
  }

  @Test
  void linksAreNotFollowedForTheIndex() throws IOException {
    Samples.named(store, "x");
    Path index = folder.resolve("index.json");
    Files.move(index, folder.resolve("elsewhere.json"));
    Files.createSymbolicLink(index, Path.of("elsewhere.json"));
    assertThatThrownBy(() -> open()).hasMessageContaining("it has no index.json");
  }

  @Test
  void blobsMayBeLinksButNotPipes() throws Exception {
    Descriptor image = Samples.named(store, "x");
    Path blob = store.find(image.digest()).orElseThrow();
    Files.move(blob, folder.resolve("elsewhere"));
    Files.createSymbolicLink(blob, folder.resolve("elsewhere"));
    try (ImageSource source = open()) {
      assertThat(source.platforms()).hasSize(2);
    }
    Files.delete(blob);
    assertThat(new ProcessBuilder("mkfifo", blob.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> open())
        .isInstanceOf(PlinthException.class)
        .extracting("code")
        .isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void anotherLayoutVersionIsRefused() throws IOException {
    Samples.named(store, "x");
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"3.0.0\"}");
    assertThatThrownBy(() -> open()).hasMessageContaining("imageLayoutVersion is not 1.0.0");
  }

  @Test
  void anIndexThatLiesAboutATypeIsRefused() {
    Descriptor manifest = Samples.image(store, "x", Samples.AMD64);
    store.tag("x", Descriptor.of(MediaType.INDEX, manifest.digest(), manifest.size()));
    assertThatThrownBy(() -> open())
        .isInstanceOf(PlinthException.class)
        .hasMessageContaining("is not that of an image index");
  }

  @Test
  void layersAndDiffIdsMustBeAsMany() throws IOException {
    Descriptor image = Samples.image(store, "x", Samples.AMD64);
    var manifest = store.manifest(image).value();
    var fewer =
        dev.plinth.oci.ImageManifest.of(
            manifest.config(), manifest.layers().subList(0, 1), manifest.annotations());
    store.tag("x", store.put(fewer.toDocument()));
    try (ImageSource source = open()) {
      Image only = source.only();
      assertThat(Digest.of(only.openLayer(0))).isEqualTo(manifest.layers().getFirst().digest());
      assertThatThrownBy(() -> only.openTar(0)).hasMessageContaining("2 diffIDs for the 1 layers");
    }
  }
}
