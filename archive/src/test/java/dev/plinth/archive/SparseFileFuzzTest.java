package dev.plinth.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a map says, a sparse file has the size that its entry tells, or there is an error. */
class SparseFileFuzzTest {
  private static final TarLimits LIMITS = new TarLimits(50, 1 << 20, 1 << 14, 1 << 18);

  private static byte[] records(String... keysAndValues) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      byte[] value = keysAndValues[i + 1].getBytes(StandardCharsets.UTF_8);
      all.writeBytes(RawTar.record("GNU.sparse." + keysAndValues[i], value));
    }
    return all.toByteArray();
  }

  static Stream<Arguments> seeds() {
    String first = "2\n0\n4\n5000\n4\n";
    return Stream.of(
            new RawTar()
                .entry("pax", 'x', records("size", "5004", "map", "0,4,5000,4"), "")
                .file("a", "abcdefgh")
                .end(),
            new RawTar()
                .entry(
                    "pax",
                    'x',
                    records(
                        "size",
                        "5004",
                        "numblocks",
                        "2",
                        "offset",
                        "0",
                        "numbytes",
                        "4",
                        "offset",
                        "5000",
                        "numbytes",
                        "4"),
                    "")
                .file("a", "abcdefgh")
                .end(),
            new RawTar()
                .entry(
                    "pax",
                    'x',
                    records("major", "1", "minor", "0", "name", "n", "realsize", "5004"),
                    "")
                .file("a", first + "\0".repeat(512 - first.length()) + "abcdefgh")
                .end(),
            old())
        .map(Arguments::of);
  }

  /** A header of GNU's own with one block more of its map. */
  private static byte[] old() {
    byte[] header = new RawTar().entry("s", 'S', "abcd".getBytes(StandardCharsets.UTF_8), "").end();
    byte[] map = "00000000000\0000000000004\0".getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(map, 0, header, 386, map.length);
    header[482] = 1;
    byte[] size = "00000001000\0".getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(size, 0, header, 483, size.length);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(header, 0, 512);
    all.writeBytes(new byte[512]);
    all.write(header, 512, header.length - 512);
    return TarReaderFuzzTest.withChecksums(all.toByteArray());
  }

  @MethodSource("seeds")
  @FuzzTest
  void read(byte[] data) throws IOException {
    check(TarReaderFuzzTest.withChecksums(data));
  }

  private static int check(byte[] data) throws IOException {
    int entries = 0;
    long total = 0;
    try (TarReader reader = new TarReader(new ByteArrayInputStream(data), "fuzz", LIMITS)) {
      for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
        assertThat(reader.content().readAllBytes()).hasSize((int) next.get().size());
        total += next.get().size();
        entries++;
      }
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
      assertThat(e.getMessage()).startsWith("fuzz ");
    }
    assertThat(total).isLessThanOrEqualTo(LIMITS.total());
    return entries;
  }

  @Test
  void seedsAreWhole() throws IOException {
    for (Arguments seed : seeds().toList()) {
      assertThat(check((byte[]) seed.get()[0])).isEqualTo(1);
    }
  }

  @Test
  void damagedMaps() throws IOException {
    List<byte[]> seeds = seeds().map(a -> (byte[]) a.get()[0]).toList();
    Random random = new Random(13);
    for (int i = 0; i < 2000; i++) {
      check(TarReaderFuzzTest.withChecksums(Mutations.of(seeds.get(i % seeds.size()), random)));
    }
  }
}
