package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What others read out of exported archives is the image that the store has. */
@ExtendWith(Examples.Resolver.class)
@ResourceLock("examples")
class ExportTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"debian-nginx", "debian-java"})
  void skopeoReadsTheDockerArchive(String example, Examples examples) throws IOException {
    String skopeo = Machine.peer("skopeo");
    Path archive = export(example, examples, "docker-archive");
    String image = "docker-archive:" + archive + ":" + example + ":latest";
    String config = Machine.run(skopeo, "inspect", "--raw", "--config", image);
    Path copy = temp.resolve("copy");
    Machine.run(skopeo, "copy", "--quiet", image, "oci:" + copy + ":it");
    StoreCheck.holds(copy);

    JsonNode manifest = blob(examples.plinth().store(), manifest(example, examples));
    String expected = manifest.at("/config/digest").asString();
    assertThat(Digest.of(config).toString()).isEqualTo(expected);
    JsonNode index = JSON.readTree(Files.readString(copy.resolve("index.json")));
    JsonNode copied = blob(copy, index.at("/manifests/0/digest").asString());
    JsonNode ours = blob(examples.plinth().store(), expected);
    JsonNode theirs = blob(copy, copied.at("/config/digest").asString());
    for (String field : List.of("config", "architecture", "os", "created", "rootfs")) {
      assertThat(theirs.get(field)).as(field).isEqualTo(ours.get(field)).isNotNull();
    }
    // docker names a loaded image by this file.
    String listed = Machine.run("tar", "-xOf", archive.toString(), "manifest.json");
    assertThat(JSON.readTree(listed).at("/0/RepoTags/0").asString()).isEqualTo(example + ":latest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"debian-nginx", "debian-java"})
  void craneValidatesTheDockerArchive(String example, Examples examples) {
    String crane = Machine.peer("crane");
    Path archive = export(example, examples, "docker-archive");
    assertThat(Machine.run(crane, "validate", "--tarball", archive.toString())).contains("PASS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"debian-minimal", "debian-nginx", "debian-java"})
  void theRootFileSystemIsWhatUmociUnpacks(String example, Examples examples) throws IOException {
    // Not the shared one, into which other tests put things.
    Path layout = examples.layout(example, "amd64");
    Bundle bundle = Bundle.unpack(layout + ":" + example, temp.resolve("x/bundle"));
    Path archive = export(example, examples, "rootfs");
    Path ours = Files.createDirectory(temp.resolve("ours"));
    String[] tar = {"tar", "--numeric-owner", "--xattrs", "--xattrs-include=*", "-xpf"};
    String[] words = java.util.Arrays.copyOf(tar, tar.length + 3);
    words[tar.length] = archive.toString();
    words[tar.length + 1] = "-C";
    words[tar.length + 2] = ours.toString();
    Machine.run(words);
    List<String> expected = listing(bundle.root());
    assertThat(expected).hasSizeGreaterThan(500);
    assertThat(listing(ours)).isEqualTo(expected);
    Machine.run("diff", "-r", "--no-dereference", bundle.root().toString(), ours.toString());
  }

  /** Type, mode, owner, size, time, link target of all; a directory's size says nothing. */
  private static List<String> listing(Path folder) {
    String format = "%P\\t%y %m %U:%G %n %T@ %l";
    String directories = "%P\\t%y %m %U:%G %T@\\n";
    String[] words = {
      "find",
      ".",
      "-mindepth",
      "1",
      "-type",
      "d",
      "-printf",
      directories,
      "-o",
      "-printf",
      format + " %s\\n"
    };
    return Machine.run(folder, words).lines().sorted().toList();
  }

  private Path export(String example, Examples examples, String format) {
    examples.build(example);
    Path to = temp.resolve(example + "." + format + ".tar");
    String[] words = {
      "export", example, "--format", format, "--platform", "linux/amd64", "--to", to.toString()
    };
    examples.plinth().run(words).ok();
    return to;
  }

  private static String manifest(String example, Examples examples) {
    return examples.build(example).at("/platforms/0/digest").asString();
  }

  private static JsonNode blob(Path layout, String digest) throws IOException {
    String name = digest.replace("sha256:", "blobs/sha256/");
    return JSON.readTree(Files.readString(layout.resolve(name)));
  }
}
