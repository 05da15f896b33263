package dev.plinth.oci.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.Digest;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.Document;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.InputsManifest;
import dev.plinth.oci.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is listed and cannot be read breaks only what it can concern. */
class ReferrersTest {
  @TempDir Path temp;
  private LayoutStore store;
  private Digest one;
  private Digest other;

  @BeforeEach
  void open() throws IOException {
    store = LayoutStore.at(temp.resolve("store"));
    one = store.add("one".getBytes(StandardCharsets.UTF_8));
    other = store.add("other".getBytes(StandardCharsets.UTF_8));
  }

  private static Document<ImageManifest> referrer(Digest subject) {
    return new ImageManifest(
            MediaType.MANIFEST,
            Optional.of("application/vnd.example"),
            InputsManifest.EMPTY_CONFIG,
            List.of(),
            Optional.of(Descriptor.of(MediaType.MANIFEST, subject, 3)),
            new TreeMap<>())
        .toDocument();
  }

  private Descriptor attach(Digest subject) {
    return store.referrers().attach(referrer(subject));
  }

  private void list(byte[] bytes) throws IOException {
    Digest digest = store.add(bytes);
    store.referrers().keep(Descriptor.of(MediaType.MANIFEST, digest, bytes.length));
  }

  private void change(Descriptor listed, String from, String to) throws IOException {
    Path blob = store.path(listed.digest());
    String text = Files.readString(blob);
    assertThat(text).contains(from);
    Files.writeString(blob, text.replace(from, to));
  }

  private List<Digest> of(Digest subject) {
    return LayoutStore.at(store.folder()).referrers().of(subject).stream()
        .map(Descriptor::digest)
        .toList();
  }

  private List<Digest> broken(Digest subject) {
    return LayoutStore.at(store.folder()).referrers().broken(subject).stream()
        .map(BrokenReferrer::digest)
        .toList();
  }

  @Test
  void aDamagedOneConcernsItsSubjectAlone() throws IOException {
    Descriptor good = attach(one);
    Descriptor bad = attach(other);
    change(bad, "{\"schemaVersion\":2", "?\"schemaVersion\":2");

    assertThat(of(one)).containsExactly(good.digest());
    assertThat(broken(one)).isEmpty();
    assertThat(of(other)).isEmpty();
    assertThat(broken(other)).containsExactly(bad.digest());
    assertThat(LayoutStore.at(store.folder()).referrers().broken(other).getFirst().reason())
        .contains(bad.digest().toString());
  }

  @Test
  void aDamagedOneIsMendedByWhoAttachesItAgain() throws IOException {
    Descriptor bad = attach(one);
    change(bad, "schemaVersion", "schemaVersioX");
    assertThat(broken(one)).containsExactly(bad.digest());

    assertThat(store.referrers().attach(List.of(referrer(one)), Set.of())).isFalse();

    assertThat(broken(one)).isEmpty();
    assertThat(of(one)).containsExactly(bad.digest());
  }

  @Test
  void aDamagedOneThatNamesNothingMayConcernAll() throws IOException {
    Descriptor bad = attach(other);
    change(bad, other.hex(), other.hex().replace('a', 'b'));

    assertThat(broken(one)).containsExactly(bad.digest());
    assertThat(broken(other)).containsExactly(bad.digest());
  }

  @Test
  void whatWasMadeAsNoManifestConcernsWhomItNames() throws IOException {
    Descriptor good = attach(one);
    list("no manifest at all".getBytes(StandardCharsets.UTF_8));
    list(new byte[ImageManifest.MAX_BYTES + 5]);
    list("{\"schemaVersion\":1}".getBytes(StandardCharsets.UTF_8));
    String names = "{\"schemaVersion\":7,\"subject\":{\"digest\":\"" + other + "\"}}";
    list(names.getBytes(StandardCharsets.UTF_8));

    assertThat(of(one)).containsExactly(good.digest());
    assertThat(broken(one)).isEmpty();
    assertThat(broken(other)).containsExactly(Digest.of(names));
  }
}
