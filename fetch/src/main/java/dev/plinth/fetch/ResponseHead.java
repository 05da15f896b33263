package dev.plinth.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Status line and header fields of an HTTP/1.x answer (RFC 9112, 4 and 5), read with bounds: at
 * most 64 KiB and 200 fields. Folded lines, bare carriage returns, NUL and spaces before the colon
 * are refused, since intermediaries read them differently.
 *
 * @param minor 0 or 1
 * @param status 100 to 599
 */
record ResponseHead(int minor, int status, Headers headers) {
  private static final int MAX_BYTES = 64 << 10;
  private static final int MAX_FIELDS = 200;

  /**
   * Reads up to and with the empty line.
   *
   * @throws NoAnswer where the stream ended before its first byte
   */
  static ResponseHead read(InputStream in) throws IOException {
    int[] left = {MAX_BYTES};
    StringBuilder line = new StringBuilder(80);
    int first = in.read();
    if (first < 0) {
      throw new NoAnswer();
    }
    line.append((char) first);
    readLine(in, line, left);
    int minor = version(line);
    int status = status(line);
    Headers headers = new Headers();
    for (; ; ) {
      line.setLength(0);
      readLine(in, line, left);
      if (line.isEmpty()) {
        return new ResponseHead(minor, status, headers);
      }
      if (headers.size() == MAX_FIELDS) {
        throw new IOException("the answer has more than " + MAX_FIELDS + " header fields");
      }
      addField(headers, line);
    }
  }

  /** Appends what stands before the next line feed, without the carriage return before it. */
  static void readLine(InputStream in, StringBuilder line, int[] left) throws IOException {
    for (; ; ) {
      int c = in.read();
      if (c < 0) {
        throw new EOFException("the answer was cut off in its head");
      }
      if (--left[0] < 0) {
        throw new IOException("the head of the answer is longer than " + MAX_BYTES + " bytes");
      }
      if (c == '\n') {
        int last = line.length() - 1;
        if (last >= 0 && line.charAt(last) == '\r') {
          line.setLength(last);
        }
        break;
      }
      line.append((char) c);
    }
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        throw new IOException("the head of the answer holds a control character");
      }
    }
  }

  private static int version(StringBuilder line) throws IOException {
    if (line.length() >= 12 && line.charAt(8) == ' ') {
      if (line.indexOf("HTTP/1.1") == 0) {
        return 1;
      }
      if (line.indexOf("HTTP/1.0") == 0) {
        return 0;
      }
    }
    throw new IOException("'" + Shown.text(line.toString()) + "' is no HTTP/1.1 status line");
  }

  private static int status(StringBuilder line) throws IOException {
    long status = Headers.number(line.substring(9, 12));
    if (status < 100 || status > 599 || (line.length() > 12 && line.charAt(12) != ' ')) {
      throw new IOException("'" + Shown.text(line.toString()) + "' is no HTTP/1.1 status line");
    }
    return (int) status;
  }

  private static void addField(Headers headers, StringBuilder line) throws IOException {
    int colon = line.indexOf(":");
    if (colon <= 0) {
      throw new IOException("'" + Shown.text(line.toString()) + "' is no header field");
    }
    for (int i = 0; i < colon; i++) {
      char c = line.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
        throw new IOException("'" + Shown.text(line.toString()) + "' is no header field");
      }
    }
    headers.add(line.substring(0, colon), line.substring(colon + 1).trim());
  }

  /** Length of the body that the fields declare; -1 for chunked or until the end of the stream. */
  long length() throws IOException {
    long length = -1;
    for (String value : headers.all("Content-Length")) {
      long declared = Headers.number(value);
      if (length >= 0 && declared != length) {
        throw new IOException("the answer declares two different lengths");
      }
      length = declared;
    }
    return length;
  }

  /** Whether the body is chunked; any other transfer coding is an error. */
  boolean chunked() throws IOException {
    if (headers.first("Transfer-Encoding").isEmpty()) {
      return false;
    }
    String coding = String.join(",", headers.all("Transfer-Encoding")).trim();
    if (!coding.equalsIgnoreCase("chunked") || minor == 0) {
      throw new IOException("the transfer coding '" + Shown.text(coding) + "' was not asked for");
    }
    if (headers.first("Content-Length").isPresent()) {
      throw new IOException("the answer has both a length and a transfer coding");
    }
    return true;
  }

  /** Whether the connection may be used again after the body. */
  boolean persistent() {
    return minor == 1
        ? !headers.has("Connection", "close")
        : headers.has("Connection", "keep-alive");
  }

  /** The other side closed the connection without a word: an idle connection that timed out. */
  static final class NoAnswer extends EOFException {
    private static final long serialVersionUID = 1L;

    NoAnswer() {
      super("the connection was closed before an answer");
    }
  }
}
