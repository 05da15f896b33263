package dev.plinth.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import io.airlift.compress.v3.bzip2.BZip2HadoopStreams;
import io.airlift.compress.v3.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;
import org.tukaani.xz.XZOutputStream;

/** Any bytes decompress within the limits, or are a BAD_INPUT error; nothing else is thrown. */
class DecompressionFuzzTest {
  private static final byte[] PLAIN = DecompressionTest.sample(3000);
  private static final List<CompressionFormat> FORMATS =
      List.of(
          CompressionFormat.GZIP,
          CompressionFormat.XZ,
          CompressionFormat.ZSTD,
          CompressionFormat.BZIP2,
          CompressionFormat.LZMA);
  private static final long MOST = 1 << 20;
  private static final DecompressionLimits LIMITS = new DecompressionLimits(MOST, 100, 16 << 20);

  static Stream<Arguments> seeds() throws IOException {
    List<Arguments> seeds = new ArrayList<>();
    for (CompressionFormat format : FORMATS) {
      byte[] data = encoded(format);
      seeds.add(Arguments.of(data));
      byte[] prefixed = new byte[data.length + 1];
      prefixed[0] = (byte) format.ordinal();
      System.arraycopy(data, 0, prefixed, 1, data.length);
      seeds.add(Arguments.of(prefixed));
    }
    return seeds.stream();
  }

  @MethodSource("seeds")
  @FuzzTest
  void sniffed(byte[] data) throws IOException {
    check(() -> Decompression.open(new ByteArrayInputStream(data), "fuzz", LIMITS));
  }

  @MethodSource("seeds")
  @FuzzTest
  void ofEachFormat(byte[] data) throws IOException {
    if (data.length > 0) {
      CompressionFormat format =
          CompressionFormat.values()[(data[0] & 0xff) % CompressionFormat.values().length];
      check(() ->
          Decompression.open(
              new ByteArrayInputStream(data, 1, data.length - 1), format, "fuzz", LIMITS));
    }
  }

  @MethodSource("seeds")
  @FuzzTest
  void gzipOnSeveralProcessors(byte[] data) throws IOException {
    check(() -> new GuardedGzip(data, LIMITS).open());
  }

  /** Batches of 64 bytes, so that short data has several. */
  private record GuardedGzip(byte[] data, DecompressionLimits limits) {
    InputStream open() {
      GuardedSource source = new GuardedSource(new ByteArrayInputStream(data));
      return new GuardedOutput(
          new ParallelGzip(source, 2, 64), source, CompressionFormat.GZIP, "fuzz", limits);
    }
  }

  private interface Opening {
    InputStream open() throws IOException;
  }

  private static void check(Opening opening) throws IOException {
    long count = 0;
    try (InputStream in = opening.open()) {
      byte[] buffer = new byte[10_000];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        count += n;
      }
    } catch (PlinthException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT);
      assertThat(e.getMessage()).startsWith("fuzz ");
    }
    assertThat(count).isLessThanOrEqualTo(MOST);
  }

  private static byte[] encoded(CompressionFormat format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LZMA2Options options = new LZMA2Options(0);
    options.setDictSize(1 << 16);
    try (OutputStream encoder =
        switch (format) {
          case GZIP -> new GZIPOutputStream(out);
          case XZ -> new XZOutputStream(out, options);
          case ZSTD -> ZstdOutputStream.create(out);
          case BZIP2 -> new BZip2HadoopStreams().createOutputStream(out);
          case LZMA -> new LZMAOutputStream(out, options, -1);
          case NONE -> out;
        }) {
      encoder.write(PLAIN);
    }
    return out.toByteArray();
  }

  @Test
  void damagedStreams() throws IOException {
    for (CompressionFormat format : FORMATS) {
      byte[] whole = encoded(format);
      assertThat(DecompressionTest.decode(whole, LIMITS)).isEqualTo(PLAIN);
      Random random = new Random(format.ordinal());
      for (int i = 0; i < (format == CompressionFormat.BZIP2 ? 100 : 500); i++) {
        byte[] bad = Mutations.of(whole, random);
        check(() -> Decompression.open(new ByteArrayInputStream(bad), format, "fuzz", LIMITS));
      }
    }
  }
}
