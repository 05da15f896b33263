package dev.plinth.trust.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A program of somebody else. */
record Tool(Path program) {
  /** What Debian's packages do not have is among the peers. */
  static Tool named(String name) {
    List<Path> folders = new ArrayList<>();
    String peers = System.getenv("PLINTH_PEERS");
    folders.add(Path.of(peers == null ? "/opt/plinth-peers" : peers));
    folders.add(Path.of(System.getProperty("user.home"), ".cache/plinth-peers"));
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

  /** Runs it in {@code folder}; it must succeed. */
  String run(Path folder, String... arguments) throws IOException, InterruptedException {
    Result result = attempt(folder, arguments);
    assertThat(result.exit())
        .as("%s %s: %s %s", program, List.of(arguments), result.err(), result.out())
        .isZero();
    return result.out();
  }

  Result attempt(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "tool", ".out");
    Path err = Files.createTempFile(folder, "tool", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    // The programs would ask the world for trusted roots: nothing but loopback can be reached.
    builder
        .environment()
        .putAll(
            Map.of(
                "HOME", folder.toString(),
                "COSIGN_PASSWORD", "secret words",
                "HTTPS_PROXY", "http://127.0.0.1:9",
                "HTTP_PROXY", "http://127.0.0.1:9",
                "NO_PROXY", "127.0.0.1"));
    Process process = builder.start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(command + " did not end");
    }
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
