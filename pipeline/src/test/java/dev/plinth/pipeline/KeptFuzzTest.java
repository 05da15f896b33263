package dev.plinth.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.ImageIndex;
import dev.plinth.oci.InputsManifest;
import dev.plinth.oci.InputsManifest.Input;
import dev.plinth.oci.layout.KeptInputs;
import dev.plinth.oci.layout.LayoutStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an image's inputs and the cache's records say is used, or refused; it leads nowhere. */
class KeptFuzzTest {
  private static final String SPEC = "name: x\ndistribution: debian/sid\nflavour: micro\n";

  static Stream<Arguments> abouts() {
    return Stream.of(
            "s.yaml\0{\"file\":\"s.yaml\",\"variant\":\"\",\"programs\":[\"s.yaml\"],\"folders\":[\"d/e\"]}",
            "../s.yaml\0{\"file\":\"../s.yaml\",\"folders\":[\"/etc\",\"..\"]}")
        .map(text -> Arguments.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** A name of a file, a zero byte, what {@code spec.json} says. */
  @MethodSource("abouts")
  @FuzzTest
  void spec(byte[] data) throws IOException {
    String text = new String(data, StandardCharsets.UTF_8);
    int zero = Math.max(0, text.indexOf('\0'));
    Path folder = Files.createTempDirectory("fuzz");
    try {
      LayoutStore store = LayoutStore.at(folder.resolve("store"));
      byte[] spec = SPEC.getBytes(StandardCharsets.UTF_8);
      byte[] about = text.substring(zero).replaceFirst("^\0", "").getBytes(StandardCharsets.UTF_8);
      Descriptor image = store.put(ImageIndex.of(List.of(), new TreeMap<>()).toDocument());
      List<Input> inputs =
          List.of(
              new Input("spec.json", "application/json", store.add(about), about.length),
              new Input("spec/" + text.substring(0, zero), "a/b", store.add(spec), spec.length));
      new KeptInputs(store).attach(InputsManifest.of(inputs).about(image));
      KeptSpec.use(
          store,
          image.digest(),
          folder.resolve("scratch"),
          found -> {
            assertThat(found.name()).isEqualTo("x");
            return found;
          });
    } catch (PlinthException e) {
      assertThat(e.code()).as(e.getMessage()).isIn(ErrorCode.BAD_INPUT, ErrorCode.NOT_FOUND);
    } finally {
      try (Stream<Path> left = Files.list(folder)) {
        assertThat(left.map(p -> p.getFileName().toString())).isSubsetOf("store", "scratch");
      }
      Path scratch = folder.resolve("scratch");
      if (Files.exists(scratch)) {
        try (Stream<Path> left = Files.list(scratch)) {
          assertThat(left).isEmpty();
        }
      }
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  static Stream<Arguments> records() {
    return Stream.of(
        Arguments.of(
            new BuildRecord(
                    Digest.of("x"),
                    List.of(),
                    "s",
                    new TreeMap<>(Map.of(Digest.of("y"), "a layer")),
                    Set.of(Digest.of("z")),
                    Set.of("hint"))
                .write()),
        Arguments.of(
            ("{\"index\":\""
                    + Digest.of("x")
                    + "\",\"parts\":[{\"platform\":\"linux/amd64\",\"digest\":\""
                    + Digest.of("y")
                    + "\",\"packages\":1,\"scripts\":[{\"package\":\"a\"}],\"checks\":[{}]}]}")
                .getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("records")
  @FuzzTest
  void record(byte[] data) {
    BuildRecord.read(data)
        .ifPresent(read -> assertThat(BuildRecord.read(read.write())).contains(read));
  }
}
