package dev.plinth.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.Digest;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.InputsManifest.Input;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputsManifestTest {
  private static final Input A = new Input("pool/a.deb", "x/deb", Digest.of("a"), 1);
  private static final Input B = new Input("dists/x/Release", "text/plain", Digest.of("b"), 1);

  @Test
  void isAnArtifactWhoseLayersAreTheInputs() {
    Document<ImageManifest> document = InputsManifest.of(List.of(A, B, A)).toDocument();
    ImageManifest manifest = document.value();
    assertThat(manifest.artifactType()).contains("application/vnd.plinth.inputs.v1+json");
    assertThat(manifest.isImage()).isFalse();
    assertThat(manifest.config().digest()).isEqualTo(Digest.of("{}"));
    assertThat(manifest.layers())
        .extracting(d -> d.annotations().get("org.opencontainers.image.title"))
        .containsExactly("dists/x/Release", "pool/a.deb");
    assertThat(document.bytes()).isEqualTo(InputsManifest.of(List.of(B, A)).toDocument().bytes());
    Document<ImageManifest> read = ImageManifest.parse(document.bytes(), "it");
    assertThat(InputsManifest.of(read)).isEqualTo(InputsManifest.of(List.of(A, B)));
  }

  @Test
  void namesTheImageItIsAbout() {
    Descriptor image =
        Descriptor.of(MediaType.INDEX, Digest.of("i"), 5).withPlatform(Samples.AMD64);
    Document<ImageManifest> document = InputsManifest.of(List.of(A)).about(image).toDocument();
    assertThat(document.value().subject())
        .contains(Descriptor.of(MediaType.INDEX, Digest.of("i"), 5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/etc/passwd", "../x", "a/../../b", "a/.."})
  void pathsStayInside(String path) {
    assertThatThrownBy(() -> new Input(path, "x/y", Digest.of("a"), 1))
        .isInstanceOf(PlinthException.class);
  }

  @Test
  void aPathStandsForOneInput() {
    Input other = new Input(A.path(), "x/deb", Digest.of("other"), 1);
    assertThatThrownBy(() -> InputsManifest.of(List.of(A, B, other)))
        .isInstanceOf(PlinthException.class)
        .hasMessage("two different inputs have the path 'pool/a.deb'");
  }

  @Test
  void anotherArtifactIsRefused() {
    Document<ImageManifest> image =
        ImageManifest.of(
                Descriptor.of(MediaType.CONFIG, Digest.of("c"), 1),
                List.of(),
                new java.util.TreeMap<>())
            .toDocument();
    assertThatThrownBy(() -> InputsManifest.of(image)).hasMessageContaining("does not list inputs");
  }
}
