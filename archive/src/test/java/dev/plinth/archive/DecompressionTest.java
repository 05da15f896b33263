package dev.plinth.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecompressionTest {

  @TempDir Path directory;

  /** Text-like bytes with runs, so that every kind of block occurs. */
  static byte[] sample(int size) {
    Random random = new Random(7);
    byte[] bytes = new byte[size];
    int at = 0;
    while (at < size) {
      int run = Math.min(size - at, 1 + random.nextInt(400));
      int kind = random.nextInt(3);
      for (int i = 0; i < run; i++) {
        bytes[at + i] =
            kind == 0 ? (byte) random.nextInt() : kind == 1 ? 0 : (byte) ('a' + (at * 7L + i) % 9);
      }
      at += run;
    }
    return bytes;
  }

  private byte[] compress(String tool, byte[] bytes, String... options) throws Exception {
    Path file = directory.resolve("in");
    Files.write(file, bytes);
    List<String> command = new ArrayList<>(List.of(tool, "-c"));
    command.addAll(List.of(options));
    command.add("in");
    if (tool.equals("lzma")) {
      command.set(0, "xz");
      command.add(1, "--format=lzma");
    }
    return Tool.run(directory, command.toArray(String[]::new))
        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  static byte[] decode(byte[] bytes, DecompressionLimits limits) throws IOException {
    try (InputStream in = Decompression.open(new ByteArrayInputStream(bytes), "x.deb: d", limits)) {
      return in.readAllBytes();
    }
  }

  private static byte[] decode(byte[] bytes) throws IOException {
    return decode(bytes, DecompressionLimits.DEFAULT);
  }

  private static void assertBad(byte[] bytes, DecompressionLimits limits, String message) {
    assertThatThrownBy(() -> decode(bytes, limits))
        .isInstanceOfSatisfying(
            PlinthException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
              assertThat(e.getMessage()).startsWith("x.deb: d ").contains(message);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "xz", "zstd", "bzip2", "lzma"})
  void readsWhatTheToolsWrite(String tool) throws Exception {
    for (int size : new int[] {0, 1, 511, 70_000, 3_000_000}) {
      byte[] plain = sample(size);
      assertThat(decode(compress(tool, plain))).as(tool + " " + size).isEqualTo(plain);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "xz", "zstd"})
  void readsSeveralMembers(String tool) throws Exception {
    byte[] a = sample(100_000);
    byte[] b = sample(77);
    assertThat(decode(join(compress(tool, a), compress(tool, b), compress(tool, a))))
        .isEqualTo(join(a, b, a));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "xz", "zstd", "bzip2", "lzma"})
  void truncationIsAlwaysAnError(String tool) throws Exception {
    byte[] whole = compress(tool, sample(30_000));
    for (int length = 16; length < whole.length; length += 1 + length / 10) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      assertBad(cut, DecompressionLimits.DEFAULT, "");
    }
    assertBad(java.util.Arrays.copyOf(whole, whole.length - 1), DecompressionLimits.DEFAULT, "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "xz", "zstd", "bzip2"})
  void aFlippedBitIsAnErrorOrChangesNothing(String tool) throws Exception {
    byte[] plain = sample(30_000);
    byte[] whole = tool.equals("zstd") ? compress(tool, plain, "--check") : compress(tool, plain);
    Random random = new Random(3);
    int refused = 0;
    for (int i = 0; i < 200; i++) {
      byte[] bad = whole.clone();
      bad[10 + random.nextInt(bad.length - 10)] ^= (byte) (1 << random.nextInt(8));
      try {
        assertThat(decode(bad)).isEqualTo(plain);
      } catch (PlinthException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(180);
  }

  @Test
  void aSecondBzip2StreamIsAnErrorNotSilence() throws Exception {
    byte[] one = compress("bzip2", sample(100_000));
    assertBad(join(one, one), DecompressionLimits.DEFAULT, "bzip2");
  }

  @Test
  void plainBytesPassThrough() throws IOException {
    byte[] plain = sample(100_000);
    assertThat(decode(plain)).isEqualTo(plain);
    assertThat(decode(new byte[] {1})).containsExactly(1);
    assertThat(decode(new byte[0])).isEmpty();
  }

  @Test
  void zerosMayFollowGzipButNothingElse() throws Exception {
    byte[] plain = sample(1000);
    byte[] gzip = compress("gzip", plain);
    assertThat(decode(join(gzip, new byte[700]))).isEqualTo(plain);
    assertBad(join(gzip, new byte[] {'x'}), DecompressionLimits.DEFAULT, "bytes follow");
    assertBad(join(gzip, new byte[] {0, 'x'}), DecompressionLimits.DEFAULT, "bytes follow");
  }

  @Test
  void readsGzipHeadersWithEveryField() throws Exception {
    byte[] gzip = compress("gzip", sample(1000), "-n");
    byte[] fields = join(new byte[] {3, 0, 'a', 'b', 'c'}, "name\0comment\0xx".getBytes());
    byte[] full = join(java.util.Arrays.copyOf(gzip, 10), fields);
    full[3] = 2 | 4 | 8 | 16;
    byte[] rest = java.util.Arrays.copyOfRange(gzip, 10, gzip.length);
    assertThat(decode(join(full, rest))).isEqualTo(sample(1000));
    full[3] |= 0x40;
    assertBad(join(full, rest), DecompressionLimits.DEFAULT, "unknown flags");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "xz", "zstd", "bzip2", "lzma"})
  void bombsAreRefused(String tool) throws Exception {
    byte[] large = compress(tool, new byte[8 << 20]);
    assertBad(large, new DecompressionLimits(4 << 20, 1_000_000, 64 << 20), "more than 4194304");
    if (tool.equals("gzip") || tool.equals("zstd")) {
      byte[] bomb = compress(tool, new byte[80 << 20], "-1");
      assertThat(bomb.length).isLessThan(500_000);
      assertBad(bomb, new DecompressionLimits(1L << 40, 100, 64 << 20), "more than 100 times");
    }
  }

  @Test
  void bigDictionariesAreRefused() throws Exception {
    DecompressionLimits small = new DecompressionLimits(1L << 40, 1000, 32 << 20);
    assertBad(compress("xz", sample(1000), "--lzma2=dict=64MiB"), small, "KiB of memory");
    assertBad(compress("lzma", sample(1000), "--lzma1=dict=64MiB"), small, "KiB of memory");
    byte[] fine = compress("xz", sample(1000), "-9");
    assertThat(decode(fine)).isEqualTo(sample(1000));
    // A zstd frame that asks for a window of 1 GiB: descriptor 0, window byte with exponent 20.
    byte[] zstd = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) (20 << 3), 1, 0, 0};
    assertBad(zstd, small, "");
    zstd[5] = 10 << 3;
    assertThat(decode(zstd)).isEmpty();
  }

  @Test
  void failuresOfTheStreamBelowStayWhatTheyAre() throws Exception {
    byte[] gzip = compress("gzip", sample(100_000));
    InputStream failing =
        new java.io.SequenceInputStream(
            new ByteArrayInputStream(gzip, 0, 5000),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("disk on fire");
              }
            });
    assertThatThrownBy(() -> Decompression.open(failing, "x").readAllBytes())
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("disk on fire");
  }

  @Test
  void readsARealImageRoot() throws Exception {
    for (String name : new String[] {"x86_64", "aarch64"}) {
      Path file = SharedData.find("images/alpine-minirootfs-3.20.3-" + name + ".tar.gz");
      String expected = Tool.run(file.getParent(), "sh", "-c", "gzip -dc " + file + " | sha256sum");
      try (InputStream in = Decompression.open(Files.newInputStream(file), name)) {
        assertThat(expected).startsWith(Digest.of(in).hex());
      }
    }
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
