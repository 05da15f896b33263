package dev.plinth.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What umoci unpacks of each example runs under runc and does what it is for. */
@ExtendWith(Examples.Resolver.class)
@ResourceLock("examples")
class RuncTest {
  private static final String SERVER = "/test/tls/server.pem";

  @TempDir Path temp;

  @Test
  void aCompiledProgramShakesHandsWithWhomTheImageTrusts(Examples examples) {
    Bundle micro = examples.bundle("debian-micro", "amd64");
    micro.put(examples.folder().resolve("micro/amd64/handshake"), "test/handshake");
    micro.put(examples.folder().resolve("tls"), "test/tls");
    List<String> words = List.of("/test/handshake", SERVER, "localhost");
    PlinthProcess.Result stranger = micro.run(words);
    assertThat(stranger.out()).contains("refused: unable to get local issuer certificate");
    assertThat(stranger.code()).isEqualTo(1);
    PlinthProcess.Result known = micro.run(words, "SSL_CERT_FILE=/test/tls/ca.pem");
    assertThat(known.out()).contains("TLSv1.3").contains("localhost: trusted");
    assertThat(known.code()).isZero();
    assertThat(micro.run(List.of("sh", "-c", "true")).code()).as("a shell").isNotZero();
  }

  @Test
  void theVariantForLookingAroundHasAShell(Examples examples) {
    Bundle debug = examples.bundle("debian-micro:debug", "amd64");
    debug.put(examples.folder().resolve("tls"), "test/tls");
    String script =
        "set -e; openssl verify -CAfile /test/tls/ca.pem " + SERVER + "; ls / | wc -l; id -u";
    PlinthProcess.Result said = debug.run(List.of("bash", "-c", script));
    assertThat(said.out().lines()).containsSubsequence(SERVER + ": OK", "0");
    assertThat(said.code()).isZero();
  }

  @Test
  void theShellOfMinimalRunsItsProgramsAndDpkg(Examples examples) {
    Bundle minimal = examples.bundle("debian-minimal", "amd64");
    assertThat(minimal.words()).containsExactly("bash");
    String script =
        "set -e; printf 'b\\na\\n' | sort | tr '\\n' ' '; perl -e 'print 6*7, \"\\n\"';"
            + " dpkg --audit; dpkg-query -W | wc -l";
    PlinthProcess.Result said = minimal.run(List.of("bash", "-c", script));
    assertThat(said.out().lines())
        .containsExactly("a b 42", "" + examples.packages("debian-minimal", "amd64").size());
    assertThat(said.code()).isZero();
  }

  @Test
  void javaRunsAProgram(Examples examples) throws Exception {
    Bundle java = examples.bundle("debian-java", "amd64");
    java.put(compiled(temp), "test");
    assertThat(java.words()).containsExactly("/usr/bin/java");
    PlinthProcess.Result said = java.run(with(java.words(), "-cp", "/test", "Sums", "20", "22"));
    assertThat(said.out()).isEqualTo("42 by Java 21 as nobody in Europe/Berlin UTC+2\n");
    assertThat(said.code()).isZero();
  }

  /** A program for Java 21 that also looks at what the image brings. */
  static Path compiled(Path folder) throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("Sums.java"),
            """
            import java.time.*;
            class Sums {
              public static void main(String[] numbers) {
                int sum = 0;
                for (String number : numbers) sum += Integer.parseInt(number);
                ZoneId zone = ZoneId.of("Europe/Berlin");
                ZonedDateTime summer = LocalDate.of(2026, 7, 1).atStartOfDay(zone);
                System.out.println(sum + " by Java " + Runtime.version().feature()
                    + " as " + System.getProperty("user.name") + " in " + zone
                    + " UTC+" + summer.getOffset().getTotalSeconds() / 3600);
              }
            }
            """);
    Path classes = Files.createDirectory(folder.resolve("classes"));
    String[] words = {"--release", "21", "-d", classes.toString(), source.toString()};
    assertThat(javax.tools.ToolProvider.getSystemJavaCompiler().run(null, null, null, words))
        .isZero();
    return classes;
  }

  @Test
  void pythonRunsAScriptThatShakesHands(Examples examples) {
    Bundle python = examples.bundle("debian-python", "amd64");
    python.put(examples.folder().resolve("tls"), "test/tls");
    python.put(examples.folder().resolve("python"), "test");
    PlinthProcess.Result said = python.run(with(python.words(), "/test/handshake.py", "/test/tls"));
    assertThat(said.out())
        .contains("unknown authority: refused")
        .contains("known authority: hello over TLSv1.3");
    assertThat(said.code()).isZero();
  }

  @Test
  void nginxServesAPageAndEndsWhenAsked(Examples examples) throws Exception {
    assumeTrue(Machine.has("nsenter") && Machine.has("curl"), "no nsenter or no curl");
    Bundle nginx = examples.bundle("debian-nginx", "amd64");
    try (Bundle.Running running = nginx.start()) {
      String page = "";
      for (int i = 0; i < 300 && !page.contains("200"); i++) {
        Thread.sleep(100);
        String[] curl = {"curl", "-s", "-i", "http://127.0.0.1:8080/"};
        page = running.inNetwork(curl).out();
      }
      assertThat(page).contains("HTTP/1.1 200 OK").contains("Hello from nginx on Debian");
      running.signal("QUIT");
      for (int i = 0; i < 300 && running.status().equals("running"); i++) {
        Thread.sleep(100);
      }
      assertThat(running.status()).isEqualTo("stopped");
    }
  }

  @Test
  void plinthTellsItsVersion(Examples examples) {
    Bundle plinth = examples.bundle("plinth", "amd64");
    List<String> words = plinth.words();
    assertThat(words).endsWith("dev.plinth.cli.Main", "--help");
    PlinthProcess.Result said = plinth.run(with(words.subList(0, words.size() - 1), "--version"));
    assertThat(said.out()).isEqualTo(examples.plinth().run("--version").ok().out());
    assertThat(said.code()).isZero();
  }

  private static List<String> with(List<String> first, String... more) {
    List<String> words = new ArrayList<>(first);
    words.addAll(List.of(more));
    return words;
  }
}
