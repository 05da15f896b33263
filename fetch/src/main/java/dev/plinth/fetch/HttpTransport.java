package dev.plinth.fetch;

import dev.plinth.fetch.Dialer.Route;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 over plain sockets and TLS, with connections kept between requests. Redirects are
 * followed up to ten times, never from https to http and never out of HTTP. Why not a library: ADR
 * 080.
 */
public final class HttpTransport implements Transport, AutoCloseable {
  private static final int MAX_REDIRECTS = 10;

  private final HttpOptions options;
  private final Tls tls;
  private final Dialer dialer;
  private final ConcurrentMap<Route, Deque<HttpConnection>> idle = new ConcurrentHashMap<>();
  private volatile boolean closed;

  public HttpTransport(HttpOptions options) {
    this.options = options;
    this.tls = new Tls(options.tls());
    this.dialer = new Dialer(options, tls);
  }

  @Override
  public Response get(Request request) throws IOException {
    Request current = request;
    Optional<Login> own = Login.of(request.uri());
    for (int hops = 0; hops <= MAX_REDIRECTS; hops++) {
      boolean home = sameOrigin(request.uri(), current.uri());
      Response response = one(current, home ? own : Optional.empty());
      URI next = redirect(current.uri(), response);
      if (next == null) {
        return response;
      }
      response.close();
      current = current.to(next);
    }
    throw new Refused(
        Shown.uri(request.uri()) + " redirects more than " + MAX_REDIRECTS + " times");
  }

  private static @Nullable URI redirect(URI from, Response response) throws IOException {
    Optional<String> location = response.headers().first("Location");
    switch (response.status()) {
      case 301, 302, 303, 307, 308 -> {}
      default -> {
        return null;
      }
    }
    if (location.isEmpty()) {
      return null;
    }
    try {
      return target(from, location.get());
    } catch (IOException e) {
      response.close();
      throw e;
    }
  }

  /** Where a redirect leads, without user information: a server has none to give us. */
  static URI target(URI from, String location) throws IOException {
    URI to;
    try {
      to = withoutUser(from).resolve(location.replace(" ", "%20"));
    } catch (IllegalArgumentException e) {
      throw new Refused(Shown.uri(from) + " redirects to what is no URI");
    }
    String scheme = to.getScheme() == null ? "" : to.getScheme();
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new Refused(Shown.uri(from) + " redirects out of HTTP, to " + Shown.uri(to));
    }
    if (from.getScheme().equals("https") && scheme.equals("http")) {
      throw new Refused(Shown.uri(from) + " redirects from https to " + Shown.uri(to));
    }
    try {
      return withoutUser(to);
    } catch (IllegalArgumentException e) {
      throw new Refused(Shown.uri(from) + " redirects to no host");
    }
  }

  private static boolean sameOrigin(URI a, URI b) {
    return a.getScheme().equals(b.getScheme())
        && Authority.host(a).equals(Authority.host(b))
        && Authority.effectivePort(a) == Authority.effectivePort(b);
  }

  static URI withoutUser(URI uri) {
    if (uri.getRawAuthority() == null) {
      return uri;
    }
    // Not by the authority's text: one that was resolved may be written otherwise.
    String text = uri.toString();
    int start = text.indexOf("//") + 2;
    int end = start;
    while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    int user = text.lastIndexOf('@', end - 1);
    return user < start ? uri : URI.create(text.substring(0, start) + text.substring(user + 1));
  }

  private Response one(Request request, Optional<Login> own) throws IOException {
    URI uri = withoutUser(request.uri());
    Route route = Route.of(uri, options.proxies());
    Map<String, String> fields = fields(request, uri, route, own);
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    path = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    String origin = route.scheme() + "://" + HttpConnection.host(uri);
    String target = route.forwarded() ? origin + path : path;
    for (HttpConnection used = pooled(route); used != null; used = pooled(route)) {
      try {
        return answer(used, target, uri, fields);
      } catch (ResponseHead.NoAnswer | SocketException e) {
        used.close(); // it timed out over there while it was idle; GET may be sent again
      }
    }
    HttpConnection fresh =
        new HttpConnection(
            dialer.connect(route),
            Math.toIntExact(options.readTimeout().toMillis()),
            connection -> release(route, connection));
    return answer(fresh, target, uri, fields);
  }

  private Map<String, String> fields(Request request, URI uri, Route route, Optional<Login> own) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("User-Agent", "Plinth");
    fields.put("Accept", "*/*");
    fields.put("Accept-Encoding", "identity");
    fields.putAll(request.headers());
    if (!route.secure() || tls.authenticates(route.host())) {
      Optional<Login> login = own.isPresent() ? own : options.credentials().login(uri);
      login.ifPresent(known -> fields.put("Authorization", known.basic()));
    }
    if (route.forwarded()) {
      route
          .proxy()
          .flatMap(Login::of)
          .ifPresent(known -> fields.put("Proxy-Authorization", known.basic()));
    }
    return fields;
  }

  private static Response answer(
      HttpConnection connection, String target, URI uri, Map<String, String> fields)
      throws IOException {
    boolean done = false;
    try {
      ResponseHead head = connection.exchange(target, uri, fields);
      Body body = Body.of(connection, head);
      done = true;
      long length = head.chunked() ? -1 : head.length();
      return new Response(uri, head.status(), head.headers(), length, body);
    } finally {
      if (!done) {
        connection.close();
      }
    }
  }

  private @Nullable HttpConnection pooled(Route route) {
    Deque<HttpConnection> connections = idle.get(route);
    if (connections == null) {
      return null;
    }
    synchronized (connections) {
      for (HttpConnection last = connections.pollLast();
          last != null;
          last = connections.pollLast()) {
        if (!last.stale()) {
          return last;
        }
        last.close();
      }
    }
    return null;
  }

  private void release(Route route, HttpConnection connection) {
    if (closed) {
      connection.close();
      return;
    }
    Deque<HttpConnection> connections = idle.computeIfAbsent(route, _ -> new ArrayDeque<>());
    synchronized (connections) {
      connections.addLast(connection);
    }
  }

  /** Closes what is idle; what is in use closes when it is done. */
  @Override
  public void close() {
    closed = true;
    for (Deque<HttpConnection> connections : idle.values()) {
      List<HttpConnection> all;
      synchronized (connections) {
        all = new ArrayList<>(connections);
        connections.clear();
      }
      all.forEach(HttpConnection::close);
    }
  }

  /** An answer that is not acted upon; asking again would bring the same. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }
}
