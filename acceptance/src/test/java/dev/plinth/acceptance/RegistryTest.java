package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plinth.model.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example goes from the store to a registry and back unchanged, all its platforms. */
@ExtendWith(Examples.Resolver.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock("examples")
class RegistryTest {
  private static final long LARGE = 30L << 20;

  @TempDir static Path folder;
  private Registry registry;

  @BeforeAll
  void start() throws IOException {
    registry = Registry.start(folder);
  }

  @AfterAll
  void stop() {
    if (registry != null) {
      registry.close();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.plinth.acceptance.Examples#all")
  void skopeoCarriesItThereAndBack(String example, Examples examples) throws IOException {
    String skopeo = Machine.peer("skopeo");
    String digest = pushed(example, examples, skopeo);
    String remote = "docker://" + remote(example);
    String raw = Machine.run(skopeo, "inspect", "--raw", "--tls-verify=false", remote);
    assertThat(Digest.of(raw).toString()).isEqualTo(digest);
    Path back = folder.resolve("back").resolve(Examples.image(example));
    Files.createDirectories(back.getParent());
    copy(skopeo, "--src-tls-verify=false", remote, "oci:" + back + ":again");
    StoreCheck.holds(back);
    PlinthProcess again = new PlinthProcess(folder).with("PLINTH_STORE", back.toString());
    String found = again.run("inspect", "again", "-o", "json").ok().json().get("digest").asString();
    assertThat(found).isEqualTo(digest);
    assertThat(blobs(back)).as("blobs").hasSizeGreaterThanOrEqualTo(7);
    assertThat(blobs(examples.plinth().store())).containsAll(blobs(back));
    Trees.delete(back);
  }

  @ParameterizedTest
  @MethodSource("dev.plinth.acceptance.Examples#all")
  void craneValidatesIt(String example, Examples examples) {
    String crane = Machine.peer("crane");
    String digest = pushed(example, examples, Machine.peer("skopeo"));
    String remote = remote(example);
    assertThat(Machine.run(crane, "digest", "--insecure", remote).strip()).isEqualTo(digest);
    assertThat(Digest.of(Machine.run(crane, "manifest", "--insecure", remote)).toString())
        .isEqualTo(digest);
    List<String> words = new ArrayList<>(List.of(crane, "validate", "--insecure"));
    long size = examples.build(example).at("/platforms/0/compressedBytes").asLong();
    if (size > LARGE && !Boolean.getBoolean("plinth.full")) {
      words.add("--fast");
    }
    words.addAll(List.of("--remote", remote));
    assertThat(Machine.run(words.toArray(String[]::new))).contains("PASS").doesNotContain("FAIL");
  }

  @ParameterizedTest
  @MethodSource("dev.plinth.acceptance.Examples#all")
  void orasCopiesItByNameOutOfTheStore(String example, Examples examples) throws IOException {
    String oras = Machine.peer("oras");
    String digest = examples.build(example).get("digest").asString();
    String from = examples.plinth().store() + ":" + Examples.image(example);
    String to = registry.address() + "/oras/" + Examples.image(example) + ":1";
    Machine.run(oras, "cp", "-r", "--from-oci-layout", from, "--to-plain-http", to);
    String found = Machine.run(oras, "resolve", "--plain-http", to).strip();
    assertThat(found).isEqualTo(digest);
  }

  private String remote(String example) {
    return registry.address() + "/examples/" + Examples.image(example) + ":1";
  }

  /** Its digest, once it is in the registry. */
  private String pushed(String example, Examples examples, String skopeo) {
    String digest = examples.build(example).get("digest").asString();
    String from = "oci:" + examples.plinth().store() + ":" + Examples.image(example);
    copy(skopeo, "--dest-tls-verify=false", from, "docker://" + remote(example));
    return digest;
  }

  private static void copy(String skopeo, String option, String from, String to) {
    Machine.run(skopeo, "copy", "--quiet", "--all", "--preserve-digests", option, from, to);
  }

  private static Set<String> blobs(Path layout) throws IOException {
    assumeTrue(Files.isDirectory(layout.resolve("blobs/sha256")));
    try (Stream<Path> blobs = Files.list(layout.resolve("blobs/sha256"))) {
      return blobs
          .map(blob -> blob.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
