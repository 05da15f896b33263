package dev.plinth.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of one answer on a connection: of a declared length, chunked, or up to the end of the
 * stream. Closing it gives the connection back where it was read to its end, or nearly.
 */
final class Body extends InputStream {
  /** What is left of a body that nobody wants, and still worth reading to keep the connection. */
  private static final int DRAIN = 64 << 10;

  private final HttpConnection connection;
  private final boolean chunked;
  private final boolean reusable;

  /** Bytes left of the body or of the chunk; -1 for up to the end of the stream. */
  private long left;

  private boolean firstChunk = true;
  private boolean ended;
  private boolean closed;

  private Body(HttpConnection connection, long left, boolean chunked, boolean reusable) {
    this.connection = connection;
    this.left = left;
    this.chunked = chunked;
    this.reusable = reusable;
  }

  /** The body that {@code head} announces. */
  static Body of(HttpConnection connection, ResponseHead head) throws IOException {
    if (head.status() == 204 || head.status() == 304) {
      Body none = new Body(connection, 0, false, head.persistent());
      none.end();
      return none;
    }
    boolean chunked = head.chunked();
    long length = head.length();
    Body body =
        new Body(
            connection,
            chunked ? 0 : length,
            chunked,
            head.persistent() && (chunked || length >= 0));
    if (!chunked && length == 0) {
      body.end();
    }
    return body;
  }

  private void end() {
    ended = true;
    if (reusable) {
      connection.release();
    } else {
      connection.close();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte @Nullable [] buffer, int offset, int length) throws IOException {
    if (closed) {
      throw new IOException("the body is closed");
    }
    if (ended) {
      return -1;
    }
    if (length == 0) {
      return 0;
    }
    if (chunked && left == 0 && !nextChunk()) {
      end();
      return -1;
    }
    int wanted = left < 0 ? length : (int) Math.min(length, left);
    int n = connection.in().read(buffer, offset, wanted);
    if (n < 0) {
      if (left < 0) {
        end();
        return -1;
      }
      throw new EOFException("the connection was cut with " + left + " bytes to come");
    }
    if (left >= 0) {
      left -= n;
      if (left == 0 && !chunked) {
        end();
      }
    }
    return n;
  }

  /** RFC 9112, 7.1: size in hexadecimal, extensions ignored; trailers are read and dropped. */
  private boolean nextChunk() throws IOException {
    int[] bound = {16 << 10};
    StringBuilder line = new StringBuilder(16);
    if (!firstChunk) {
      ResponseHead.readLine(connection.in(), line, bound);
      if (!line.isEmpty()) {
        throw new IOException("a chunk is longer than it says");
      }
    }
    firstChunk = false;
    ResponseHead.readLine(connection.in(), line, bound);
    left = chunkSize(line);
    if (left > 0) {
      return true;
    }
    do {
      line.setLength(0);
      ResponseHead.readLine(connection.in(), line, bound);
    } while (!line.isEmpty());
    return false;
  }

  static long chunkSize(CharSequence line) throws IOException {
    long size = 0;
    int digits = 0;
    for (; digits < line.length(); digits++) {
      int value = Character.digit(line.charAt(digits), 16);
      if (value < 0) {
        break;
      }
      size = size * 16 + value;
    }
    char after = digits < line.length() ? line.charAt(digits) : ';';
    if (digits == 0 || digits > 15 || (after != ';' && after != ' ' && after != '\t')) {
      throw new IOException("'" + Shown.text(line.toString()) + "' is not the size of a chunk");
    }
    return size;
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    try {
      if (!ended && reusable && left <= DRAIN) {
        drain();
      }
    } catch (IOException e) {
      // What is left was not wanted; the connection is given up below.
    } finally {
      closed = true;
      if (!ended) {
        connection.close();
      }
    }
  }

  private void drain() throws IOException {
    byte[] buffer = new byte[8192];
    connection.readTimeout(100);
    for (int reads = 0; !ended && reads < DRAIN / buffer.length * 2; reads++) {
      int n = read(buffer, 0, buffer.length);
      if (n < 0) {
        break;
      }
    }
  }
}
