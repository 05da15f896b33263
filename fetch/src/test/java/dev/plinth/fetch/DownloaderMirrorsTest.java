package dev.plinth.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mirrors that lack files, are busy, silent or dead. */
@Timeout(60)
class DownloaderMirrorsTest extends Downloads {
  @Test
  void whatOneMirrorLacksComesFromTheNext() throws IOException {
    byte[] good = bytes(3000, 1);
    try (TestServer second = new TestServer()) {
      second.files.put("/f", good);
      download(wanted("f", good, server.root(), second.root()));
    }
    assertThat(stored(good)).isEqualTo(good);
    assertThat(pauses).isEmpty();
  }

  @Test
  void aSecondPathIsTriedWhereTheFirstIsMissing() throws IOException {
    byte[] good = bytes(3000, 1);
    server.files.put("/main/Packages.xz", good);
    List<String> paths = List.of("main/by-hash/SHA256/x", "main/Packages.xz");
    Mirrors mirrors = Mirrors.of(List.of(server.root()));
    download(new Wanted("index", mirrors, paths, good.length, Digest.of(good)));
    assertThat(stored(good)).isEqualTo(good);
    assertThat(server.requests).containsExactly("/main/by-hash/SHA256/x", "/main/Packages.xz");
  }

  @Test
  void missingEverywhereIsANetworkErrorThatNamesThePlacesWithoutSecrets() {
    URI secret = URI.create("http://user:hunter2@localhost:" + server.port() + "/sub");
    PlinthException e = refused(wanted("f", bytes(10, 1), secret));
    assertThat(e.code()).isEqualTo(ErrorCode.NETWORK);
    assertThat(e)
        .hasMessageContaining("http://localhost:" + server.port() + "/sub/f: status 404")
        .hasMessageNotContaining("hunter2");
    assertThat(e.hint()).contains("--mirror");
  }

  @Test
  void aBusyMirrorIsAskedAgainAfterTheTimeItNames() throws IOException {
    byte[] good = bytes(3000, 1);
    AtomicInteger attempts = new AtomicInteger();
    server.handlers.put(
        "/f",
        exchange -> {
          switch (attempts.getAndIncrement()) {
            case 0 -> {
              exchange.getResponseHeaders().set("Retry-After", "7");
              TestServer.status(exchange, 503);
            }
            case 1 -> {
              exchange.getResponseHeaders().set("Retry-After", "Mon, 23 Nov 2026 12:00:09 GMT");
              TestServer.status(exchange, 429);
            }
            default -> TestServer.serve(exchange, good);
          }
        });
    download(wanted("f", good, server.root()));
    assertThat(pauses).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(9));
  }

  @Test
  void aMirrorThatAsksForTooLongAPauseIsLeftForTheNext() throws IOException {
    byte[] good = bytes(3000, 1);
    server.handlers.put(
        "/f",
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "3600");
          TestServer.status(exchange, 503);
        });
    try (TestServer second = new TestServer()) {
      second.files.put("/f", good);
      download(wanted("f", good, server.root(), second.root()));
    }
    assertThat(pauses).isEmpty();
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void aDeadMirrorCostsItsAttemptsOnceOnly() throws IOException {
    byte[] a = bytes(3000, 1);
    byte[] b = bytes(2000, 2);
    AtomicInteger asked = new AtomicInteger();
    for (String path : List.of("/a", "/b")) {
      server.handlers.put(
          path,
          exchange -> {
            asked.incrementAndGet();
            TestServer.status(exchange, 500);
          });
    }
    try (TestServer second = new TestServer()) {
      second.files.put("/a", a);
      second.files.put("/b", b);
      Downloader one = new Downloader(http, backoff, CLOCK, 1);
      one.download(
          List.of(
              wanted("a", a, server.root(), second.root()),
              wanted("b", b, server.root(), second.root())),
          blobs,
          Progress.none().begin("download"),
          (_, _) -> {});
    }
    assertThat(asked).hasValue(3);
    assertThat(pauses).hasSize(2);
  }

  @Test
  void silenceAndTricklesEnd() throws IOException {
    byte[] good = bytes(3000, 1);
    try (RawServer silent = new RawServer((_, _) -> Thread.sleep(30_000))) {
      assertThat(refused(wanted("f", good, silent.at("/"))))
          .hasMessageContaining("no answer in time");
      assertThat(silent.connections).hasValue(3);
    }
    try (RawServer trickle =
        new RawServer((out, _) -> {
          out.write("HTTP/1.1 200 OK\r\nContent-Length: 3000\r\n\r\n".getBytes());
          for (int i = 0; i < 3000; i++) {
            out.write(good[i]);
            out.flush();
            Thread.sleep(50);
          }
        })) {
      assertThat(refused(wanted("f", good, trickle.at("/"))))
          .hasMessageContaining("slower than 1000 bytes a second");
    }
  }

  @Test
  void filesAreMirrorsToo() throws IOException {
    byte[] good = bytes(3000, 1);
    Files.createDirectories(folder.resolve("m ü/pool"));
    Files.write(folder.resolve("m ü/pool/f+1~a.deb"), good);
    Files.write(blobs.partial(Digest.of(good)), Arrays.copyOf(good, 1000));
    URI root = folder.resolve("m ü").toUri();
    new Downloader(new FileTransport(), backoff, CLOCK, 2)
        .download(
            List.of(wanted("pool/f+1~a.deb", good, root)),
            blobs,
            Progress.none().begin("download"),
            (_, _) -> {});
    assertThat(stored(good)).isEqualTo(good);
  }
}
