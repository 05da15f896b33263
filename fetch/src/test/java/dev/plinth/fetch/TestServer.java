package dev.plinth.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** A web server on the loopback that serves byte arrays, with ranges, or what a test says. */
public final class TestServer implements AutoCloseable {
  /** Answers one exchange. */
  @FunctionalInterface
  public interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  /** Paths as requested, queries included, in order. */
  public final List<String> requests = new CopyOnWriteArrayList<>();

  public final Map<String, byte[]> files = new ConcurrentHashMap<>();
  public final Map<String, Handler> handlers = new ConcurrentHashMap<>();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String scheme;

  public TestServer() throws IOException {
    this(HttpServer.create(loopback(), 0), "http");
  }

  private TestServer(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** One that speaks TLS, and wants a client certificate where {@code authenticate}. */
  public static TestServer https(SSLContext context, boolean authenticate) throws IOException {
    HttpsServer https = HttpsServer.create(loopback(), 0);
    https.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ssl = context.getDefaultSSLParameters();
            ssl.setNeedClientAuth(authenticate);
            parameters.setSSLParameters(ssl);
          }
        });
    return new TestServer(https, "https");
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public URI root() {
    return URI.create(scheme + "://localhost:" + port());
  }

  public URI at(String path) {
    return root().resolve(path);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      requests.add(exchange.getRequestURI().toString());
      Handler handler = handlers.get(path);
      if (handler != null) {
        handler.handle(exchange);
        return;
      }
      byte[] bytes = files.get(path);
      if (bytes == null) {
        status(exchange, 404);
        return;
      }
      serve(exchange, bytes);
    }
  }

  /** Answers with {@code bytes}, or the part that was asked for. */
  public static void serve(HttpExchange exchange, byte[] bytes) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = 0;
    if (range != null) {
      from = Integer.parseInt(range.substring(6, range.length() - 1));
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
    }
    int length = bytes.length - from;
    exchange.sendResponseHeaders(range == null ? 200 : 206, length == 0 ? -1 : length);
    exchange.getResponseBody().write(bytes, from, length);
  }

  public static void status(HttpExchange exchange, int status) throws IOException {
    byte[] text = ("status " + status).getBytes();
    exchange.sendResponseHeaders(status, text.length);
    exchange.getResponseBody().write(text);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
