package dev.plinth.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/** One connection to a host or proxy, for one exchange at a time (RFC 9112). */
final class HttpConnection {
  private final Socket socket;
  private final InputStream in;
  private final int readTimeout;
  private final Consumer<HttpConnection> pool;

  /** When it was given back, by {@link System#nanoTime}. */
  private long idleSince;

  HttpConnection(Socket socket, int readTimeout, Consumer<HttpConnection> pool) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), 32 << 10);
    this.readTimeout = readTimeout;
    this.pool = pool;
  }

  InputStream in() {
    return in;
  }

  void readTimeout(int milliseconds) throws IOException {
    socket.setSoTimeout(milliseconds);
  }

  /**
   * Writes the request and reads the head of the answer; interim answers are skipped.
   *
   * @param target as it stands in the request line
   */
  ResponseHead exchange(String target, URI uri, Map<String, String> fields) throws IOException {
    readTimeout(readTimeout);
    StringBuilder request = new StringBuilder(256);
    request.append("GET ").append(checked(target)).append(" HTTP/1.1\r\nHost: ");
    request.append(checked(host(uri)));
    for (Map.Entry<String, String> field : fields.entrySet()) {
      request.append("\r\n").append(checked(field.getKey())).append(": ");
      request.append(checked(field.getValue()));
    }
    send(request.append("\r\n\r\n"));
    for (int interim = 0; interim < 8; interim++) {
      ResponseHead head = ResponseHead.read(in);
      if (head.status() == 101) {
        throw new IOException("the other side switched protocols unasked");
      }
      if (head.status() >= 200) {
        return head;
      }
    }
    throw new IOException("the other side sends interim answers only");
  }

  void send(CharSequence head) throws IOException {
    socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Refuses what would begin another line, or is not a byte. */
  static String checked(String part) throws IOException {
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c < ' ' || c == 0x7f || c > 0xff) {
        throw new IOException("a request field holds a control character");
      }
    }
    return part;
  }

  /** The value of the Host field: without user information, the port where it was written. */
  static String host(URI uri) {
    String host = Authority.host(uri).orElse("");
    return Authority.port(uri) < 0 ? host : host + ":" + Authority.port(uri);
  }

  /** Gives the connection back for the next exchange. */
  void release() {
    idleSince = System.nanoTime();
    pool.accept(this);
  }

  /** Whether it has been idle for so long that the other side has likely closed it. */
  boolean stale() {
    return System.nanoTime() - idleSince > 4_000_000_000L;
  }

  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing was to be written, so nothing is lost.
    }
  }
}
