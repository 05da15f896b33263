package dev.plinth.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** A buffered stream that knows its position and fails where it ends too early. */
final class Source implements Closeable {
  private final InputStream in;
  private final String what;
  private final byte[] buffer = new byte[1 << 16];
  private int next;
  private int filled;
  private long position;

  Source(InputStream in, String what) {
    this.in = in;
    this.what = what;
  }

  /** How many bytes were taken. */
  long position() {
    return position;
  }

  /** Up to {@code length} bytes, at least one; -1 at the end. */
  int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int n;
    if (next == filled && length >= buffer.length) {
      n = in.read(target, offset, length);
    } else {
      if (next == filled && !fill()) {
        return -1;
      }
      n = Math.min(length, filled - next);
      System.arraycopy(buffer, next, target, offset, n);
      next += n;
    }
    position += Math.max(0, n);
    return n;
  }

  /** Fills {@code target} as far as the stream goes; returns how far that was. */
  int readUpTo(byte[] target) throws IOException {
    int done = 0;
    while (done < target.length) {
      int n = read(target, done, target.length - done);
      if (n < 0) {
        break;
      }
      done += n;
    }
    return done;
  }

  /**
   * Exactly {@code length} bytes, or an error that says inside what the stream ended. The array
   * grows with what is there, so a size that lies costs no memory.
   */
  byte[] exactly(int length, String inside) throws IOException {
    byte[] bytes = new byte[Math.min(length, buffer.length)];
    int done = 0;
    while (done < length) {
      if (done == bytes.length) {
        bytes = java.util.Arrays.copyOf(bytes, (int) Math.min(length, bytes.length * 4L));
      }
      int n = read(bytes, done, bytes.length - done);
      if (n < 0) {
        throw ended(inside);
      }
      done += n;
    }
    return bytes;
  }

  /** Passes over {@code length} bytes, all of which must be there. */
  void skip(long length, String inside) throws IOException {
    long left = length;
    while (left > 0) {
      if (next == filled && !fill()) {
        throw ended(inside);
      }
      int n = (int) Math.min(left, filled - next);
      next += n;
      position += n;
      left -= n;
    }
  }

  dev.plinth.model.PlinthException ended(String inside) {
    return Malformed.error(what, "ends at byte " + position + ", inside " + inside);
  }

  private boolean fill() throws IOException {
    next = 0;
    filled = Math.max(0, in.read(buffer, 0, buffer.length));
    return filled > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
