package dev.plinth.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntConsumer;

/** A sparse file as programs see it: the parts that are held, and zeros between them. */
final class SparseStream extends InputStream {
  private final InputStream held;
  private final Iterator<SparseMap.Part> parts;
  private final long size;
  private final long most;
  private final IntConsumer zeros;
  private final String what;
  private final String name;
  private SparseMap.Part part;
  private long at;

  /**
   * @param held the parts' bytes one behind the other
   * @param most bytes that are given; who reads on gets an error
   * @param zeros told how many zeros are given
   * @param what names the archive in errors
   * @param name that of the entry
   */
  SparseStream(
      InputStream held, SparseMap map, long most, IntConsumer zeros, String what, String name) {
    this.held = held;
    this.parts = map.parts().iterator();
    this.size = map.size();
    this.most = most;
    this.zeros = zeros;
    this.what = what;
    this.name = name;
    this.part = following();
  }

  private SparseMap.Part following() {
    try {
      return parts.next();
    } catch (NoSuchElementException e) {
      return new SparseMap.Part(size, 0);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (at == part.end() && at < size) {
      part = following();
    }
    if (at == size) {
      return -1;
    }
    if (at == most) {
      throw Malformed.error(
          what,
          "has the sparse file '"
              + Malformed.show(name)
              + "', which stands for "
              + size
              + " bytes; only "
              + most
              + " are read");
    }
    long left = Math.min(length, most - at);
    if (at < part.offset()) {
      int n = (int) Math.min(left, part.offset() - at);
      zeros.accept(n);
      Arrays.fill(buffer, offset, offset + n, (byte) 0);
      at += n;
      return n;
    }
    int n = held.read(buffer, offset, (int) Math.min(left, part.end() - at));
    if (n > 0) {
      at += n;
    }
    return n;
  }
}
