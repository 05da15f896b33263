package dev.plinth.oci.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.InputsManifest;
import dev.plinth.oci.InputsManifest.Input;
import dev.plinth.oci.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GarbageCollectorTest {
  @TempDir Path folder;
  private LayoutStore store;
  private GarbageCollector collector;

  @BeforeEach
  void open() {
    store = LayoutStore.at(folder);
    InstantSource later = InstantSource.offset(InstantSource.system(), Duration.ofHours(2));
    collector = new GarbageCollector(store, Duration.ofHours(1), later);
  }

  private Digest blob(String text) throws IOException {
    return store.add(text.getBytes(StandardCharsets.UTF_8));
  }

  private Input input(String path) throws IOException {
    Digest digest = blob(path);
    return new Input(path, "application/octet-stream", digest, path.length());
  }

  @Test
  void keepsImagesEvidenceAndInputs() throws IOException {
    Descriptor image = Samples.named(store, "kept");
    Descriptor evidence =
        store.referrers().attach(Samples.referrer(store, image, "application/x.sbom"));
    store.referrers().attach(Samples.referrer(store, evidence, "application/x.signature"));
    KeptInputs inputs = new KeptInputs(store);
    inputs.keep("lock", InputsManifest.of(List.of(input("a.deb"), input("b.deb"))));
    inputs.attach(InputsManifest.of(List.of(input("c.deb"))).about(image));
    Digest garbage = blob("garbage");

    assertThat(collector.plan().blobs()).containsOnlyKeys(garbage);
    assertThat(collector.collect().bytes()).isEqualTo("garbage".length());
    assertThat(store.find(garbage)).isEmpty();
    assertThat(collector.plan().blobs()).isEmpty();
    for (String path : List.of("a.deb", "b.deb", "c.deb")) {
      assertThat(store.verified(Digest.of(path), path)).exists();
    }
    assertThat(store.referrers().of(image.digest())).hasSize(2);
  }

  @Test
  void whatLosesItsImageGoesWithIt() throws IOException {
    Descriptor image = Samples.named(store, "gone");
    Descriptor evidence =
        store.referrers().attach(Samples.referrer(store, image, "application/x.sbom"));
    store.referrers().attach(Samples.referrer(store, evidence, "application/x.signature"));
    assertThat(collector.plan().blobs()).isEmpty();
    store.untag("gone");
    GarbageCollector.Plan plan = collector.collect();
    assertThat(plan.dangling()).hasSize(2);
    assertThat(store.entries()).isEmpty();
    assertThat(folder.resolve("blobs/sha256")).isEmptyDirectory();
  }

  @Test
  void newInputsOfALockTakeThePlaceOfTheOld() throws IOException {
    KeptInputs inputs = new KeptInputs(store);
    InputsManifest old = InputsManifest.of(List.of(input("old.deb"), input("same.deb")));
    InputsManifest now = InputsManifest.of(List.of(input("new.deb"), input("same.deb")));
    inputs.keep("lock", old);
    inputs.keep("other", old);
    inputs.keep("lock", now);
    assertThat(inputs.find("lock")).contains(now);
    assertThat(inputs.find("other")).contains(old);
    assertThat(inputs.drop("other")).isTrue();
    assertThat(inputs.find("other")).isEmpty();
    collector.collect();
    assertThat(store.find(Digest.of("old.deb"))).isEmpty();
    assertThat(store.find(Digest.of("new.deb"))).isPresent();
    assertThat(store.find(Digest.of("same.deb"))).isPresent();
  }

  @Test
  void inputsMustBeThere() {
    InputsManifest inputs =
        InputsManifest.of(List.of(new Input("x.deb", "a/b", Digest.of("absent"), 3)));
    assertThatThrownBy(() -> new KeptInputs(store).keep("lock", inputs))
        .isInstanceOf(PlinthException.class)
        .hasMessageStartingWith("x.deb (" + Digest.of("absent") + ") is not in the store");
  }

  @Test
  void youngBlobsStay() throws IOException {
    Digest young = blob("young");
    GarbageCollector now = new GarbageCollector(store, Duration.ofHours(1), InstantSource.system());
    assertThat(now.collect().blobs()).isEmpty();
    assertThat(store.find(young)).isPresent();
  }

  @Test
  void aStoreInUseIsLeftAlone() throws IOException {
    blob("garbage");
    try (LayoutStore other = LayoutStore.at(folder)) {
      assertThat(other.find(Digest.of("garbage"))).isPresent();
      assertThatThrownBy(() -> collector.collect())
          .isInstanceOf(PlinthException.class)
          .hasMessageEndingWith("is in use by this process");
    }
    assertThat(collector.collect().blobs()).containsOnlyKeys(Digest.of("garbage"));
  }

  @Test
  void whatCannotBeReadEndsIt() throws IOException {
    Descriptor image = Samples.named(store, "damaged");
    Digest manifest = store.index(image).value().manifests().getFirst().digest();
    Files.writeString(store.find(manifest).orElseThrow(), "{}");
    Digest garbage = blob("garbage");
    assertThatThrownBy(() -> collector.collect())
        .isInstanceOf(PlinthException.class)
        .extracting("code")
        .isEqualTo(ErrorCode.VERIFICATION);
    assertThat(store.find(garbage)).isPresent();
  }
}
