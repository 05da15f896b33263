package dev.plinth.oci.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.Samples;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencesTest {
  @TempDir Path folder;
  private LayoutStore store;
  private Descriptor image;
  private Descriptor amd64;

  @BeforeEach
  void fill() {
    store = LayoutStore.at(folder);
    image = Samples.named(store, "debian-micro");
    Samples.named(store, "debian-java");
    amd64 = store.index(image).value().manifest(Samples.AMD64).orElseThrow();
  }

  private void found(String reference, Descriptor expected, String... names) {
    Resolved resolved = store.resolve(reference);
    assertThat(resolved.descriptor().digest()).as(reference).isEqualTo(expected.digest());
    assertThat(resolved.names()).as(reference).containsExactly(names);
  }

  @Test
  void byNameDigestAndPrefix() {
    String hex = image.digest().hex();
    found("debian-micro", image, "debian-micro");
    found("sha256:" + hex, image, "debian-micro");
    found(hex, image, "debian-micro");
    found(hex.substring(0, 12), image, "debian-micro");
    found("sha256:" + hex.substring(0, 20), image, "debian-micro");
    found("debian-micro@sha256:" + hex, image, "debian-micro");
    found("debian-micro@" + hex.substring(0, 12), image, "debian-micro");
    assertThat(store.resolve(hex)).hasToString("debian-micro (" + hex.substring(0, 12) + ")");
  }

  @Test
  void platformManifestsAreFoundThroughTheirIndex() {
    found(amd64.digest().shortHex(), amd64, "debian-micro");
    store.tag("same", image);
    found(amd64.digest().shortHex(), amd64, "debian-micro", "same");
  }

  @Test
  void whatLostItsNameIsStillFoundByItsWholeDigest() {
    store.untag("debian-micro");
    found(image.digest().toString(), image);
    assertThatThrownBy(() -> store.resolve(image.digest().shortHex())).hasMessageContaining("no");
  }

  @Test
  void whatIsNotThereIsSaidWithWhatIs() {
    for (String reference :
        new String[] {
          "sha256:" + "0".repeat(64),
          "0".repeat(12),
          image.digest().hex().substring(0, 11),
          "debian-java@" + image.digest(),
          "",
          "@",
          "sha256:",
          "sha256:zz",
        }) {
      assertThatThrownBy(() -> store.resolve(reference))
          .as(reference)
          .isInstanceOfSatisfying(
              PlinthException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND);
                assertThat(e.hint()).isEqualTo("it has debian-java, debian-micro");
              });
    }
  }

  @Test
  void aNameThatIsNearlyRightIsGuessed() {
    assertThatThrownBy(() -> store.resolve("debian-mirco"))
        .isInstanceOfSatisfying(
            PlinthException.class,
            e -> assertThat(e.hint()).isEqualTo("did you mean debian-micro?"));
  }

  @Test
  void aNameThatLooksLikeADigestWins() {
    store.tag(amd64.digest().shortHex(), image);
    found(amd64.digest().shortHex(), image, amd64.digest().shortHex());
  }

  @Test
  void aNameGivenTwiceIsAnError() throws Exception {
    Path file = folder.resolve("index.json");
    String text = java.nio.file.Files.readString(file);
    java.nio.file.Files.writeString(file, text.replace("debian-java", "debian-micro"));
    assertThatThrownBy(() -> store.resolve("debian-micro"))
        .isInstanceOf(PlinthException.class)
        .hasMessageContaining("names several images");
  }
}
