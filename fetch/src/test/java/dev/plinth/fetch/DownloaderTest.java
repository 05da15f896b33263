package dev.plinth.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What arrives is whole and right, however it came. */
@Timeout(60)
class DownloaderTest extends Downloads {
  @Test
  void whatNoMirrorHasIsToldAndTheRestArrives() throws IOException {
    List<Wanted> files = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      byte[] content = bytes(1000 + i, i + 1);
      if (i % 3 != 0) {
        server.files.put("/b/f" + i, content);
      }
      files.add(wanted("f" + i, content, server.root().resolve("/a"), server.root().resolve("/b")));
    }
    Progress.Phase phase = Progress.none().begin("download");
    assertThat(downloader().downloadAvailable(files, blobs, phase))
        .extracting(Wanted::path)
        .containsExactly("f0", "f3", "f6", "f9");
    for (int i = 0; i < 12; i++) {
      assertThat(blobs.find(files.get(i).digest()).isPresent()).isEqualTo(i % 3 != 0);
    }
    // Somebody who says nothing of use may have it.
    byte[] other = bytes(10, 99);
    server.handlers.put("/a/other", exchange -> exchange.sendResponseHeaders(403, -1));
    Wanted unknown =
        wanted("other", other, server.root().resolve("/a"), server.root().resolve("/b"));
    assertThat(failed(List.of(unknown), phase)).isEqualTo(ErrorCode.NETWORK);
    server.files.put("/b/f0", bytes(1000, 77));
    assertThat(failed(files, phase)).isEqualTo(ErrorCode.VERIFICATION);
  }

  private ErrorCode failed(List<Wanted> files, Progress.Phase phase) {
    Downloader downloader = downloader();
    return catchThrowableOfType(
            PlinthException.class, () -> downloader.downloadAvailable(files, blobs, phase))
        .code();
  }

  @Test
  void manyFilesArriveOnceAndAreTold() throws IOException {
    List<Wanted> files = new ArrayList<>();
    long total = 0;
    for (int i = 0; i < 60; i++) {
      byte[] content = bytes(i * 1000, i + 1);
      server.files.put("/pool/f" + i, content);
      files.add(wanted("pool/f" + i, content, server.root()));
      total += content.length;
    }
    AtomicLong expected = new AtomicLong();
    AtomicLong advanced = new AtomicLong();
    Progress.Phase phase =
        new Progress.Phase() {
          @Override
          public void expect(long bytes) {
            expected.addAndGet(bytes);
          }

          @Override
          public void advance(long bytes) {
            advanced.addAndGet(bytes);
          }
        };
    Map<String, Path> arrived = new ConcurrentHashMap<>();
    downloader().download(files, blobs, phase, (file, path) -> arrived.put(file.path(), path));
    assertThat(arrived).hasSize(60);
    assertThat(expected).hasValue(total);
    assertThat(advanced).hasValue(total);
    for (int i = 0; i < 60; i++) {
      assertThat(stored(bytes(i * 1000, i + 1))).isEqualTo(bytes(i * 1000, i + 1));
    }
    int before = server.requests.size();
    downloader().download(files, blobs, phase, (_, _) -> {});
    assertThat(server.requests).hasSize(before);
  }

  @Test
  void wrongBytesOfTheRightSizeAreAVerificationErrorNamingTheLink() {
    byte[] good = bytes(5000, 1);
    byte[] bad = good.clone();
    bad[4999] ^= 1;
    server.files.put("/f", bad);
    PlinthException e = refused(wanted("f", good, server.root()));
    assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION);
    assertThat(e).hasMessageContaining("package x (sha256 in the Packages index)");
    assertThat(blobs.find(Digest.of(good))).isEmpty();
    assertThat(blobs.partial(Digest.of(good))).doesNotExist();
  }

  @Test
  void aLyingMirrorIsNotPaperedOverByTheNextOne() throws IOException {
    byte[] good = bytes(5000, 1);
    byte[] bad = bytes(5000, 2);
    server.files.put("/f", bad);
    try (TestServer honest = new TestServer()) {
      honest.files.put("/f", good);
      PlinthException e = refused(wanted("f", good, server.root(), honest.root()));
      assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION);
    }
  }

  @Test
  void declaredSizesThatDifferAreAVerificationError() {
    byte[] good = bytes(5000, 1);
    for (int size : new int[] {4999, 5001, 0}) {
      server.files.put("/f", Arrays.copyOf(good, size));
      PlinthException e = refused(wanted("f", good, server.root()));
      assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION);
      assertThat(e).hasMessageContaining(size + " bytes instead of 5000");
    }
    assertThat(pauses).isEmpty();
  }

  @Test
  void anEndlessBodyIsCutAtTheExpectedSize() throws IOException {
    byte[] good = bytes(5000, 1);
    AtomicLong sent = new AtomicLong();
    try (RawServer endless =
        new RawServer((out, _) -> {
          out.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".getBytes());
          for (; ; ) {
            out.write(good);
            sent.addAndGet(good.length);
          }
        })) {
      PlinthException e = refused(wanted("f", good, endless.at("/")));
      assertThat(e.code()).isEqualTo(ErrorCode.VERIFICATION);
      assertThat(e).hasMessageContaining("more bytes instead of 5000");
      assertThat(
              Files.exists(blobs.partial(Digest.of(good)))
                  ? Files.size(blobs.partial(Digest.of(good)))
                  : 0)
          .isLessThanOrEqualTo(5000);
    }
  }

  @Test
  void aCutConnectionIsResumedWhereItWasCut() throws IOException {
    byte[] good = bytes(300_000, 1);
    AtomicInteger attempts = new AtomicInteger();
    server.handlers.put(
        "/f",
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"v1\"");
          if (attempts.getAndIncrement() == 0) {
            exchange.sendResponseHeaders(200, good.length);
            exchange.getResponseBody().write(good, 0, 100_000);
            exchange.getResponseBody().flush();
            throw new IOException("cut");
          }
          assertThat(exchange.getRequestHeaders().getFirst("If-Range")).isEqualTo("\"v1\"");
          assertThat(exchange.getRequestHeaders().getFirst("Range")).isEqualTo("bytes=100000-");
          TestServer.serve(exchange, good);
        });
    download(wanted("f", good, server.root()));
    assertThat(stored(good)).isEqualTo(good);
    assertThat(attempts).hasValue(2);
    assertThat(pauses).hasSize(1);
    assertThat(pauses.getFirst()).isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
  }

  @Test
  void aFileThatChangedMeanwhileIsTakenWhole() throws IOException {
    byte[] good = bytes(300_000, 1);
    AtomicInteger attempts = new AtomicInteger();
    server.handlers.put(
        "/f",
        exchange -> {
          boolean first = attempts.getAndIncrement() == 0;
          exchange.sendResponseHeaders(200, good.length);
          exchange.getResponseBody().write(first ? bytes(1000, 9) : good);
          exchange.getResponseBody().flush();
          if (first) {
            throw new IOException("cut");
          }
        });
    download(wanted("f", good, server.root()));
    assertThat(stored(good)).isEqualTo(good);
  }

  @Test
  void anEarlierProcessIsResumedAndItsWrongBytesAreThrownAway() throws IOException {
    byte[] good = bytes(300_000, 1);
    server.files.put("/f", good);
    Files.write(blobs.partial(Digest.of(good)), Arrays.copyOf(good, 200_000));
    download(wanted("f", good, server.root()));
    assertThat(stored(good)).isEqualTo(good);
    assertThat(server.requests).hasSize(1);

    byte[] other = bytes(300_000, 2);
    server.files.put("/g", other);
    Files.write(blobs.partial(Digest.of(other)), Arrays.copyOf(good, 200_000));
    download(wanted("g", other, server.root()));
    assertThat(stored(other)).isEqualTo(other);
    assertThat(server.requests).hasSize(3);
  }

  @Test
  void completeAndOverlongPartialsAreHandled() throws IOException {
    byte[] good = bytes(3000, 1);
    Files.write(blobs.partial(Digest.of(good)), good);
    download(wanted("f", good, server.root()));
    assertThat(server.requests).isEmpty();
    byte[] other = bytes(3000, 2);
    server.files.put("/g", other);
    Files.write(blobs.partial(Digest.of(other)), bytes(4000, 3));
    download(wanted("g", other, server.root()));
    assertThat(stored(other)).isEqualTo(other);
  }

  @Test
  void twoDownloadsOfTheSameBytesAtOnceDoNotDisturbEachOther() throws Exception {
    byte[] good = bytes(2_000_000, 1);
    server.handlers.put(
        "/f",
        exchange -> {
          exchange.sendResponseHeaders(200, good.length);
          for (int i = 0; i < good.length; i += 100_000) {
            exchange.getResponseBody().write(good, i, 100_000);
            exchange.getResponseBody().flush();
          }
        });
    List<Thread> threads = new ArrayList<>();
    List<Throwable> errors = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 6; i++) {
      Thread thread = new Thread(() -> download(wanted("f", good, server.root())));
      thread.setUncaughtExceptionHandler((_, e) -> errors.add(e));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(errors).isEmpty();
    assertThat(stored(good)).isEqualTo(good);
  }

  @Test
  void theFirstErrorEndsTheOthers() {
    byte[] good = bytes(3000, 1);
    List<Wanted> files = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      byte[] other = bytes(100, i + 7);
      server.files.put("/g" + i, other);
      files.add(wanted("g" + i, other, server.root()));
    }
    files.add(wanted("missing", good, server.root()));
    PlinthException e = refused(files.toArray(new Wanted[0]));
    assertThat(e.code()).isEqualTo(ErrorCode.NETWORK);
    assertThat(server.requests.size()).isLessThan(200);
  }

  @Test
  void odd206AnswersAreNotBelieved() throws IOException {
    byte[] good = bytes(3000, 1);
    Files.write(blobs.partial(Digest.of(good)), Arrays.copyOf(good, 1000));
    server.handlers.put(
        "/f",
        exchange -> {
          if (exchange.getRequestHeaders().getFirst("Range") == null) {
            TestServer.serve(exchange, good);
            return;
          }
          exchange.getResponseHeaders().set("Content-Range", "bytes 500-2999/3000");
          exchange.sendResponseHeaders(206, 2500);
          exchange.getResponseBody().write(good, 500, 2500);
        });
    download(wanted("f", good, server.root()));
    assertThat(stored(good)).isEqualTo(good);
  }
}
