package dev.plinth.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are entries within the archive and the limits, or a BAD_INPUT error. */
class TarReaderFuzzTest {
  private static final TarLimits LIMITS = new TarLimits(50, 1 << 20, 1 << 14);

  static Stream<Arguments> seeds() throws IOException {
    return Stream.of(
            TarWriterTest.write(TarWriterTest.samples().subList(8, 16)),
            new RawTar()
                .global("mtime", "1")
                .pax("path", "x")
                .file("a", "b")
                .longName("n".repeat(200))
                .file("c", "d")
                .entry("h", '1', "a")
                .entry("v", 'V', "")
                .entry("d", 'D', "")
                .end())
        .map(Arguments::of);
  }

  @MethodSource("seeds")
  @FuzzTest
  void read(byte[] data) throws IOException {
    check(data);
  }

  /** The checksums are made right, so that what lies behind them is reached. */
  @MethodSource("seeds")
  @FuzzTest
  void readWithChecksums(byte[] data) throws IOException {
    check(withChecksums(data));
  }

  /** What was read can be written, and is then read as the same. */
  private static void check(byte[] data) throws IOException {
    List<TarEntry> entries = new ArrayList<>();
    try (TarReader reader = new TarReader(new ByteArrayInputStream(data), "fuzz", LIMITS)) {
      for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
        TarEntry entry = next.get();
        assertThat(entry.offset() + entry.size()).isLessThanOrEqualTo(data.length + LIMITS.total());
        byte[] content = reader.content().readAllBytes();
        assertThat(content).hasSize((int) entry.size());
        int from = (int) entry.offset();
        assertThat(content)
            .isEqualTo(java.util.Arrays.copyOfRange(data, from, from + content.length));
        entries.add(entry);
      }
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
      assertThat(e.getMessage()).startsWith("fuzz ");
    }
    assertThat(entries.size()).isLessThanOrEqualTo(50);
    for (TarEntry entry : entries) {
      if (entry.xattrs().keySet().stream().noneMatch(key -> key.contains("="))) {
        byte[] header = TarWriter.header(entry);
        byte[] archive =
            DecompressionTest.join(
                header,
                new byte[(int) entry.size() + TarWriter.padding(entry.size()) + TarWriter.END]);
        try (TarReader again = new TarReader(new ByteArrayInputStream(archive), "again")) {
          TarEntry same = again.next().orElseThrow();
          assertThat(same.linkName()).isEqualTo(entry.linkName());
          assertThat(same.mtime()).isEqualTo(entry.mtime());
          assertThat(same.size()).isEqualTo(entry.size());
          assertThat(same.uid()).isEqualTo(entry.uid());
          assertThat(same.xattrs().keySet()).isEqualTo(entry.xattrs().keySet());
          assertThat(same.name()).isEqualTo(entry.name());
        }
      }
    }
  }

  static byte[] withChecksums(byte[] data) {
    byte[] fixed = data.clone();
    for (int at = 0; at + 512 <= fixed.length; at += 512) {
      byte[] block = java.util.Arrays.copyOfRange(fixed, at, at + 512);
      if (!TarHeader.isZero(block) && block[257] == 'u') {
        System.arraycopy(RawTar.sum(block), 0, fixed, at, 512);
      }
    }
    return fixed;
  }

  @Test
  void damagedArchives() throws IOException {
    List<byte[]> seeds = seeds().map(a -> (byte[]) a.get()[0]).toList();
    Random random = new Random(11);
    for (int i = 0; i < 500; i++) {
      byte[] bad = Mutations.of(seeds.get(i % seeds.size()), random);
      check(i % 3 == 0 ? bad : withChecksums(bad));
    }
  }
}
