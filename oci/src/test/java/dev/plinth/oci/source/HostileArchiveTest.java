package dev.plinth.oci.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.archive.TarEntry;
import dev.plinth.archive.TarWriter;
import dev.plinth.model.Digest;
import dev.plinth.oci.RealData;
import dev.plinth.oci.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives made to deceive, and real ones with bytes changed. */
class HostileArchiveTest {
  private static final int MUTATIONS = Boolean.getBoolean("plinth.full") ? 2000 : 200;

  @TempDir Path temp;
  private Path file;
  private final byte[] layer = Samples.tar("a", "hello".getBytes(StandardCharsets.UTF_8));

  @BeforeEach
  void name() {
    file = temp.resolve("image.tar");
  }

  private record Member(String name, TarEntry.Type type, String target, byte[] content) {
    static Member file(String name, String text) {
      return new Member(name, TarEntry.Type.FILE, "", text.getBytes(StandardCharsets.UTF_8));
    }

    static Member link(String name, String target) {
      return new Member(name, TarEntry.Type.SYMLINK, target, new byte[0]);
    }
  }

  private String outcome(Member... members) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        TarWriter writer = new TarWriter(out)) {
      for (Member m : members) {
        writer.add(
            new TarEntry(
                m.name(),
                m.type(),
                0644,
                0,
                0,
                m.content().length,
                0,
                m.target(),
                "",
                "",
                0,
                0,
                new TreeMap<>(),
                0),
            new ByteArrayInputStream(m.content()));
      }
      writer.finish();
    }
    return Outcome.of(file, Optional.empty());
  }

  private String config() {
    return "{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"type\":\"layers\","
        + "\"diff_ids\":[\""
        + Digest.of(layer)
        + "\"]}}";
  }

  private Member layer(String name) {
    return new Member(name, TarEntry.Type.FILE, "", layer);
  }

  private static Member manifest(String config, String layers) {
    return Member.file(
        "manifest.json", "[{\"Config\":\"" + config + "\",\"Layers\":[" + layers + "]}]");
  }

  @Test
  void aPlainOneIsRead() throws IOException {
    assertThat(
            outcome(
                manifest("c.json", "\"l.tar\""), Member.file("./c.json", config()), layer("l.tar")))
        .isEqualTo("read linux/amd64:1");
  }

  @Test
  void namesNeverLeadOutOfTheArchive() throws IOException {
    Path secret = Files.writeString(temp.resolve("secret.json"), config());
    assertThat(outcome(manifest("../secret.json", "")))
        .startsWith("BAD_INPUT IT lacks the config '../secret.json'");
    assertThat(outcome(manifest(secret.toString(), "")))
        .startsWith("BAD_INPUT IT lacks the config");
    assertThat(outcome(manifest("c.json", ""), Member.link("c.json", secret.toString())))
        .startsWith("BAD_INPUT IT lacks the config");
    assertThat(
            outcome(
                manifest("c.json", "\"l.tar\""),
                Member.file("c.json", config()),
                Member.link("l.tar", "../../../../etc/passwd")))
        .startsWith("BAD_INPUT IT lacks the layer 'l.tar'");
  }

  @Test
  void linksInsideAreFollowedButNotForEver() throws IOException {
    assertThat(
            outcome(
                manifest("d/c.json", "\"d/e/l.tar\""),
                Member.link("d/c.json", "../real.json"),
                Member.file("real.json", config()),
                new Member("d/e/l.tar", TarEntry.Type.HARD_LINK, "x/l.tar", new byte[0]),
                layer("x/l.tar")))
        .isEqualTo("read linux/amd64:1");
    assertThat(outcome(manifest("a", ""), Member.link("a", "b"), Member.link("b", "a")))
        .startsWith("BAD_INPUT IT has too long a chain of links at 'a'");
  }

  @Test
  void aMemberStandsForOneContent() throws IOException {
    assertThat(
            outcome(
                manifest("c.json", "\"l.tar\""),
                Member.file("c.json", config()),
                layer("l.tar"),
                layer("./l.tar")))
        .isEqualTo("BAD_INPUT IT has a member twice: './l.tar'".replace("./l", "l"));
  }

  @Test
  void layersMustMatchTheirDiffIds() throws IOException {
    assertThat(
            outcome(
                manifest("c.json", "\"l.tar\""),
                Member.file("c.json", config()),
                new Member("l.tar", TarEntry.Type.FILE, "", Samples.tar("b", new byte[3]))))
        .startsWith("VERIFICATION layer 1");
    assertThat(
            outcome(
                manifest("c.json", "\"l.tar\",\"l.tar\""),
                Member.file("c.json", config()),
                layer("l.tar")))
        .startsWith("BAD_INPUT IT has 2 layers for the 1 diffIDs");
  }

  @Test
  void aConfigIsNotAnotherThanItsNameSays() throws IOException {
    assertThat(
            outcome(
                manifest(Digest.of("x").hex() + ".json", ""),
                Member.file(Digest.of("x").hex() + ".json", config())))
        .startsWith("VERIFICATION the config");
  }

  @Test
  void bombsEnd() throws IOException {
    byte[] bomb = Samples.gzip(new byte[100 << 20]);
    assertThat(
            outcome(
                manifest("c.json", "\"l.tar\""),
                Member.file("c.json", config()),
                new Member("l.tar", TarEntry.Type.FILE, "", bomb)))
        .matches("(BAD_INPUT|VERIFICATION) .*");
    Files.write(file, Samples.gzip(Samples.gzip(new byte[200 << 20])));
    assertThat(Outcome.of(file, Optional.empty())).startsWith("BAD_INPUT");
  }

  @Test
  void otherFilesAreNoImages() throws IOException {
    Files.write(file, new byte[0]);
    assertThat(Outcome.of(file, Optional.empty())).startsWith("BAD_INPUT");
    assertThat(Outcome.of(temp.resolve("absent"), Optional.empty())).startsWith("NOT_FOUND");
    assertThat(Outcome.of(Path.of("/dev/zero"), Optional.empty())).startsWith("BAD_INPUT");
    assertThat(Outcome.of(temp, Optional.empty()))
        .isEqualTo("BAD_INPUT IT is not an OCI image layout: it has no index.json");
  }

  @Test
  void aCompressedArchiveIsRead() throws IOException {
    outcome(manifest("c.json", "\"l.tar\""), Member.file("c.json", config()), layer("l.tar"));
    Files.write(file, Samples.gzip(Files.readAllBytes(file)));
    assertThat(Outcome.of(file, Optional.empty())).isEqualTo("read linux/amd64:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "go-containerregistry/v1/tarball/testdata/hello-world-v25.tar",
        "go-containerregistry/v1/tarball/testdata/test_link.tar",
        "jib/jib-image.tar",
        "dive/test-oci-gzip-image.tar",
        "dive/test-oci-zstd-image.tar",
      })
  void changedBytesAreNoticedOrDoNotMatter(String name) throws IOException {
    byte[] good = Files.readAllBytes(RealData.folder().resolve(name));
    Optional<String> reference =
        name.contains("test_link")
            ? Optional.of("bazel/v1/tarball:test_image_3")
            : Optional.empty();
    Random random = new Random(20);
    int read = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] bad = good.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        bad[random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
      }
      if (random.nextInt(8) == 0) {
        bad = java.util.Arrays.copyOf(bad, random.nextInt(bad.length));
      }
      Files.write(file, bad);
      String outcome = Outcome.of(file, reference);
      assertThat(outcome).matches("(?s)(read|BAD_INPUT|VERIFICATION|NOT_FOUND|USAGE) .*");
      read += outcome.startsWith("read") ? 1 : 0;
    }
    assertThat(List.of(read)).allMatch(n -> n < MUTATIONS);
  }
}
