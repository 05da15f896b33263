package dev.plinth.rootfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerTarsTest {
  @TempDir Path directory;

  private int opened;

  private InputStream open(byte[] bytes) {
    opened++;
    return new ByteArrayInputStream(bytes);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("tars"))) {
      return files.toList();
    }
  }

  @Test
  void keepsWhatItOnceUnpackedAndRemakesWhatIsDamaged() throws IOException {
    LayerTars tars = new LayerTars(directory.resolve("tars"));
    byte[] layer = TreeReaderTest.layer("a/", "a/b");
    Digest diffId = Digest.of(layer);
    Path path = tars.get(diffId, () -> open(layer), "layer");
    assertThat(path).hasBinaryContent(layer);
    assertThat(tars.get(diffId, () -> open(layer), "layer")).isEqualTo(path);
    assertThat(opened).isEqualTo(1);
    layer[5] ^= 1;
    Files.write(path, layer);
    layer[5] ^= 1;
    assertThat(tars.get(diffId, () -> open(layer), "layer")).hasBinaryContent(layer);
    assertThat(opened).isEqualTo(2);
    TreeReader reader = new TreeReader("sha256:x");
    reader.apply(path, "layer");
    assertThat(reader.tree().size()).isEqualTo(3);
  }

  @Test
  void refusesOtherBytesAndLeavesNothing() throws IOException {
    LayerTars tars = new LayerTars(directory.resolve("tars"));
    byte[] layer = TreeReaderTest.layer("a");
    assertThatThrownBy(() -> tars.get(Digest.of("other"), () -> open(layer), "layer 3"))
        .isInstanceOfSatisfying(
            PlinthException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION);
              assertThat(e).hasMessageStartingWith("layer 3 unpacks to");
            });
    assertThat(files()).isEmpty();
    assertThatThrownBy(() ->
            tars.get(
                Digest.of("other"),
                () -> {
                  throw new IOException("gone");
                },
                "layer 3"))
        .hasMessage("gone");
    assertThat(files()).isEmpty();
  }
}
