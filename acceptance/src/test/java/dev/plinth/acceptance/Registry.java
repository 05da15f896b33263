package dev.plinth.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A docker-registry on a port of loopback that the system chose; it ends with {@link #close}. */
final class Registry implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("listening on (127\\.0\\.0\\.1:\\d+)");

  private final Process process;
  private final String address;

  private Registry(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  static Registry start(Path folder) throws IOException {
    String program = Machine.peer("docker-registry");
    Path config =
        Files.writeString(
            folder.resolve("registry.yml"),
            """
            version: 0.1
            log: {level: info}
            storage: {filesystem: {rootdirectory: %s}}
            http: {addr: "127.0.0.1:0", secret: none}
            """
                .formatted(folder.resolve("registry")));
    Process process =
        new ProcessBuilder(program, "serve", config.toString()).redirectErrorStream(true).start();
    BufferedReader log =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      said.append(line).append('\n');
      Matcher matcher = LISTENING.matcher(line);
      if (matcher.find()) {
        Thread.startVirtualThread(() -> log.lines().forEach(_ -> {}));
        return new Registry(process, matcher.group(1));
      }
    }
    process.destroy();
    throw new IOException("docker-registry ended: " + said);
  }

  /** Host and port. */
  String address() {
    return address;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
