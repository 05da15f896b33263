package dev.plinth.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
  @TempDir static Path folder;
  private static TestCertificates certificates;

  @BeforeAll
  static void make() throws Exception {
    certificates = new TestCertificates(folder);
  }

  private static TestServer server(boolean authenticate) throws Exception {
    TestServer server = TestServer.https(certificates.server(), authenticate);
    server.files.put("/a", "alpha".getBytes());
    return server;
  }

  private static HttpTransport http(TlsSettings tls, Proxies proxies, Credentials credentials) {
    return new HttpTransport(
        new HttpOptions(
            proxies, credentials, _ -> tls, Duration.ofSeconds(5), Duration.ofSeconds(5)));
  }

  private static int status(TlsSettings tls, URI uri) throws IOException {
    try (HttpTransport http = http(tls, Proxies.none(), Credentials.none());
        Response response = http.get(Request.of(uri))) {
      return response.status();
    }
  }

  private static TlsSettings privateCa() throws Exception {
    return new TlsSettings(
        Optional.of(certificates.authority()), Optional.empty(), Optional.empty(), true, true);
  }

  @Test
  void aPrivateAuthorityIsTrustedOnlyWhereItIsNamed() throws Exception {
    try (TestServer server = server(false)) {
      assertThat(status(privateCa(), server.at("/a"))).isEqualTo(200);
      assertThatThrownBy(() -> status(TlsSettings.SYSTEM, server.at("/a")))
          .isInstanceOf(javax.net.ssl.SSLException.class);
      URI otherName = URI.create("https://127.0.0.1:" + server.port() + "/a");
      assertThatThrownBy(() -> status(privateCa(), otherName))
          .isInstanceOf(javax.net.ssl.SSLException.class);
      TlsSettings anyName =
          new TlsSettings(
              Optional.of(certificates.authority()),
              Optional.empty(),
              Optional.empty(),
              true,
              false);
      assertThat(status(anyName, otherName)).isEqualTo(200);
    }
  }

  @Test
  void aClientCertificateOpensTheDoor() throws Exception {
    try (TestServer server = server(true)) {
      TlsSettings client =
          new TlsSettings(
              Optional.of(certificates.authority()),
              Optional.of(certificates.clientCertificate()),
              Optional.of(certificates.clientKey()),
              true,
              true);
      assertThat(status(client, server.at("/a"))).isEqualTo(200);
      Path both = folder.resolve("both.pem");
      Files.writeString(
          both,
          Files.readString(certificates.clientCertificate())
              + Files.readString(certificates.clientKey()));
      TlsSettings oneFile =
          new TlsSettings(client.authorities(), Optional.of(both), Optional.empty(), true, true);
      assertThat(status(oneFile, server.at("/a"))).isEqualTo(200);
      assertThatThrownBy(() -> status(privateCa(), server.at("/a")))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void anUnverifiedPeerIsToldNoPassword() throws Exception {
    try (TestServer server = server(false)) {
      List<String> seen = new ArrayList<>();
      server.handlers.put(
          "/who",
          exchange -> {
            seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            TestServer.serve(exchange, new byte[1]);
          });
      Credentials known = _ -> Optional.of(new Login("me", "secret"));
      TlsSettings anyone =
          new TlsSettings(Optional.empty(), Optional.empty(), Optional.empty(), false, true);
      for (TlsSettings tls : List.of(anyone, privateCa())) {
        try (HttpTransport http = http(tls, Proxies.none(), known);
            Response response = http.get(Request.of(server.at("/who")))) {
          assertThat(response.status()).isEqualTo(200);
        }
      }
      assertThat(seen).containsExactly("null", new Login("me", "secret").basic());
    }
  }

  @Test
  void tlsGoesThroughATunnelThatTheProxyCannotRead() throws Exception {
    try (TestServer server = server(false);
        TestProxy proxy = new TestProxy("pro", "xy")) {
      URI good = URI.create("http://pro:xy@localhost:" + proxy.port());
      URI bad = URI.create("http://localhost:" + proxy.port());
      Credentials known = _ -> Optional.of(new Login("me", "secret"));
      try (HttpTransport http = http(privateCa(), _ -> Optional.of(good), known);
          Response response = http.get(Request.of(server.at("/a")))) {
        assertThat(response.body().readAllBytes()).isEqualTo("alpha".getBytes());
      }
      try (HttpTransport http = http(privateCa(), _ -> Optional.of(bad), known)) {
        assertThatThrownBy(() -> http.get(Request.of(server.at("/a"))))
            .hasMessageContaining("answers 407");
      }
      assertThat(proxy.seen).containsOnly("CONNECT localhost:" + server.port());
      assertThat(proxy.heads).noneMatch(head -> head.contains("\r\nAuthorization"));
    }
  }

  @Test
  void aRedirectFromHttpsToHttpIsRefused() throws Exception {
    try (TestServer server = server(false);
        TestServer plain = new TestServer()) {
      server.handlers.put(
          "/down",
          exchange -> {
            exchange.getResponseHeaders().set("Location", plain.at("/a").toString());
            TestServer.status(exchange, 301);
          });
      assertThatThrownBy(() -> status(privateCa(), server.at("/down")))
          .hasMessageContaining("from https to http");
      plain.handlers.put(
          "/up",
          exchange -> {
            exchange.getResponseHeaders().set("Location", server.at("/a").toString());
            TestServer.status(exchange, 301);
          });
      assertThat(status(privateCa(), plain.at("/up"))).isEqualTo(200);
      assertThat(plain.requests).containsExactly("/up");
    }
  }

  @Test
  void keysAreReadInEveryFormThatOpensslWrites() throws Exception {
    for (String[] command :
        new String[][] {
          {"genrsa", "-traditional", "-out", "OUT", "2048"},
          {"genpkey", "-algorithm", "RSA", "-out", "OUT"},
          {"ecparam", "-genkey", "-name", "prime256v1", "-out", "OUT"},
          {"ecparam", "-genkey", "-name", "secp384r1", "-out", "OUT"},
          {"genpkey", "-algorithm", "ed25519", "-out", "OUT"},
        }) {
      Path out = folder.resolve("key.pem");
      openssl(command, out);
      assertThat(PemFile.read(out).privateKey().getEncoded()).isNotEmpty();
    }
    Path locked = folder.resolve("locked.pem");
    openssl(new String[] {"genrsa", "-aes128", "-passout", "pass:x", "-out", "OUT"}, locked);
    assertThatThrownBy(() -> PemFile.read(locked).privateKey())
        .isInstanceOf(PlinthException.class)
        .hasMessageContaining("under a password");
  }

  private static void openssl(String[] command, Path out) throws Exception {
    List<String> words = new ArrayList<>(List.of("openssl"));
    for (String word : command) {
      words.add(word.equals("OUT") ? out.toString() : word);
    }
    try {
      int exit =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("openssl.log").toFile())
              .start()
              .waitFor();
      assertThat(exit).as(String.join(" ", words)).isZero();
    } catch (IOException e) {
      Assumptions.abort("openssl is not installed");
    }
  }

  @Test
  void badPemFilesAreNamed() throws IOException {
    Path none = folder.resolve("none.pem");
    assertThatThrownBy(() -> PemFile.read(none)).hasMessageContaining(none.toString());
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    assertThatThrownBy(() -> PemFile.read(empty).certificates())
        .hasMessageContaining("has no certificate");
    assertThatThrownBy(() -> PemFile.read(empty).privateKey())
        .hasMessageContaining("has no private key");
    Path cut = Files.writeString(folder.resolve("cut.pem"), "-----BEGIN CERTIFICATE-----\nAAAA");
    assertThatThrownBy(() -> PemFile.read(cut)).hasMessageContaining("END line");
  }
}
