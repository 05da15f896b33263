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
 * An .xz stream, or several one after the other, decompressed by {@link XzLibrary}. It says the
 * same of bad data as {@code XZInputStream}, whose place it takes.
 */
final class XzLibraryStream extends InputStream {
  private static final int INPUT = 1 << 16;
  private static final int OUTPUT = 1 << 18;

  // struct lzma_stream
  private static final int SIZE = 136;
  private static final int NEXT_IN = 0;
  private static final int AVAIL_IN = 8;
  private static final int NEXT_OUT = 24;
  private static final int AVAIL_OUT = 32;

  private static final int TELL_UNSUPPORTED_CHECK = 0x02;
  private static final int CONCATENATED = 0x08;
  private static final int RUN = 0;
  private static final int FINISH = 3;

  private static final int OK = 0;
  private static final int STREAM_END = 1;
  private static final int UNSUPPORTED_CHECK = 3;
  private static final int MEMORY_LIMIT = 6;
  private static final int FORMAT = 7;
  private static final int OPTIONS = 8;
  private static final int NO_PROGRESS = 10;

  private final XzLibrary library;
  private final InputStream in;
  private final long memory;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment stream = arena.allocate(SIZE, 8);
  private final MemorySegment input = arena.allocate(INPUT);
  private final MemorySegment output = arena.allocate(OUTPUT);
  private final byte[] taken = new byte[INPUT];

  private int from;
  private int to;
  private boolean inputEnded;
  private boolean ended;
  private boolean closed;

  /**
   * @param memory most bytes that the decoder may take
   */
  XzLibraryStream(XzLibrary library, InputStream in, long memory) throws IOException {
    this.library = library;
    this.in = in;
    this.memory = memory;
    try {
      check(library.decoder(stream, memory, TELL_UNSUPPORTED_CHECK | CONCATENATED));
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    java.util.Objects.checkFromIndexSize(offset, length, buffer.length);
    if (closed) {
      throw new IOException("the stream is closed");
    }
    if (length == 0) {
      return 0;
    }
    if (from == to && !ended) {
      decode();
    }
    if (from == to) {
      return -1;
    }
    int n = Math.min(length, to - from);
    MemorySegment.copy(output, ValueLayout.JAVA_BYTE, from, buffer, offset, n);
    from += n;
    return n;
  }

  /** Fills the output, or as much of it as there is. */
  private void decode() throws IOException {
    from = 0;
    to = 0;
    stream.set(ValueLayout.ADDRESS, NEXT_OUT, output);
    stream.set(ValueLayout.JAVA_LONG, AVAIL_OUT, OUTPUT);
    while (!ended && stream.get(ValueLayout.JAVA_LONG, AVAIL_OUT) > 0) {
      if (stream.get(ValueLayout.JAVA_LONG, AVAIL_IN) == 0 && !inputEnded) {
        take();
      }
      int result = library.code(stream, inputEnded ? FINISH : RUN);
      if (result == STREAM_END) {
        ended = true;
      } else {
        check(result);
      }
    }
    to = OUTPUT - (int) stream.get(ValueLayout.JAVA_LONG, AVAIL_OUT);
  }

  private void take() throws IOException {
    int n = in.read(taken);
    inputEnded = n < 0;
    if (n > 0) {
      MemorySegment.copy(taken, 0, input, ValueLayout.JAVA_BYTE, 0, n);
      stream.set(ValueLayout.ADDRESS, NEXT_IN, input);
      stream.set(ValueLayout.JAVA_LONG, AVAIL_IN, n);
    }
  }

  private void check(int result) throws IOException {
    switch (result) {
      case OK -> {}
      case MEMORY_LIMIT ->
          throw new MemoryLimitException(
              kibibytes(library.memoryUsage(stream)), kibibytes(memory));
      case FORMAT -> throw new XZFormatException();
      case OPTIONS, UNSUPPORTED_CHECK -> throw new UnsupportedOptionsException();
      case NO_PROGRESS -> throw new EOFException();
      default -> throw new CorruptedInputException();
    }
  }

  private static int kibibytes(long bytes) {
    return (int) Math.min(Integer.MAX_VALUE, (bytes + 1023) >> 10);
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      library.end(stream);
      arena.close();
      in.close();
    }
  }
}
