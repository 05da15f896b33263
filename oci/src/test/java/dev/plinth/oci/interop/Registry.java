package dev.plinth.oci.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A docker-registry on a port of loopback that the system chose. */
final class Registry implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("listening on (127\\.0\\.0\\.1:\\d+)");

  private final Process process;
  private final Thread drain;
  private final String address;

  private Registry(Process process, Thread drain, String address) {
    this.process = process;
    this.drain = drain;
    this.address = address;
  }

  static Registry start(Path folder) throws IOException {
    Tool tool = Tool.named("docker-registry");
    Path config = folder.resolve("registry.yml");
    Files.writeString(
        config,
        """
        version: 0.1
        log: {level: info}
        storage: {filesystem: {rootdirectory: %s}}
        http: {addr: "127.0.0.1:0", secret: none}
        """
            .formatted(folder.resolve("registry")));
    Process process =
        new ProcessBuilder(tool.program().toString(), "serve", config.toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader log =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      said.append(line).append('\n');
      Matcher matcher = LISTENING.matcher(line);
      if (matcher.find()) {
        Thread drain = Thread.startVirtualThread(() -> log.lines().forEach(_ -> {}));
        return new Registry(process, drain, matcher.group(1));
      }
    }
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
    drain.interrupt();
  }
}
