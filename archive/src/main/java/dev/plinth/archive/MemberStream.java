package dev.plinth.archive;

import java.io.IOException;
import java.io.InputStream;

/** The content of one member of an archive; ends with it, fails where the archive is cut short. */
final class MemberStream extends InputStream {
  private final Source source;
  private final String inside;
  private long left;

  MemberStream(Source source, long size, String inside) {
    this.source = source;
    this.left = size;
    this.inside = inside;
  }

  /** How many bytes were not read. */
  long left() {
    return left;
  }

  /** Passes over what was not read; afterwards the stream gives nothing more. */
  void finish() throws IOException {
    long rest = left;
    left = 0;
    source.skip(rest, inside);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (left == 0) {
      return length == 0 ? 0 : -1;
    }
    int n = source.read(buffer, offset, (int) Math.min(length, left));
    if (n < 0) {
      throw source.ended(inside);
    }
    left -= n;
    return n;
  }

  @Override
  public int available() {
    return (int) Math.min(left, Integer.MAX_VALUE);
  }
}
