package dev.plinth.inventory.spool;

import java.io.IOException;
import java.io.InputStream;

/** A part of a source, one byte after the other. */
final class SliceStream extends InputStream {
  private final ByteSource source;
  private final long end;
  private long position;

  SliceStream(ByteSource source, long position, long length) {
    this.source = source;
    this.position = position;
    this.end = position > Long.MAX_VALUE - length ? Long.MAX_VALUE : position + length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position >= end) {
      return -1;
    }
    int n = source.read(position, target, offset, (int) Math.min(length, end - position));
    position += Math.max(0, n);
    return n;
  }
}
