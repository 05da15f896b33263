package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A mirror that lies, stutters or leads elsewhere: exit code 5 where it gives nothing, 6 where it
 * gives something else, the image where it only needed patience.
 */
class LyingMirrorTest {
  private static final int NETWORK = 5;
  private static final int VERIFICATION = 6;
  private static final String DEB = "tiny-app_1.0-1_all.deb";

  @TempDir static Path folder;
  private static LyingServer server;
  private static HostileBench bench;

  @BeforeAll
  static void start() throws IOException {
    Files.createDirectories(folder.resolve("archive"));
    server = new LyingServer(folder.resolve("archive"));
    bench = new HostileBench(folder, server.uri());
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    if (bench != null) {
      bench.close();
    }
  }

  /** A lie about one file, that ends the command with the code and words. */
  private void refused(
      String ending, int code, List<String> said, LyingServer.Lie lie, String... command)
      throws IOException {
    PlinthProcess plinth = bench.fresh();
    server.lie(ending, lie);
    bench.refused(plinth, code, said, command);
    server.truth();
    bench.good(plinth);
    bench.forget(plinth);
  }

  /** A lie that patience or another way overcomes. */
  private void overcome(String ending, LyingServer.Lie lie) throws IOException {
    PlinthProcess plinth = bench.fresh();
    server.lie(ending, lie);
    bench.good(plinth);
    server.truth();
    bench.forget(plinth);
  }

  @Test
  void otherBytesThanTheIndexNames() throws IOException {
    List<String> link = List.of("package tiny-app=1.0-1");
    String[] build = bench.build();
    refused(DEB, VERIFICATION, link, (e, _, _) -> LyingServer.page(e), build);
    refused(
        DEB,
        VERIFICATION,
        link,
        (e, _, t) -> LyingServer.serve(e, Arrays.copyOf(t, t.length - 7)),
        build);
    refused(
        DEB,
        VERIFICATION,
        link,
        (e, _, t) -> LyingServer.serve(e, Arrays.copyOf(t, t.length + 7)),
        build);
    refused(
        DEB,
        VERIFICATION,
        link,
        (e, _, t) -> {
          byte[] other = t.clone();
          other[other.length / 3] ^= 4;
          LyingServer.serve(e, other);
        },
        build);
    // Without a length, and without an end.
    refused(
        DEB,
        VERIFICATION,
        link,
        (e, _, t) -> {
          e.sendResponseHeaders(200, 0);
          for (int i = 0; i < 200; i++) {
            e.getResponseBody().write(t);
          }
        },
        build);
  }

  @Test
  void nothingOrOnlyAPart() throws IOException {
    List<String> link = List.of("package tiny-app=1.0-1");
    String[] build = bench.build();
    refused(DEB, NETWORK, link, (e, _, _) -> LyingServer.status(e, 404), build);
    refused(DEB, NETWORK, link, (e, _, t) -> LyingServer.cut(e, t, 40), build);
    assertThat(server.asked(DEB)).as("tried again").isGreaterThan(1);
    refused(DEB, NETWORK, link, (e, _, _) -> LyingServer.redirect(e, "/pool/" + DEB), build);
    refused(DEB, NETWORK, link, (e, _, _) -> LyingServer.redirect(e, "file:///etc/passwd"), build);
    refused(
        DEB,
        NETWORK,
        link,
        (e, _, t) -> {
          // Another part than the one asked for, after a cut.
          if (e.getRequestHeaders().getFirst("Range") == null) {
            LyingServer.cut(e, t, 300);
          }
          e.getResponseHeaders().set("Content-Range", "bytes 5-9/" + t.length);
          e.sendResponseHeaders(206, 5);
          e.getResponseBody().write(t, 5, 5);
        },
        build);
  }

  @Test
  void patienceAndOtherWays() throws IOException {
    overcome(
        DEB,
        (e, n, t) -> {
          if (n <= 2) {
            LyingServer.later(e, n == 1 ? 503 : 429);
          } else {
            LyingServer.serve(e, t);
          }
        });
    overcome(
        DEB,
        (e, n, t) -> {
          if (n == 1) {
            LyingServer.cut(e, t, t.length / 2);
          } else {
            LyingServer.serve(e, t);
          }
        });
    assertThat(server.asked(DEB)).as("resumed").isEqualTo(2);
    // It knows no ranges: the whole comes again.
    overcome(
        DEB,
        (e, n, t) -> {
          if (n == 1) {
            LyingServer.cut(e, t, t.length / 2);
          } else {
            e.sendResponseHeaders(200, t.length);
            e.getResponseBody().write(t);
          }
        });
    // On another host name, and slowly.
    String elsewhere = server.uri().replace("127.0.0.1", "localhost");
    overcome(
        DEB,
        (e, _, t) -> {
          if ("elsewhere".equals(e.getRequestURI().getQuery())) {
            LyingServer.serve(e, t);
          } else {
            LyingServer.redirect(e, elsewhere + "pool/" + DEB + "?elsewhere");
          }
        });
  }

