package dev.plinth.archive;

import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/** Decodes raw deflate (RFC 1951) from pieces of input; for one thread. */
interface RawInflater extends AutoCloseable {
  /** Begins another stream; input that was not used is forgotten. */
  void reset();

  /**
   * What comes next, in place of what is left of the input before; {@code bytes} is used until all
   * of it is taken or other input is set.
   *
   * @param last whether nothing follows it
   */
  void input(byte[] bytes, int from, int to, boolean last);

  /** The number of bytes written; 0 at the end, or where it needs more input than it has. */
  int inflate(byte[] target, int offset, int length) throws IOException;

  boolean finished();

  /** Bytes of the input that were not used. */
  int remaining();

  /** Bytes given since the last {@link #reset}. */
  long written();

  @Override
  void close();

  /** The JDK's. Fast from the first byte. */
  static RawInflater ofJdk() {
    Inflater inflater = new Inflater(true);
    return new RawInflater() {
      @Override
      public void reset() {
        inflater.reset();
      }

      @Override
      public void input(byte[] bytes, int from, int to, boolean last) {
        inflater.setInput(bytes, from, to - from);
      }

      @Override
      public int inflate(byte[] target, int offset, int length) throws ZipException {
        try {
          return inflater.inflate(target, offset, length);
        } catch (DataFormatException e) {
          throw new ZipException(e.getMessage() == null ? "bad deflate data" : e.getMessage());
        }
      }

      @Override
      public boolean finished() {
        return inflater.finished();
      }

      @Override
      public int remaining() {
        return inflater.getRemaining();
      }

      @Override
      public long written() {
        return inflater.getBytesWritten();
      }

      @Override
      public void close() {
        inflater.end();
      }
    };
  }
}
