package dev.plinth.oci.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Content;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.ImageIndex;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutStoreTest {
  @TempDir Path temp;
  private Path folder;
  private LayoutStore store;

  @BeforeEach
  void open() {
    folder = temp.resolve("store");
    store = LayoutStore.at(folder);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void readingMakesNothing() {
    assertThat(store.list()).isEmpty();
    assertThat(store.find(Digest.of("x"))).isEmpty();
    assertThat(folder).doesNotExist();
  }

  @Test
  void theFirstWriteMakesALayout() throws IOException {
    Digest digest = store.add(utf8("hello"));
    assertThat(folder.resolve("oci-layout")).hasContent("{\"imageLayoutVersion\":\"1.0.0\"}");
    assertThat(folder.resolve("index.json"))
        .hasContent(
            "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\","
                + "\"manifests\":[]}");
    assertThat(folder.resolve("blobs/sha256/" + digest.hex())).hasContent("hello");
    assertThat(store.verified(digest, "greeting")).hasContent("hello");
    assertThat(folder.resolve(".plinth/tmp")).isEmptyDirectory();
  }

  @Test
  void aFolderOfOtherThingsIsLeftAlone() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("letter.txt"), "dear");
    assertThatThrownBy(() -> store.add(utf8("x")))
        .isInstanceOf(PlinthException.class)
        .hasMessageContaining("is not empty and not an OCI image layout");
    assertThat(folder.toFile().list()).containsExactly("letter.txt");
  }

  @Test
  void anotherLayoutVersionIsRefused() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"2.0.0\"}");
    assertThatThrownBy(() -> store.list()).hasMessageContaining("imageLayoutVersion");
  }

  @Test
  void expectedBytesAreCheckedBeforeTheyCount() throws IOException {
    Digest wanted = Digest.of("right");
    assertThatThrownBy(() -> store.add(new ByteArrayInputStream(utf8("wrong")), wanted, "the deb"))
        .isInstanceOf(PlinthException.class)
        .hasMessageStartingWith("the deb is not what it should be: expected " + wanted)
        .extracting("code")
        .isEqualTo(ErrorCode.VERIFICATION);
    assertThat(store.find(wanted)).isEmpty();
    assertThat(folder.resolve(".plinth/tmp")).isEmptyDirectory();
    assertThat(store.add(new ByteArrayInputStream(utf8("right")), wanted, "the deb"))
        .hasContent("right");
  }

  @Test
  void sha512BlobsLieInTheirOwnFolder() throws IOException {
    Digest digest = new Digest("sha512", Content.hex(Content.hash("sha512").digest(utf8("x"))));
    Path path = store.add(new ByteArrayInputStream(utf8("x")), digest, "x");
    assertThat(path).isEqualTo(folder.resolve("blobs/sha512/" + digest.hex()));
    assertThat(store.verified(digest, "x")).hasContent("x");
  }

  @Test
  void damagedBlobsAreNoticedAndReplaced() throws IOException {
    Digest digest = store.add(utf8("hello"));
    Path path = store.find(digest).orElseThrow();
    Files.writeString(path, "hellO");
    assertThatThrownBy(() -> store.verified(digest, "greeting"))
        .isInstanceOf(PlinthException.class)
        .hasMessageStartingWith("greeting is damaged in the store")
        .extracting("code")
        .isEqualTo(ErrorCode.VERIFICATION);
    assertThat(store.add(utf8("hello"))).isEqualTo(digest);
    assertThat(store.verified(digest, "greeting")).hasContent("hello");
    Files.writeString(path, "");
    store.add(new ByteArrayInputStream(utf8("hello")), digest, "greeting");
    assertThat(store.verified(digest, "greeting")).hasContent("hello");
  }

  @Test
  void partialsAreAdoptedOnlyWhenTheyAreRight() throws IOException {
    Digest digest = Digest.of("downloaded");
    Path partial = store.partial(digest);
    assertThat(store.partial(digest)).isEqualTo(partial);
    Files.writeString(partial, "downloaXXX");
    assertThatThrownBy(() -> store.adopt(partial, digest, "the deb"))
        .isInstanceOf(PlinthException.class)
        .extracting("code")
        .isEqualTo(ErrorCode.VERIFICATION);
    assertThat(partial).doesNotExist();
    Files.writeString(partial, "downloaded");
    assertThat(store.adopt(partial, digest, "the deb")).hasContent("downloaded");
    assertThat(partial).doesNotExist();
    assertThat(folder.resolve(".plinth/tmp")).isEmptyDirectory();
  }

  @Test
  void writersAddOnlyWhatTheyFinish() throws IOException {
    try (BlobWriter writer = store.writer("a layer")) {
      writer.write(utf8("abc"));
      writer.write('d');
    }
    assertThat(folder.resolve(".plinth/tmp")).isEmptyDirectory();
    try (BlobWriter writer = store.writer("a layer")) {
      writer.write(utf8("abc"));
      writer.write('d');
      assertThat(writer.size()).isEqualTo(4);
      assertThat(writer.finish()).isEqualTo(Digest.of("abcd"));
    }
    assertThat(store.verified(Digest.of("abcd"), "it")).hasContent("abcd");
  }

  @Test
  void oldLeftoversGoAndYoungOnesStay() throws IOException {
    store.add(utf8("x"));
    Path old = Files.writeString(folder.resolve(".plinth/tmp/1-1"), "half");
    Path young = Files.writeString(folder.resolve(".plinth/tmp/1-2"), "half");
    Path oldPartial = Files.writeString(store.partial(Digest.of("a")), "half");
    Path youngPartial = Files.writeString(store.partial(Digest.of("b")), "half");
    Instant now = Instant.now();
    Files.setLastModifiedTime(old, FileTime.from(now.minus(Duration.ofHours(25))));
    Files.setLastModifiedTime(oldPartial, FileTime.from(now.minus(Duration.ofDays(8))));
    Files.setLastModifiedTime(youngPartial, FileTime.from(now.minus(Duration.ofDays(6))));
    LayoutStore.at(folder).add(utf8("y"));
    assertThat(old).doesNotExist();
    assertThat(oldPartial).doesNotExist();
    assertThat(young).exists();
    assertThat(youngPartial).exists();
  }

  @Test
  void namesMoveAndGo() {
    Descriptor one = Samples.named(store, "debian-micro");
    Descriptor two = Samples.named(store, "alpha");
    assertThat(store.list()).extracting(StoredImage::name).containsExactly("alpha", "debian-micro");
    store.tag("debian-micro", two);
    assertThat(store.named("debian-micro").orElseThrow().digest()).isEqualTo(two.digest());
    assertThat(store.list()).hasSize(2);
    assertThat(store.find(one.digest())).isPresent();
    assertThat(store.untag("debian-micro")).isTrue();
    assertThat(store.untag("debian-micro")).isFalse();
    assertThat(store.list()).extracting(StoredImage::name).containsExactly("alpha");
  }

  @Test
  void theIndexFileIsTheSameWhateverTheOrder() throws IOException {
    LayoutStore other = LayoutStore.at(temp.resolve("other"));
    Samples.named(store, "a");
    Samples.named(store, "b");
    Samples.named(other, "b");
    Samples.named(other, "a");
    assertThat(folder.resolve("index.json"))
        .hasSameBinaryContentAs(temp.resolve("other/index.json"));
  }

  @Test
  void whatOtherToolsWroteInTheIndexIsKept() throws IOException {
    Descriptor image = Samples.named(store, "mine");
    Path index = folder.resolve("index.json");
    Files.writeString(
        index,
        "{\"schemaVersion\":2,\"x-tool\":{\"a\":[1]},\"annotations\":{\"k\":\"v\"},\"manifests\":[{"
            + "\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"digest\":\""
            + image.digest()
            + "\",\"size\":"
            + image.size()
            + ",\"platform\":{\"os\":\"windows\",\"architecture\":\"amd64\","
            + "\"os.version\":\"10.0\"},\"x-more\":true}]}");
    store.tag("new", image.withAnnotations(java.util.Map.of("from", "test")));
    String text = Files.readString(index);
    assertThat(text).contains("\"x-tool\":{\"a\":[1]}").contains("\"annotations\":{\"k\":\"v\"}");
    assertThat(text).contains("\"from\":\"test\",\"org.opencontainers.image.ref.name\":\"new\"");
    store.untag("new");
    store.referrers().keep(Samples.image(store, "other", Samples.AMD64));
    assertThat(Files.readString(index)).doesNotContain("x-more"); // named instead of unnamed
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-a",
        "a-",
        "a b",
        "a..b",
        "a---b",
        "ä",
        "a/",
        "/a",
        "../x",
        "sha256:abc",
        "a\nb",
      })
  void namesThatToolsWouldNotTakeAreRefused(String name) {
    Descriptor image = Samples.image(store, "x", Samples.AMD64);
    assertThatThrownBy(() -> store.tag(name, image))
        .isInstanceOf(PlinthException.class)
        .hasMessageContaining("cannot name an image");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "debian-micro", "a--b", "team/app:1.2_3", "a+b@c"})
  void namesOfTheSpecificationAreTaken(String name) {
    store.tag(name, Samples.image(store, "x", Samples.AMD64));
    assertThat(store.named(name)).isPresent();
  }

  @Test
  void whatIsNotThereCannotBeTagged() {
    Descriptor absent = Descriptor.of(MediaType.INDEX, Digest.of("nothing"), 7);
    assertThatThrownBy(() -> store.tag("x", absent))
        .isInstanceOf(PlinthException.class)
        .extracting("code")
        .isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(store.list()).isEmpty();
  }

  @Test
  void manifestsAreCheckedAgainstTheirDescriptors() throws IOException {
    Descriptor index = Samples.named(store, "x");
    ImageIndex value = store.index(index).value();
    Descriptor manifest = value.manifest(Samples.AMD64).orElseThrow();
    assertThat(store.config(store.manifest(manifest).value().config()).value().runtime())
        .isEqualTo(Samples.runtime());
    Descriptor lying = Descriptor.of(manifest.mediaType(), manifest.digest(), manifest.size() - 1);
    assertThatThrownBy(() -> store.manifest(lying)).isInstanceOf(PlinthException.class);
    Descriptor huge = Descriptor.of(manifest.mediaType(), manifest.digest(), 1L << 40);
    assertThatThrownBy(() -> store.manifest(huge)).hasMessageContaining("more than the 4194304");
    Files.write(store.find(manifest.digest()).orElseThrow(), utf8("{}"));
    assertThatThrownBy(() -> store.manifest(manifest))
        .isInstanceOf(PlinthException.class)
        .extracting("code")
        .isEqualTo(ErrorCode.VERIFICATION);
  }

  @Test
  void referrersAreListedWithTheirTypes() {
    Descriptor image = Samples.named(store, "x");
    assertThat(store.referrers().of(image.digest())).isEmpty();
    Descriptor referrer =
        store.referrers().attach(Samples.referrer(store, image, "application/x.sbom"));
    assertThat(store.referrers().of(image.digest())).containsExactly(referrer);
    assertThat(referrer.artifactType()).contains("application/x.sbom");
    assertThat(store.list()).extracting(StoredImage::name).containsExactly("x");
    assertThat(store.referrers().drop(referrer.digest())).isTrue();
    assertThat(store.referrers().of(image.digest())).isEmpty();
    assertThat(List.of(store.referrers().drop(referrer.digest()))).containsExactly(false);
  }
}
