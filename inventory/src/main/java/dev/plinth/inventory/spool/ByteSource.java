package dev.plinth.inventory.spool;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Bytes that can be read from anywhere and more than once. */
public interface ByteSource {
  /** How many there are. */
  long size();

  /**
   * Reads some of them.
   *
   * @return how many, at least one; −1 at or behind the end
   */
  int read(long position, byte[] target, int offset, int length) throws IOException;

  /**
   * A part that is all there.
   *
   * @param length small: as much is allocated
   * @throws EOFException where it reaches beyond the end
   */
  default byte[] exactly(long position, int length) throws IOException {
    if (position < 0 || length < 0 || position > size() - length) {
      throw new EOFException(length + " bytes at " + position + " of " + size());
    }
    byte[] bytes = new byte[length];
    int done = 0;
    while (done < length) {
      int n = read(position + done, bytes, done, length - done);
      if (n < 0) {
        throw new EOFException("the end at " + (position + done));
      }
      done += n;
    }
    return bytes;
  }

  /** A part as a stream; it ends early where the bytes do. */
  default InputStream stream(long position, long length) {
    return new SliceStream(this, position, length);
  }

  /** A part as a source of its own, cut where these bytes end. */
  default ByteSource slice(long from, long length) {
    long start = Math.clamp(from, 0, size());
    return new Slice(this, start, Math.clamp(length, 0, size() - start));
  }

  /** Bytes in memory, not copied. */
  static ByteSource of(byte[] bytes) {
    return new MemorySource(bytes);
  }

  /** A part of another source. */
  record Slice(ByteSource whole, long from, long size) implements ByteSource {
    @Override
    public int read(long position, byte[] target, int offset, int length) throws IOException {
      if (position >= size) {
        return -1;
      }
      return whole.read(from + position, target, offset, (int) Math.min(length, size - position));
    }
  }
}
