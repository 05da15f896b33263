package dev.plinth.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

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
        String said = Files.readString(log);
        if (process.exitValue() != 0) {
          throw new AssertionError(
              List.of(words) + " ended with " + process.exitValue() + "\n" + said);
        }
        return said;
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
}
