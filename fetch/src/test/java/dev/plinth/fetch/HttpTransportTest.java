package dev.plinth.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpTransportTest extends Served {
  HttpTransportTest() {
    super(Duration.ofSeconds(2));
  }

  private HttpOptions with(Proxies proxies, Credentials credentials) {
    HttpOptions o = options();
    return new HttpOptions(proxies, credentials, o.tls(), o.connectTimeout(), o.readTimeout());
  }

  private static String text(Transport transport, URI uri) throws IOException {
    try (Response response = transport.get(Request.of(uri))) {
      return response.status()
          + " "
          + new String(response.body().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private String said(String answer) throws IOException {
    try (RawServer raw = RawServer.saying(answer);
        HttpTransport http = new HttpTransport(options())) {
      return text(http, raw.at("/"));
    }
  }

  @Test
  void oneConnectionServesManyRequestsEvenAfterErrorsAndUnreadBodies() throws IOException {
    server.files.put("/a", "alpha".getBytes());
    List<Integer> ports = new CopyOnWriteArrayList<>();
    server.handlers.put(
        "/port",
        exchange -> {
          ports.add(exchange.getRemoteAddress().getPort());
          TestServer.serve(exchange, "p".getBytes());
        });
    for (int i = 0; i < 5; i++) {
      assertThat(text(http, server.at("/port"))).isEqualTo("200 p");
      assertThat(text(http, server.at("/a"))).isEqualTo("200 alpha");
      assertThat(text(http, server.at("/none"))).isEqualTo("404 status 404");
      try (Response response = http.get(Request.of(server.at("/a")))) {
        assertThat(response.length()).isEqualTo(5);
      }
    }
    assertThat(ports).hasSize(5).containsOnly(ports.getFirst());
  }

  @Test
  void aConnectionThatTheServerClosedMeanwhileIsReplaced() throws Exception {
    try (RawServer raw = RawServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
      for (int i = 0; i < 3; i++) {
        assertThat(text(http, raw.at("/"))).isEqualTo("200 ok");
        Thread.sleep(50);
      }
      assertThat(raw.connections).hasValue(3);
    }
  }

  @Test
  void bodiesComeInEveryFraming() throws IOException {
    assertThat(said("HTTP/1.1 200 OK\r\n\r\nuntil the end")).isEqualTo("200 until the end");
    assertThat(said("HTTP/1.0 200\r\nContent-Length: 3\r\n\r\nabcdef")).isEqualTo("200 abc");
    assertThat(
            said(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "3;x=y\r\nabc\r\n0A\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n"))
        .isEqualTo("200 abc0123456789");
    assertThat(said("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\nContent-Length: 1\n\nx"))
        .isEqualTo("200 x");
    assertThat(said("HTTP/1.1 204 No\r\n\r\n")).isEqualTo("204 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/2 200 OK\r\n\r\n",
        "HTTP/1.1 2x0 OK\r\n\r\n",
        "HTTP/1.1 99 OK\r\n\r\n",
        "SSH-2.0-OpenSSH\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        "HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA : b\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA: b\rc\r\n\r\n",
        "HTTP/1.1 101 Switch\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA: b"
      })
  void malformedAnswersAreErrors(String answer) {
    assertThatThrownBy(() -> said(answer)).isInstanceOf(IOException.class);
  }

  @Test
  void headsAreBounded() {
    assertThatThrownBy(() -> said("HTTP/1.1 200 OK\r\nA: " + "x".repeat(70_000)))
        .hasMessageContaining("longer than");
    assertThatThrownBy(() -> said("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(300) + "\r\n"))
        .hasMessageContaining("header fields");
    assertThatThrownBy(() -> said("HTTP/1.1 100 Continue\r\n\r\n".repeat(100)))
        .isInstanceOf(IOException.class);
  }

  private void redirect(String from, String to) {
    server.handlers.put(
        from,
        exchange -> {
          exchange.getResponseHeaders().set("Location", to);
          TestServer.status(exchange, 302);
        });
  }

  @Test
  void redirectsAreFollowedRelativeAndAcrossHosts() throws IOException {
    server.files.put("/dir/b", "bee".getBytes());
    redirect("/dir/a", "b");
    redirect("/x", "/dir/a");
    redirect("/y", "http://127.0.0.1:" + server.port() + "/x");
    assertThat(text(http, server.at("/y"))).isEqualTo("200 bee");
  }

  @Test
  void redirectLoopsAndWaysOutOfHttpAreRefused() throws IOException {
    redirect("/loop", "/loop");
    assertThatThrownBy(() -> text(http, server.at("/loop"))).hasMessageContaining("more than 10");
    assertThat(server.requests).hasSize(11);
    for (String bad : List.of("file:///etc/passwd", "ftp://h/x", "gopher:x", "http://[", "::")) {
      redirect("/bad", bad);
      assertThatThrownBy(() -> text(http, server.at("/bad"))).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> HttpTransport.target(URI.create("https://a/b"), "http://a/b"))
        .hasMessageContaining("from https to http");
    assertThat(HttpTransport.target(URI.create("http://u:p@a/b"), "https://x:y@c/d"))
        .isEqualTo(URI.create("https://c/d"));
  }

  @Test
  void credentialsStayWithTheirOrigin() throws IOException {
    try (TestServer other = new TestServer()) {
      List<Optional<String>> seen = new CopyOnWriteArrayList<>();
      TestServer.Handler record =
          exchange -> {
            seen.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
            TestServer.serve(exchange, "x".getBytes());
          };
      server.handlers.put("/home", record);
      other.handlers.put("/away", record);
      redirect("/a", "/home");
      redirect("/b", other.at("/away").toString());
      String root = "http://us%20er:p%40ss@localhost:" + server.port();
      assertThat(text(http, URI.create(root + "/a"))).isEqualTo("200 x");
      assertThat(text(http, URI.create(root + "/b"))).isEqualTo("200 x");
      assertThat(seen)
          .containsExactly(Optional.of(new Login("us er", "p@ss").basic()), Optional.empty());
    }
  }

  @Test
  void configuredCredentialsAreAskedPerOrigin() throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    server.handlers.put(
        "/x",
        exchange -> {
          seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          TestServer.serve(exchange, "x".getBytes());
        });
    Credentials credentials =
        uri ->
            uri.getHost().equals("localhost")
                ? Optional.of(new Login("me", "secret"))
                : Optional.empty();
    redirect("/away", "http://127.0.0.1:" + server.port() + "/x");
    try (HttpTransport known = new HttpTransport(with(Proxies.none(), credentials))) {
      text(known, server.at("/x"));
      text(known, server.at("/away"));
    }
    assertThat(seen).containsExactly(new Login("me", "secret").basic(), "null");
  }

  @Test
  void requestsGoThroughAProxyThatWantsAPassword() throws IOException {
    server.files.put("/a", "alpha".getBytes());
    try (TestProxy proxy = new TestProxy("pro", "xy z")) {
      URI good = URI.create("http://pro:xy%20z@localhost:" + proxy.port());
      URI bad = URI.create("http://pro:wrong@localhost:" + proxy.port());
      try (HttpTransport through =
          new HttpTransport(with(_ -> Optional.of(good), Credentials.none()))) {
        assertThat(text(through, server.at("/a"))).isEqualTo("200 alpha");
      }
      try (HttpTransport refused =
          new HttpTransport(with(_ -> Optional.of(bad), Credentials.none()))) {
        assertThat(text(refused, server.at("/a"))).isEqualTo("407 ");
      }
      assertThat(proxy.seen).hasSize(2).containsOnly("GET " + server.at("/a"));
    }
  }

  @Test
  void timeLimitsHold() throws IOException {
    HttpOptions quick =
        HttpOptions.plain().timeouts(Duration.ofMillis(300), Duration.ofMillis(300));
    try (RawServer silent = new RawServer((_, _) -> Thread.sleep(20_000));
        HttpTransport http = new HttpTransport(quick)) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> text(http, silent.at("/")))
          .isInstanceOf(java.net.SocketTimeoutException.class);
      assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }
  }

  @Test
  void nothingThatIsNotOneLineIsSent() {
    Request request = Request.of(server.at("/a")).with("X", "a\r\nY: b");
    assertThatThrownBy(() -> http.get(request)).hasMessageContaining("control character");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void messagesShowNoSecrets() {
    assertThat(Shown.uri(URI.create("http://u:p@h:1/a?token=x#y"))).isEqualTo("http://h:1/a");
    assertThat(Shown.text("a\u001b[31m\n" + "x".repeat(500))).startsWith("a?[31m?").hasSize(201);
    assertThat(new Login("u", "p")).asString().doesNotContain("p]");
  }
}