  @Test
  void slownessIsBorneAsLongAsItMoves() throws IOException {
    overcome(
        DEB,
        (e, _, t) -> {
          e.sendResponseHeaders(200, t.length);
          for (int i = 0; i < t.length; i += 200) {
            e.getResponseBody().write(t, i, Math.min(200, t.length - i));
            e.getResponseBody().flush();
            pause();
          }
        });
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Test
  void theReleaseAndTheIndex() throws IOException {
    String[] lock = bench.lock();
    List<String> release = List.of("test/stable");
    refused("InRelease", VERIFICATION, release, (e, _, _) -> LyingServer.page(e), lock);
    refused("InRelease", NETWORK, release, (e, _, _) -> LyingServer.redirect(e, "InRelease"), lock);
    refused(
        "InRelease",
        NETWORK,
        release,
        (e, _, _) -> LyingServer.redirect(e, "file:///etc/passwd"),
        lock);
    refused("InRelease", NETWORK, release, (e, _, t) -> LyingServer.cut(e, t, 90), lock);
    refused(
        "InRelease",
        VERIFICATION,
        release,
        (e, _, t) -> LyingServer.serve(e, Arrays.copyOf(t, t.length - 60)),
        lock);
    List<String> index = List.of("Packages index of test/stable/main for amd64");
    refused("Packages.gz", VERIFICATION, index, (e, _, _) -> LyingServer.page(e), lock);
    refused("Packages.gz", NETWORK, index, (e, _, _) -> LyingServer.status(e, 404), lock);
    refused("Packages.gz", NETWORK, index, (e, _, t) -> LyingServer.cut(e, t, 9), lock);
    refused(
        "Packages.gz",
        VERIFICATION,
        index,
        (e, _, t) -> {
          byte[] other = t.clone();
          other[other.length / 2] ^= 4;
          LyingServer.serve(e, other);
        },
        lock);
    // Nobody answers at all.
    server.lie("Release", (e, _, _) -> LyingServer.status(e, 404));
    PlinthProcess plinth = bench.fresh();
    bench.refused(plinth, NETWORK, List.of("test/stable", "does not serve"), lock);
    server.lie(
        "elease",
        (e, n, t) -> {
          if (n == 1) {
            LyingServer.later(e, 503);
          } else {
            LyingServer.serve(e, t);
          }
        });
    plinth.run(lock).ok();
    server.truth();
    bench.forget(plinth);
  }

  /** apt's auth.conf and apt's proxy, as the host has them, in the whole process. */
  @Test
  void theHostsLoginAndProxyAreUsed() throws IOException {
    Path login =
        Files.writeString(
            folder.resolve("auth.conf"),
            "machine %s\nlogin me\npassword secret\n".formatted(server.uri()));
    Path conf =
        Files.writeString(
            folder.resolve("auth-apt.conf"), "Dir::Etc::netrc \"%s\";\n".formatted(login));
    String expected =
        "Basic " + java.util.Base64.getEncoder().encodeToString("me:secret".getBytes());
    PlinthProcess plinth = bench.fresh();
    server.lie(
        DEB,
        (e, _, t) -> {
          if (expected.equals(e.getRequestHeaders().getFirst("Authorization"))) {
            LyingServer.serve(e, t);
          } else {
            LyingServer.status(e, 401);
          }
        });
    bench.refused(plinth, NETWORK, List.of("status 401", "auth.conf"), bench.build());
    bench.good(plinth.with("APT_CONFIG", conf.toString()));
    bench.forget(plinth);

    server.lie(DEB, (e, _, _) -> LyingServer.status(e, 404));
    try (LyingServer proxy = new LyingServer(folder.resolve("archive"))) {
      Path through =
          Files.writeString(
              folder.resolve("proxy-apt.conf"),
              "Acquire::http::Proxy \"%s\";\n".formatted(proxy.uri()));
      PlinthProcess other = bench.fresh().with("APT_CONFIG", through.toString());
      bench.good(other);
      assertThat(proxy.asked(DEB)).isEqualTo(1);
      bench.forget(other);
    }
    server.truth();
  }
}
