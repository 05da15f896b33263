package dev.plinth.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A stream to which bytes can be given back. What the stream below throws comes only when all that
 * was read before has been taken.
 */
final class RawBytes extends InputStream {
  /** A part of an array. */
  private static final class Slice {
    final byte[] bytes;
    final int from;
    final int to;

    Slice(byte[] bytes, int from, int to) {
      this.bytes = bytes;
      this.from = from;
      this.to = to;
    }
  }

  private final InputStream in;
  private final Deque<Slice> returned = new ArrayDeque<>();
  private @Nullable Exception failure;

  RawBytes(InputStream in) {
    this.in = in;
  }

  /** Gives bytes back, to be read before all others; the array is not copied. */
  void giveBack(byte[] bytes, int from, int to) {
    if (from < to) {
      returned.addFirst(new Slice(bytes, from, to));
    }
  }

  /**
   * Reads up to {@code to}; what the stream below throws is kept, and ends this early.
   *
   * @return up to where {@code target} is filled
   */
  int fill(byte[] target, int from, int to) throws IOException {
    int at = from;
    while (at < to) {
      int n = failure != null && returned.isEmpty() ? -1 : keepFailure(target, at, to - at);
      if (n < 0) {
        break;
      }
      at += n;
    }
    return at;
  }

  private int keepFailure(byte[] target, int offset, int length) {
    try {
      return take(target, offset, length);
    } catch (IOException | RuntimeException e) {
      failure = e;
      return -1;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (returned.isEmpty() && failure instanceof IOException e) {
      throw e;
    }
    if (returned.isEmpty() && failure instanceof RuntimeException e) {
      throw e;
    }
    return length == 0 ? 0 : take(target, offset, length);
  }

  private int take(byte[] target, int offset, int length) throws IOException {
    Slice first = returned.pollFirst();
    if (first == null) {
      return in.read(target, offset, length);
    }
    int n = Math.min(length, first.to - first.from);
    System.arraycopy(first.bytes, first.from, target, offset, n);
    giveBack(first.bytes, first.from + n, first.to);
    return n;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
