package dev.plinth.oci.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.Digest;
import dev.plinth.model.Platform;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.History;
import dev.plinth.oci.ImageConfig;
import dev.plinth.oci.ImageIndex;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.Samples;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.oci.validate.Finding.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidationTest {
  @TempDir Path folder;
  private LayoutStore store;
  private final byte[] tar = Samples.tar("a.txt", "hello\n".getBytes(StandardCharsets.UTF_8));
  private final byte[] gzip = Samples.gzip(tar);

  @BeforeEach
  void open() {
    store = LayoutStore.at(folder);
  }

  private Descriptor layer(String type, byte[] bytes) throws IOException {
    return Descriptor.of(type, store.add(bytes), bytes.length);
  }

  private Descriptor image(List<Descriptor> layers, List<Digest> diffIds, int history) {
    List<History> steps = new ArrayList<>();
    for (int i = 0; i < history; i++) {
      steps.add(History.of(Samples.EPOCH, "step"));
    }
    Descriptor config =
        store.put(
            ImageConfig.of(Samples.AMD64, Samples.EPOCH, Samples.runtime(), diffIds, steps)
                .toDocument());
    return store.put(ImageManifest.of(config, layers, new TreeMap<>()).toDocument());
  }

  private List<Kind> full(Descriptor root) {
    return Validation.full(store.content(), root).stream().map(Finding::kind).toList();
  }

  private List<Kind> fast(Descriptor root) {
    return Validation.fast(store.content(), root).stream().map(Finding::kind).toList();
  }

  @Test
  void goodImagesHaveNoFindings() throws IOException {
    Descriptor image = Samples.named(store, "good");
    Descriptor evidence =
        store.referrers().attach(Samples.referrer(store, image, "application/x.sbom"));
    assertThat(Validation.full(store.content(), image)).isEmpty();
    assertThat(Validation.full(store.content(), evidence)).isEmpty();
    assertThat(fast(image)).isEmpty();
    Descriptor plain = image(List.of(layer(MediaType.LAYER, tar)), List.of(Digest.of(tar)), 0);
    assertThat(full(plain)).isEmpty();
  }

  @Test
  void damageMissingContentAndSizesAreFound() throws IOException {
    Descriptor image =
        image(List.of(layer(MediaType.LAYER_GZIP, gzip)), List.of(Digest.of(tar)), 1);
    Path blob = store.find(Digest.of(gzip)).orElseThrow();
    byte[] damaged = gzip.clone();
    damaged[4] ^= 1; // the time in gzip's header: it still unpacks
    Files.write(blob, damaged);
    assertThat(full(image)).containsExactly(Kind.DIGEST);
    assertThat(fast(image)).isEmpty();
    Files.write(blob, new byte[0]);
    assertThat(full(image)).contains(Kind.DIGEST);
    Files.delete(blob);
    assertThat(full(image)).containsExactly(Kind.MISSING);
    assertThat(fast(image)).containsExactly(Kind.MISSING);
    store.add(gzip);
    Descriptor longer = Descriptor.of(MediaType.LAYER_GZIP, Digest.of(gzip), gzip.length + 1);
    assertThat(full(image(List.of(longer), List.of(Digest.of(tar)), 1)))
        .containsExactly(Kind.DIGEST);
    Files.delete(store.find(image.digest()).orElseThrow());
    assertThat(full(image)).containsExactly(Kind.MISSING);
  }

  @Test
  void wrongDiffIdsAreFound() throws IOException {
    Descriptor image =
        image(List.of(layer(MediaType.LAYER_GZIP, gzip)), List.of(Digest.of("other")), 1);
    assertThat(Validation.full(store.content(), image))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(Kind.DIFF_ID);
          assertThat(finding.where()).isEqualTo("layer 1 " + Digest.of(gzip));
          assertThat(finding.message())
              .contains("expected " + Digest.of("other") + ", got " + Digest.of(tar));
        });
  }

  @Test
  void typesThatLieAreFound() throws IOException {
    List<Digest> diffIds = List.of(Digest.of(tar));
    assertThat(full(image(List.of(layer(MediaType.LAYER, gzip)), diffIds, 1)))
        .containsExactly(Kind.MEDIA_TYPE);
    assertThat(full(image(List.of(layer(MediaType.LAYER_ZSTD, gzip)), diffIds, 1)))
        .containsExactly(Kind.MEDIA_TYPE);
    assertThat(full(image(List.of(layer("text/plain", gzip)), diffIds, 1)))
        .containsExactly(Kind.MEDIA_TYPE);
    Descriptor image = image(List.of(layer(MediaType.LAYER_GZIP, gzip)), diffIds, 1);
    Descriptor docker = Descriptor.of(MediaType.DOCKER_MANIFEST, image.digest(), image.size());
    assertThat(full(docker)).containsExactly(Kind.MEDIA_TYPE);
    Descriptor index = Descriptor.of(MediaType.INDEX, image.digest(), image.size());
    assertThat(full(index)).containsExactly(Kind.MALFORMED);
    Descriptor other = Descriptor.of("a/b", image.digest(), image.size());
    assertThat(full(other)).containsExactly(Kind.MEDIA_TYPE);
  }

  @Test
  void countsThatDifferAreFound() throws IOException {
    Descriptor layer = layer(MediaType.LAYER_GZIP, gzip);
    Digest diffId = Digest.of(tar);
    assertThat(full(image(List.of(layer, layer), List.of(diffId), 2))).containsExactly(Kind.LAYERS);
    assertThat(full(image(List.of(layer), List.of(diffId, diffId), 1)))
        .containsExactly(Kind.LAYERS);
    assertThat(full(image(List.of(layer), List.of(diffId), 2))).containsExactly(Kind.LAYERS);
  }

  @Test
  void layersThatAreNoArchivesAreFound() throws IOException {
    byte[] text = "not a tar archive".repeat(100).getBytes(StandardCharsets.UTF_8);
    Descriptor image = image(List.of(layer(MediaType.LAYER, text)), List.of(Digest.of(text)), 1);
    assertThat(full(image)).containsExactly(Kind.MALFORMED);
  }

  @Test
  void platformsThatDifferAreFound() throws IOException {
    Descriptor image =
        image(List.of(layer(MediaType.LAYER_GZIP, gzip)), List.of(Digest.of(tar)), 1);
    ImageIndex index = ImageIndex.of(List.of(image.withPlatform(new Platform("linux", "riscv64"))));
    assertThat(Validation.full(store.content(), store.put(index.toDocument())))
        .singleElement()
        .hasToString(
            "PLATFORM manifest "
                + image.digest()
                + ": is listed for linux/riscv64, but its config says linux/amd64");
  }

  @Test
  void allPlatformsAreLookedAt() throws IOException {
    Descriptor bad =
        image(List.of(layer(MediaType.LAYER_GZIP, gzip)), List.of(Digest.of("no")), 1)
            .withPlatform(Samples.AMD64);
    Descriptor absent =
        Descriptor.of(MediaType.MANIFEST, Digest.of("absent"), 3).withPlatform(Samples.ARM64);
    Descriptor index = store.put(ImageIndex.of(List.of(absent, bad)).toDocument());
    assertThat(full(index)).containsExactly(Kind.MISSING, Kind.DIFF_ID);
  }
}
