package dev.plinth.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A mirror on the loopback that serves a folder, and lies about the files that a test names. */
final class LyingServer implements AutoCloseable {
  /** Answers one request; {@code n} counts those for its path from 1. */
  @FunctionalInterface
  interface Lie {
    void answer(HttpExchange exchange, int n, byte[] truth) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Path folder;
  private final Map<String, Lie> lies = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();

  LyingServer(Path folder) throws IOException {
    this.folder = folder;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** Lies about all files whose name ends so, until the next call. */
  void lie(String ending, Lie lie) {
    lies.clear();
    asked.clear();
    lies.put(ending, lie);
  }

  void truth() {
    lies.clear();
  }

  int asked(String ending) {
    return asked.entrySet().stream()
        .filter(e -> e.getKey().endsWith(ending))
        .mapToInt(e -> e.getValue().get())
        .sum();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      int n = asked.computeIfAbsent(path, _ -> new AtomicInteger()).incrementAndGet();
      Path file = folder.resolve(path.substring(1)).normalize();
      byte[] truth =
          file.startsWith(folder) && Files.isRegularFile(file)
              ? Files.readAllBytes(file)
              : new byte[0];
      for (Map.Entry<String, Lie> lie : lies.entrySet()) {
        if (path.endsWith(lie.getKey())) {
          lie.getValue().answer(exchange, n, truth);
          return;
        }
      }
      if (truth.length == 0) {
        status(exchange, 404);
      } else {
        serve(exchange, truth);
      }
    }
  }

  /** The file, or the part of it that was asked for. */
  static void serve(HttpExchange exchange, byte[] bytes) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-.*", "$1"));
    if (range != null) {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(from, bytes.length - 1, bytes.length));
    }
    exchange.sendResponseHeaders(range == null ? 200 : 206, bytes.length - from);
    exchange.getResponseBody().write(bytes, from, bytes.length - from);
  }

  static void status(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
  }

  static void page(HttpExchange exchange) throws IOException {
    byte[] html = "<html><body>Welcome to the hotel</body></html>".getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html");
    exchange.sendResponseHeaders(200, html.length);
    exchange.getResponseBody().write(html);
  }

  static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    exchange.sendResponseHeaders(302, -1);
  }

  static void later(HttpExchange exchange, int status) throws IOException {
    exchange.getResponseHeaders().set("Retry-After", "1");
    exchange.sendResponseHeaders(status, -1);
  }

  /** Promises all, sends a part, and hangs up. */
  static void cut(HttpExchange exchange, byte[] bytes, int after) throws IOException {
    exchange.sendResponseHeaders(200, bytes.length);
    OutputStream out = exchange.getResponseBody();
    out.write(bytes, 0, after);
    out.flush();
    throw new IOException("hangs up");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
