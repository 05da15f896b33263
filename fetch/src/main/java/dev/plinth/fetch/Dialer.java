package dev.plinth.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Connects sockets: directly, through an HTTP(S) proxy with or without a tunnel, or SOCKS 5. */
final class Dialer {
  private final HttpOptions options;
  private final Tls tls;

  Dialer(HttpOptions options, Tls tls) {
    this.options = options;
    this.tls = tls;
  }

  /**
   * A place to connect to; equal routes may share connections.
   *
   * @param proxy with its user information
   */
  record Route(String scheme, String host, int port, Optional<URI> proxy) {
    static Route of(URI uri, Proxies proxies) throws IOException {
      String host =
          Authority.host(uri)
              .orElseThrow(() -> new HttpTransport.Refused(Shown.uri(uri) + " names no host"));
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      return new Route(scheme, host, Authority.effectivePort(uri), proxies.proxy(uri));
    }

    boolean secure() {
      return scheme.equals("https");
    }

    /** Whether requests go to a proxy that reads them, rather than through a tunnel. */
    boolean forwarded() {
      return !secure() && proxy.isPresent() && !proxy.get().getScheme().startsWith("socks");
    }
  }

  Socket connect(Route route) throws IOException {
    Socket socket = null;
    try {
      if (route.proxy.isEmpty()) {
        socket = direct(route.host, route.port);
      } else if (route.proxy.get().getScheme().startsWith("socks")) {
        socket = socks(route, route.proxy.get());
      } else {
        socket = proxied(route, route.proxy.get());
      }
      return route.secure() ? tls.over(socket, route.host, route.port) : socket;
    } catch (IOException | RuntimeException e) {
      if (socket != null) {
        socket.close();
      }
      throw e;
    }
  }

  private Socket direct(String host, int port) throws IOException {
    @Nullable IOException last = null;
    for (InetAddress address : InetAddress.getAllByName(host)) {
      Socket socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(address, port), connectMillis());
        return prepared(socket);
      } catch (IOException e) {
        socket.close();
        last = e;
      }
    }
    throw last == null ? new ConnectException("no address") : last;
  }

  private Socket prepared(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(Math.toIntExact(options.readTimeout().toMillis()));
    return socket;
  }

  private int connectMillis() {
    return Math.toIntExact(options.connectTimeout().toMillis());
  }

  private Socket socks(Route route, URI proxy) throws IOException {
    InetSocketAddress at = new InetSocketAddress(hostOf(proxy), Authority.effectivePort(proxy));
    Socket socket = new Socket(new Proxy(Proxy.Type.SOCKS, at));
    try {
      socket.connect(InetSocketAddress.createUnresolved(route.host, route.port), connectMillis());
      return prepared(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static String hostOf(URI proxy) throws IOException {
    return Authority.host(proxy).orElseThrow(() -> unusable(proxy));
  }

  private static IOException unusable(URI proxy) {
    return new HttpTransport.Refused(
        "the proxy " + Shown.uri(proxy) + " is not one Plinth can use");
  }

  private Socket proxied(Route route, URI proxy) throws IOException {
    String host = hostOf(proxy);
    if (!proxy.getScheme().equals("http") && !proxy.getScheme().equals("https")) {
      throw unusable(proxy);
    }
    Socket socket = direct(host, Authority.effectivePort(proxy));
    try {
      if (proxy.getScheme().equals("https")) {
        socket = tls.over(socket, host, Authority.effectivePort(proxy));
      }
      if (!route.forwarded()) {
        tunnel(socket, route, proxy);
      }
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /** RFC 9110, 9.3.6. Nothing may follow the head of the answer before we speak. */
  private void tunnel(Socket socket, Route route, URI proxy) throws IOException {
    String target = HttpConnection.checked(route.host + ":" + route.port);
    StringBuilder request = new StringBuilder("CONNECT ").append(target);
    request.append(" HTTP/1.1\r\nHost: ").append(target);
    Optional<Login> login = Login.of(proxy);
    if (login.isPresent()) {
      request.append("\r\nProxy-Authorization: ").append(login.get().basic());
    }
    HttpConnection connection =
        new HttpConnection(socket, Math.toIntExact(options.readTimeout().toMillis()), _ -> {});
    connection.send(request.append("\r\n\r\n"));
    ResponseHead head = ResponseHead.read(unbuffered(socket));
    if (head.status() / 100 != 2) {
      throw new ProxyRefusal(proxy, head.status());
    }
  }

  /** One byte at a time, so that nothing of the tunnel is taken away. */
  private static InputStream unbuffered(Socket socket) throws IOException {
    return new BufferedInputStream(socket.getInputStream(), 1);
  }

  /** The proxy does not let us through; no reason to try again. */
  static final class ProxyRefusal extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    ProxyRefusal(URI proxy, int status) {
      super("the proxy " + Shown.uri(proxy) + " answers " + status);
      this.status = status;
    }

    int status() {
      return status;
    }
  }
}
