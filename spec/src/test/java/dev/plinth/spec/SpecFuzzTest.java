package dev.plinth.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are a spec, or a BAD_INPUT error that names the file; nothing is written. */
class SpecFuzzTest {
  private static final String LEAST = "name: x\ndistribution: debian/trixie\nflavour: micro\n";

  static Stream<Arguments> seeds() {
    return Stream.of(
            LEAST,
            LEAST + "packages: [a, b=1:2-3, '!c', \"d | e\"]\nports: [80, 53/udp]\nuser: a:b\n",
            LEAST + "paths: [{directory: /srv, owner: web, mode: 0750}, {remove: '/a/**'}]\n",
            LEAST + "accounts: {groups: [{name: w, gid: 1}], users: [{name: w, uid: 1}]}\n",
            LEAST + "tests: [{run: [a, b], output: '1'}, {path: /x, type: link, target: y}]\n",
            LEAST + "repositories: [{name: v, uri: 'https://h/d', suite: s, keys: [k]}]\n",
            LEAST + "variants: {debug: {packages: [bash]}}\nlayers: {by-origin: {budget: 20}}\n",
            LEAST + "labels: &a {k: |\n  v\n}\nannotations: *a\nextends: s.yaml\n")
        .map(text -> Arguments.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("seeds")
  @FuzzTest
  void spec(byte[] data) throws IOException {
    Path folder = Files.createTempDirectory("fuzz");
    Path file = folder.resolve("s.yaml");
    try {
      Files.write(file, data);
      Spec spec = SpecReader.read(file);
      assertThat(SpecReader.read(file).digest()).isEqualTo(spec.digest());
      for (String variant : SpecReader.variants(file)) {
        try {
          assertThat(SpecReader.read(file, variant).imageName()).startsWith(spec.name());
        } catch (PlinthException e) {
          assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
        }
      }
    } catch (PlinthException e) {
      assertThat(e.code()).as(e.getMessage()).isEqualTo(ErrorCode.BAD_INPUT);
      assertThat(e.getMessage()).contains("s.yaml");
    } finally {
      Files.delete(file);
      Files.delete(folder); // fails where something else was written
    }
  }
}
