package dev.plinth.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** What the machine that runs the tests has. */
final class Machine {
  private Machine() {}

  static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException e) {
      return false;
    }
  }

  static boolean has(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Runs a program of the host to its end; its output, both streams, or an error that shows it. */
  static String run(String... words) {
    return run(Repository.root(), words);
  }

  static String run(Path directory, String... words) {
    PlinthProcess.Result result = attempt(directory, words);
    if (result.code() != 0) {
      throw new AssertionError(
          List.of(words) + " ended with " + result.code() + "\n" + result.out());
    }
    return result.out();
  }

  /** Runs a program to its end, whatever that is; both streams are in the result's output. */
  static PlinthProcess.Result attempt(Path directory, String... words) {
    try {
      Path log = Files.createTempFile("run", ".log");
      try {
        Process process =
            new ProcessBuilder(words)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
          process.destroyForcibly();
          throw new AssertionError(List.of(words) + " took over 10 minutes");
        }
        return new PlinthProcess.Result(process.exitValue(), Files.readString(log), "");
      } finally {
        Files.delete(log);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /**
   * A real tool of somebody else, on the PATH or among the peers that {@code build/test-peers}
   * makes; the test is skipped where it is missing.
   */
  static String peer(String name) {
    List<String> folders = new ArrayList<>();
    String caches =
        System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
    folders.add(System.getenv().getOrDefault("PLINTH_PEERS", caches + "/plinth-peers"));
    folders.addAll(List.of(System.getenv("PATH").split(":")));
    return folders.stream()
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElseGet(() -> Assumptions.abort(name + " is not installed"));
  }
}
