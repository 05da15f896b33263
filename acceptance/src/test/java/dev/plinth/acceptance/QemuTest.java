package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What umoci unpacks of each example for arm64 runs in a chroot under qemu. */
@ExtendWith(Examples.Resolver.class)
@ResourceLock("examples")
class QemuTest {
  private static final String QEMU = "qemu-aarch64-static";

  /** Mounts go with the namespace; the arguments are the root, chroot's options, the program. */
  private static final String CHROOT =
      """
      set -e
      root=$1
      shift
      mount -t proc proc "$root/proc"
      mount --bind /dev "$root/dev"
      exec chroot "$@"
      """;

  @TempDir Path temp;

  @Test
  void aCompiledProgramShakesHandsWithWhomItTrusts(Examples examples) {
    Bundle micro = examples.bundle("debian-micro", "arm64");
    micro.put(examples.folder().resolve("micro/arm64/handshake"), "test/handshake");
    micro.put(examples.folder().resolve("tls"), "test/tls");
    String[] words = {"/test/handshake", "/test/tls/server.pem", "localhost"};
    assertThat(run(micro, "0:0", List.of(), words).out())
        .contains("refused: unable to get local issuer certificate");
    List<String> trust = List.of("-E", "SSL_CERT_FILE=/test/tls/ca.pem");
    PlinthProcess.Result known = run(micro, "0:0", trust, words);
    assertThat(known.out()).contains("localhost: trusted");
    assertThat(known.code()).isZero();
  }

  @Test
  void theVariantForLookingAroundHasAShell(Examples examples) {
    Bundle debug = examples.bundle("debian-micro:debug", "arm64");
    assertThat(say(debug, "0:0", "/bin/bash", "-c", "echo $((6 * 7)) on $MACHTYPE"))
        .as("bash may first say that the image has no locales")
        .endsWith("42 on aarch64-unknown-linux-gnu\n");
  }

  @Test
  void theProgramsOfMinimalRun(Examples examples) {
    Bundle minimal = examples.bundle("debian-minimal", "arm64");
    assertThat(say(minimal, "0:0", "/usr/bin/dpkg-query", "-W").lines())
        .hasSize(examples.packages("debian-minimal", "arm64").size());
    assertThat(say(minimal, "0:0", "/usr/bin/perl", "-e", "print 6*7")).isEqualTo("42");
  }

  @Test
  void javaRunsAProgram(Examples examples) throws Exception {
    Bundle java = examples.bundle("debian-java", "arm64");
    java.put(RuncTest.compiled(temp), "test");
    assertThat(
            say(
                java,
                "65534:65534",
                "/usr/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                "/test",
                "Sums",
                "20",
                "22"))
        .isEqualTo("42 by Java 21 as nobody in Europe/Berlin UTC+2\n");
  }

  @Test
  void pythonRunsAScript(Examples examples) {
    Bundle python = examples.bundle("debian-python", "arm64");
    String script = "import hashlib, platform; print(hashlib.sha256(b'').hexdigest()[:8],";
    assertThat(
            say(python, "65534:65534", "/usr/bin/python3", "-c", script + " platform.machine())"))
        .isEqualTo("e3b0c442 aarch64\n");
  }

  @Test
  void plinthTellsItsVersion(Examples examples) {
    Bundle plinth = examples.bundle("plinth", "arm64");
    List<String> words = new ArrayList<>(plinth.words());
    words.removeLast();
    words.add(1, "-XX:TieredStopAtLevel=1");
    words.add("--version");
    assertThat(say(plinth, "10001:10001", words.toArray(String[]::new)))
        .isEqualTo(examples.plinth().run("--version").ok().out());
  }

  @Test
  void nginxServesAPage(Examples examples) throws Exception {
    assumeTrue(Machine.has("curl"), "curl is not installed");
    Bundle nginx = examples.bundle("debian-nginx", "arm64");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path settings = nginx.root().resolve("etc/nginx/nginx.conf");
    String text = Files.readString(settings);
    String moved = text.replaceAll("listen +8080", "listen 127.0.0.1:" + port);
    assertThat(moved).isNotEqualTo(text);
    Files.writeString(settings, moved);
    Path log = temp.resolve("log");
    Process server =
        new ProcessBuilder(line(nginx, "10001:10001", List.of(), nginx.words()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      String page = "";
      for (int i = 0; i < 300 && !page.contains("200") && server.isAlive(); i++) {
        Thread.sleep(100);
        String address = "http://127.0.0.1:" + port + "/";
        page = Machine.attempt(temp, "curl", "-s", "-i", address).out();
      }
      assertThat(page)
          .as(Files.readString(log))
          .contains("HTTP/1.1 200 OK")
          .contains("Hello from nginx on Debian");
    } finally {
      // unshare lets signals pass that would end it; when it is killed, so is what it started.
      server.destroyForcibly();
      assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static String say(Bundle bundle, String user, String... words) {
    return run(bundle, user, List.of(), words).ok().out();
  }

  private static PlinthProcess.Result run(
      Bundle bundle, String user, List<String> options, String... words) {
    return Machine.attempt(
        bundle.root(), line(bundle, user, options, List.of(words)).toArray(String[]::new));
  }

  private static List<String> line(
      Bundle bundle, String user, List<String> options, List<String> words) {
    assumeTrue(Machine.has(QEMU), "qemu-user-static is not installed");
    assumeTrue(Machine.has("unshare"), "unshare is not installed");
    String root = bundle.root().toString();
    bundle.put(Path.of("/usr/bin", QEMU), QEMU);
    List<String> line = new ArrayList<>(List.of("env", "-i", "LC_ALL=C.UTF-8"));
    line.add("PATH=" + System.getenv("PATH"));
    line.addAll(List.of("unshare", "--mount", "--pid", "--fork", "--kill-child"));
    line.addAll(List.of("sh", "-c", CHROOT, "sh", root, "--userspec=" + user, "--groups="));
    line.addAll(List.of(root, "/" + QEMU));
    line.addAll(options);
    line.addAll(words);
    return line;
  }
}
