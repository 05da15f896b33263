package dev.plinth.archive;

import java.io.IOException;
import java.io.InputStream;

/** What a decoder gives, within the limits. */
final class GuardedOutput extends InputStream {
  private final InputStream decoder;
  private final GuardedSource source;
  private final CompressionFormat format;
  private final String what;
  private final DecompressionLimits limits;
  private long count;

  GuardedOutput(
      InputStream decoder,
      GuardedSource source,
      CompressionFormat format,
      String what,
      DecompressionLimits limits) {
    this.decoder = decoder;
    this.source = source;
    this.format = format;
    this.what = what;
    this.limits = limits;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = source.guard(what, format, () -> decoder.read(buffer, offset, length));
    count += Math.max(0, n);
    if (count > limits.output()) {
      throw Malformed.error(what, "decompresses to more than " + limits.output() + " bytes");
    }
    if (count > DecompressionLimits.SLACK && count / limits.ratio() > source.count()) {
      throw Malformed.error(
          what, "decompresses to more than " + limits.ratio() + " times its size");
    }
    return n;
  }

  @Override
  public int available() throws IOException {
    return format == CompressionFormat.NONE ? decoder.available() : 0;
  }

  @Override
  public void close() throws IOException {
    decoder.close();
  }
}
