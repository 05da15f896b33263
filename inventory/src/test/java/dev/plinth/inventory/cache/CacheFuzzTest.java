package dev.plinth.inventory.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.inventory.Examination;
import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.SystemFacts;
import dev.plinth.inventory.layers.LayerFacts;
import dev.plinth.inventory.layers.Look;
import dev.plinth.inventory.layers.OwnedReader;
import dev.plinth.inventory.layers.ScannedLayer;
import dev.plinth.inventory.spool.SpoolFolder;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** Whatever lies in a cache is used as it was kept, or not at all. */
class CacheFuzzTest {
  private static final Digest DIGEST = Digest.of("it");

  @FuzzTest
  void files(byte[] data) throws IOException {
    Path folder = Files.createTempDirectory("cache");
    try (SpoolFolder spools = SpoolFolder.in(folder)) {
      FolderLayerCache layers = new FolderLayerCache(folder.resolve("layers"));
      try (ScannedLayer empty =
          new ScannedLayer(
              new LayerFacts(
                  0, 0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of()),
              spools.open(10),
              spools.open(10))) {
        layers.keep(DIGEST, Set.of(), empty);
      }
      InventoryCache images = new InventoryCache(folder.resolve("images"));
      images.keep(
          DIGEST,
          Set.of(),
          new Examination(
              new Inventory("i", "", List.of(), SystemFacts.NONE, List.of(), List.of()),
              List.of(),
              List.of(),
              List.of()));
      for (String kind : List.of("layers", "images")) {
        Path file = only(folder.resolve(kind));
        for (byte[] content : List.of(data, summed(file, data))) {
          Files.write(file, content);
          Optional<ScannedLayer> layer = layers.find(DIGEST, Set.of(), spools);
          if (layer.isPresent()) {
            layer.get().close();
          }
          images.find(DIGEST, Set.of(Look.values()), "i");
          images.find(DIGEST, Set.of(), "i");
        }
      }
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path file : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static Path only(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().getFirst();
    }
  }

  /** With the checksum that it should have. */
  private static byte[] summed(Path file, byte[] data) {
    CRC32C sum = new CRC32C();
    sum.update(file.getFileName().toString().getBytes(StandardCharsets.US_ASCII));
    sum.update(data);
    return ByteBuffer.allocate(data.length + Long.BYTES).put(data).putLong(sum.getValue()).array();
  }

  @FuzzTest
  void ownedPaths(byte[] data) throws IOException {
    int[] count = new int[1];
    try {
      OwnedReader.read(new ByteArrayInputStream(data), path -> true, (_, _, _) -> count[0]++);
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
    }
    assertThat(count[0]).isLessThanOrEqualTo(data.length);
  }
}
