package dev.plinth.app.feeds;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.plinth.model.Digest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Publishes feeds on the loopback interface, and misbehaves as it is told. */
final class FeedServer implements AutoCloseable {
  /** How it answers. */
  enum Manner {
    WELL,
    CUT_OFF_ONCE,
    CUT_OFF_ALWAYS,
    FAILS,
    FAILS_ONCE,
    REDIRECTS_FOR_EVER,
    GONE
  }

  private final HttpServer server;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  final List<String> asked = new ArrayList<>();
  volatile Manner manner = Manner.WELL;
  volatile boolean tags = true;

  FeedServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String publish(String path, byte[] bytes) {
    files.put(path, bytes);
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  String publish(String path, String text) {
    return publish(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String range = exchange.getRequestHeaders().getFirst("Range");
      byte[] bytes = files.getOrDefault(path, new byte[0]);
      String tag = "\"" + Digest.of(bytes).hex() + "\"";
      Manner now = manner;
      if (now == Manner.CUT_OFF_ONCE || now == Manner.FAILS_ONCE) {
        manner = Manner.WELL;
      }
      String known = exchange.getRequestHeaders().getFirst("If-None-Match");
      int status = status(now, files.containsKey(path), tags && tag.equals(known));
      asked.add(status + (range == null ? "" : " " + range));
      if (status == 302) {
        exchange.getResponseHeaders().set("Location", path + "x");
      }
      if (tags) {
        exchange.getResponseHeaders().set("ETag", tag);
      }
      if (status != 200) {
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
      if (range != null) {
        exchange
            .getResponseHeaders()
            .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
      }
      exchange.sendResponseHeaders(range == null ? 200 : 206, bytes.length - from);
      boolean cut = now == Manner.CUT_OFF_ONCE || now == Manner.CUT_OFF_ALWAYS;
      int to = cut ? from + (bytes.length - from) / 2 : bytes.length;
      exchange.getResponseBody().write(bytes, from, to - from);
      exchange.getResponseBody().flush();
    }
  }

  private static int status(Manner manner, boolean there, boolean same) {
    return switch (manner) {
      case FAILS, FAILS_ONCE -> 500;
      case REDIRECTS_FOR_EVER -> 302;
      case GONE -> 404;
      default -> !there ? 404 : same ? 304 : 200;
    };
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
