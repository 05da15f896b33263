package dev.plinth.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.MemoryLimitException;

/**
 * What a decoder reads from: counts, and remembers a failure of the stream below, so that it can be
 * told apart from data that the decoder rejects.
 */
final class GuardedSource extends InputStream {
  /** Something of a decoder that may fail. */
  interface Step<T> {
    T run() throws IOException;
  }

  private final InputStream in;
  private long count;
  private @Nullable IOException failure;

  GuardedSource(InputStream in) {
    this.in = in;
  }

  /** How many bytes were taken. */
  long count() {
    return count;
  }

  /** Runs a step; what the decoder rejects becomes an error that names {@code what}. */
  <T> T guard(String what, CompressionFormat format, Step<T> step) throws IOException {
    try {
      return step.run();
    } catch (MemoryLimitException e) {
      throw Malformed.error(
          what, "asks for " + e.getMemoryNeeded() + " KiB of memory to be decompressed", e);
    } catch (EOFException e) {
      throw failed(rejected(what, format, "it ends in the middle", e));
    } catch (IOException e) {
      throw failed(rejected(what, format, String.valueOf(e.getMessage()), e));
    } catch (dev.plinth.model.PlinthException e) {
      throw e;
    } catch (RuntimeException e) {
      // Decoders index arrays with what they read: an exception of these is bad data, not a bug.
      throw rejected(what, format, String.valueOf(e.getMessage()), e);
    }
  }

  /** The failure of the stream below where there was one, else the decoder's verdict. */
  private RuntimeException failed(RuntimeException verdict) throws IOException {
    if (failure != null) {
      throw failure;
    }
    return verdict;
  }

  private RuntimeException rejected(
      String what, CompressionFormat format, String why, Exception cause) {
    String name = format.name().toLowerCase(java.util.Locale.ROOT);
    return Malformed.error(
        what, "is not whole " + name + " data near byte " + count + ": " + why, cause);
  }

  @Override
  public int read() throws IOException {
    try {
      int b = in.read();
      count += b < 0 ? 0 : 1;
      return b;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      int n = in.read(buffer, offset, length);
      count += Math.max(0, n);
      return n;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
