package dev.plinth.archive;

import io.airlift.compress.v3.bzip2.BZip2HadoopStreams;
import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * Decompresses a stream whose format its first bytes tell, within bounds.
 *
 * <p>What is damaged, cut short or a bomb is a {@code BAD_INPUT} error that names the stream; an
 * {@link IOException} is only one of the stream below.
 */
public final class Decompression {
  private Decompression() {}

  /**
   * The decompressed bytes of {@code in}, which is closed with the result; {@code in} itself where
   * it is not compressed, its output bounded too.
   *
   * @param what names the stream in errors: {@code libc6_2.36-9_amd64.deb: data.tar.xz}
   */
  public static InputStream open(InputStream in, String what, DecompressionLimits limits)
      throws IOException {
    PushbackInputStream source = new PushbackInputStream(in, CompressionFormat.HEAD);
    byte[] head = source.readNBytes(CompressionFormat.HEAD);
    source.unread(head);
    return open(source, CompressionFormat.of(head), what, limits);
  }

  /**
   * As above, on several processors where the format has parts that are independent of each other.
   *
   * @param threads how many decode at once; another one is the reader's
   */
  public static InputStream open(
      InputStream in, String what, DecompressionLimits limits, int threads) throws IOException {
    PushbackInputStream source = new PushbackInputStream(in, CompressionFormat.HEAD);
    byte[] head = source.readNBytes(CompressionFormat.HEAD);
    source.unread(head);
    if (CompressionFormat.of(head) != CompressionFormat.GZIP || threads < 1) {
      return open(source, CompressionFormat.of(head), what, limits);
    }
    GuardedSource guarded = new GuardedSource(source);
    InputStream decoded = new ParallelGzip(guarded, threads);
    return new GuardedOutput(decoded, guarded, CompressionFormat.GZIP, what, limits);
  }

  /** With {@link DecompressionLimits#DEFAULT}. */
  public static InputStream open(InputStream in, String what) throws IOException {
    return open(in, what, DecompressionLimits.DEFAULT);
  }

  /** As above, of a format that is known. */
  public static InputStream open(
      InputStream in, CompressionFormat format, String what, DecompressionLimits limits)
      throws IOException {
    GuardedSource source = new GuardedSource(in);
    InputStream decoded = source.guard(what, format, () -> decoder(source, format, limits));
    return new GuardedOutput(decoded, source, format, what, limits);
  }

  private static InputStream decoder(
      InputStream in, CompressionFormat format, DecompressionLimits limits) throws IOException {
    int kibibytes = (int) Math.min(Integer.MAX_VALUE, limits.memory() >> 10);
    return switch (format) {
      case NONE -> in;
      case GZIP -> new GzipStream(in);
      case XZ -> xz(in, kibibytes);
      case LZMA -> new LZMAInputStream(in, kibibytes);
      case ZSTD -> ZstdInputStream.create(in);
      case BZIP2 -> new BZip2HadoopStreams().createInputStream(in);
    };
  }

  private static InputStream xz(InputStream in, int kibibytes) throws IOException {
    @Nullable LzmaLibrary library = LzmaLibrary.find();
    return library == null
        ? new XZInputStream(in, kibibytes)
        : new NativeXzStream(library, in, kibibytes);
  }
}
