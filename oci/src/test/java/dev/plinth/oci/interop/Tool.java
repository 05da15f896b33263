package dev.plinth.oci.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A program of somebody else. */
record Tool(Path program) {

  /** Finds it on the path or among the peers; the test is skipped where it is missing. */
  static Tool named(String name) {
    List<Path> folders = new ArrayList<>();
    String peers = System.getenv("PLINTH_PEERS");
    String caches =
        System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
    folders.add(Path.of(peers == null ? caches + "/plinth-peers" : peers));
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      folders.add(Path.of(folder));
    }
    for (Path folder : folders) {
      if (Files.isExecutable(folder.resolve(name))) {
        return new Tool(folder.resolve(name));
      }
    }
    Assumptions.abort(name + " is not installed");
    throw new AssertionError();
  }

  record Result(int exit, String out, String err) {}

  /** Runs it and gives what it printed; it must succeed. */
  String run(String... arguments) throws IOException, InterruptedException {
    Result result = attempt(arguments);
    assertThat(result.exit())
        .as("%s %s: %s %s", program, List.of(arguments), result.err(), result.out())
        .isZero();
    return result.out();
  }

  Result attempt(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile("tool", ".out");
    Path err = Files.createTempFile("tool", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(Map.of("SYFT_CHECK_FOR_APP_UPDATE", "false"));
      Process process = builder.start();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(command + " did not end");
      }
      return new Result(process.exitValue(), text(out), text(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
