package dev.plinth.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.tukaani.xz.CorruptedInputException;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.XZFormatException;

/**
 * Decodes .xz files, one or several joined, all checks verified, with the system's liblzma. What it
 * rejects it names with the exceptions of XZ for Java. For one thread at a time.
 */
final class NativeXzStream extends InputStream {
  private static final int TELL_UNSUPPORTED_CHECK = 2;
  private static final int CONCATENATED = 8;
  private static final int RUN = 0;
  private static final int FINISH = 3;

  // lzma_stream on machines with pointers of eight bytes
  private static final long STREAM = 136;
  private static final long NEXT_IN = 0;
  private static final long AVAILABLE_IN = 8;
  private static final long NEXT_OUT = 24;
  private static final long AVAILABLE_OUT = 32;

  private static final int IN = 1 << 16;
  private static final int OUT = 1 << 18;

  private final LzmaLibrary library;
  private final InputStream in;
  private final int memoryKibibytes;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment stream = arena.allocate(STREAM, 8);
  private final MemorySegment inBuffer = arena.allocate(IN);
  private final MemorySegment outBuffer = arena.allocate(OUT);
  private final byte[] read = new byte[IN];
  private int action = RUN;
  private long given;
  private long held;
  private int verdict;
  private boolean ended;
  private boolean closed;

  NativeXzStream(LzmaLibrary library, InputStream in, int memoryKibibytes) {
    this.library = library;
    this.in = in;
    this.memoryKibibytes = memoryKibibytes;
    int flags = CONCATENATED | TELL_UNSUPPORTED_CHECK;
    verdict = library.decoder(stream, (long) memoryKibibytes << 10, flags);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (closed) {
      throw new IOException("the stream is closed");
    }
    if (length == 0) {
      return 0;
    }
    while (given == held) {
      if (ended) {
        return -1;
      }
      decode();
    }
    int n = (int) Math.min(length, held - given);
    MemorySegment.copy(outBuffer, ValueLayout.JAVA_BYTE, given, target, offset, n);
    given += n;
    return n;
  }

  private void decode() throws IOException {
    check(verdict);
    if (action == RUN && stream.get(ValueLayout.JAVA_LONG, AVAILABLE_IN) == 0) {
      int n = in.read(read, 0, IN);
      if (n < 0) {
        action = FINISH;
      } else {
        MemorySegment.copy(read, 0, inBuffer, ValueLayout.JAVA_BYTE, 0, n);
        stream.set(ValueLayout.ADDRESS, NEXT_IN, inBuffer);
        stream.set(ValueLayout.JAVA_LONG, AVAILABLE_IN, n);
      }
    }
    stream.set(ValueLayout.ADDRESS, NEXT_OUT, outBuffer);
    stream.set(ValueLayout.JAVA_LONG, AVAILABLE_OUT, OUT);
    verdict = library.code(stream, action);
    given = 0;
    held = OUT - stream.get(ValueLayout.JAVA_LONG, AVAILABLE_OUT);
    // What was good before the damage is given first, as other decoders do.
    if (held == 0) {
      check(verdict);
    }
  }

  /** The values of lzma_ret. */
  private void check(int result) throws IOException {
    switch (result) {
      case 0 -> {}
      case 1 -> ended = true;
      case 3 -> throw new UnsupportedOptionsException("unsupported integrity check");
      case 6 ->
          throw new MemoryLimitException(
              (int) Math.min(Integer.MAX_VALUE, library.usage(stream) >> 10), memoryKibibytes);
      case 7 -> throw new XZFormatException();
      case 8 -> throw new UnsupportedOptionsException("unsupported options");
      case 9 -> throw new CorruptedInputException();
      case 10 -> throw new EOFException();
      case 5 -> throw new OutOfMemoryError("liblzma got no memory");
      default -> throw new IllegalStateException("liblzma answered " + result);
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      library.end(stream);
      arena.close();
    }
    in.close();
  }
}
