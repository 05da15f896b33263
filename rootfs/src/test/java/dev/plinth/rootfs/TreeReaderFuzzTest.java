package dev.plinth.rootfs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any two layers of the data's making give a sound tree, or a BAD_INPUT error. */
class TreeReaderFuzzTest {
  private static final String[] NAMES = {
    "a", "b", "c", "..", ".", "", ".wh.a", ".wh..wh..opq", ".wh.", "a/b", "b/c/a", "/", "a/.wh.b"
  };

  static Stream<Arguments> seeds() {
    return Stream.of("\1\2\3\4\5\6\7\10abcdefgh", "0123456789ABCDEFGHIJ", "\377\376zyxwvutsrq")
        .map(text -> Arguments.of(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @MethodSource("seeds")
  @FuzzTest
  void twoLayers(byte[] data) throws IOException {
    Path copy = Files.createTempFile("fuzz", ".tar");
    try {
      TreeReader reader = new TreeReader("sha256:x");
      int middle = data.length / 2;
      for (int[] part : new int[][] {{0, middle}, {middle, data.length}}) {
        byte[] layer;
        try {
          layer = TreeReaderTest.layer(rows(data, part[0], part[1]));
        } catch (IllegalArgumentException e) {
          return; // not a name at all
        }
        reader.apply(new ByteArrayInputStream(layer), copy, "fuzz");
      }
      check(reader.tree());
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    } finally {
      Files.delete(copy);
    }
  }

  /** Two bytes an entry: kind and names. */
  private static String[] rows(byte[] data, int from, int to) {
    Stream.Builder<String> rows = Stream.builder();
    for (int i = from; i + 1 < to && i < from + 60; i += 2) {
      String name = NAMES[(data[i] & 15) % NAMES.length];
      String other = NAMES[(data[i] >> 4 & 15) % NAMES.length];
      String both = (name + "/" + other).replace("//", "/");
      switch (data[i + 1] & 3) {
        case 0 -> rows.add(both);
        case 1 -> rows.add(both + "/");
        case 2 -> rows.add(name + " -> " + (other.isEmpty() ? "x" : other));
        default -> rows.add(name + " = " + (other.isEmpty() ? "x" : other));
      }
    }
    return rows.build().toArray(String[]::new);
  }

  /** Every node stands in a directory, and no path holds what it must not. */
  private static void check(Tree tree) {
    tree.forEach((path, node) -> {
      assertThat(RawPath.normalize(path)).isEqualTo(path);
      assertThat(tree.lstat(RawPath.parent(path)).orElseThrow()).isInstanceOf(Node.Directory.class);
      assertThat(RawPath.name(path)).doesNotStartWith(".wh.");
    });
  }
}
