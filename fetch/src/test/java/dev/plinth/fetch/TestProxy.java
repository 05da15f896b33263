package dev.plinth.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A forwarding and tunnelling proxy on the loopback that wants a name and a password. */
public final class TestProxy implements AutoCloseable {
  /** Request lines as the proxy saw them. */
  public final List<String> seen = new CopyOnWriteArrayList<>();

  /** Whole heads as the proxy saw them; nothing that went through a tunnel. */
  public final List<String> heads = new CopyOnWriteArrayList<>();

  private final ServerSocket server;
  private final String expected;

  public TestProxy(String user, String password) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.expected =
        "Proxy-Authorization: Basic "
            + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    Thread.ofPlatform().daemon().start(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofPlatform().daemon().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = head(client.getInputStream());
      heads.add(head);
      String[] line = head.split("\r\n", -1)[0].split(" ", -1);
      seen.add(line[0] + " " + line[1]);
      if (!head.contains(expected + "\r\n")) {
        say(client, "HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        return;
      }
      if (line[0].equals("CONNECT")) {
        int colon = line[1].lastIndexOf(':');
        int port = Integer.parseInt(line[1].substring(colon + 1));
        try (Socket there = new Socket(line[1].substring(0, colon), port)) {
          say(client, "HTTP/1.1 200 Go\r\n\r\n");
          join(client, there);
        }
        return;
      }
      URI uri = URI.create(line[1]);
      try (Socket there = new Socket(uri.getHost(), uri.getPort())) {
        String rest = head.substring(head.indexOf("\r\n") + 2).replace(expected + "\r\n", "");
        String request = "GET " + uri.getRawPath() + " HTTP/1.1\r\nConnection: close\r\n" + rest;
        there.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        there.getInputStream().transferTo(client.getOutputStream());
      }
    } catch (IOException e) {
      // One side went away.
    }
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static void join(Socket a, Socket b) throws IOException {
    InputStream in = a.getInputStream();
    OutputStream out = b.getOutputStream();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            in.transferTo(out);
            b.shutdownOutput();
          } catch (IOException e) {
            // The other direction notices as well.
          }
        });
    b.getInputStream().transferTo(a.getOutputStream());
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("cut");
      }
      head.write(c);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
