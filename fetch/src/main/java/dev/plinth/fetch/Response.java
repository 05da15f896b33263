package dev.plinth.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/**
 * An answer whose body is still to be read.
 *
 * @param uri where it came from in the end, after redirects
 * @param status as in RFC 9110; files answer 200, 206, 404 or 416
 * @param headers as sent
 * @param length of the body in bytes; -1 where the other side does not say
 * @param body ends early with an {@link java.io.EOFException} where it is shorter than declared
 */
public record Response(URI uri, int status, Headers headers, long length, InputStream body)
    implements AutoCloseable {

  /** Whether this is the content, or the part of it that was asked for. */
  public boolean ok() {
    return status == 200 || status == 206;
  }

  /** The place of the first byte of a partial answer (RFC 9110, 14.4); 0 for a whole one. */
  public long offset() throws IOException {
    if (status != 206) {
      return 0;
    }
    String range = headers.first("Content-Range").orElse("");
    int dash = range.indexOf('-');
    if (!range.startsWith("bytes ") || dash < 0) {
      throw new IOException("a partial answer does not say which part it is");
    }
    return Headers.number(range.substring(6, dash).trim());
  }

  /** A strong entity tag, else the modification date, else empty: for {@link Request#from}. */
  public String validator() {
    String tag = headers.first("ETag").orElse("");
    if (tag.startsWith("\"")) {
      return tag;
    }
    return headers.first("Last-Modified").orElse("");
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
