package dev.plinth.fetch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Says on each connection exactly the bytes that a test wants, after reading a request's head. */
final class RawServer implements AutoCloseable {
  /** One answer; the connection is closed after it. */
  @FunctionalInterface
  interface Answer {
    void write(OutputStream out, String request) throws Exception;
  }

  final List<String> requests = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();
  private final ServerSocket server;
  private final Answer answer;

  RawServer(Answer answer) throws IOException {
    this.answer = answer;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::accept);
  }

  static RawServer saying(String text) throws IOException {
    return new RawServer((out, _) -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        Thread.ofPlatform().daemon().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      StringBuilder head = new StringBuilder();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        head.append(line).append('\n');
      }
      requests.add(head.toString());
      answer.write(socket.getOutputStream(), head.toString());
      socket.getOutputStream().flush();
    } catch (Exception e) {
      // The client went away, as some tests want.
    }
  }

  int port() {
    return server.getLocalPort();
  }

  URI at(String path) {
    return URI.create("http://localhost:" + port() + path);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
