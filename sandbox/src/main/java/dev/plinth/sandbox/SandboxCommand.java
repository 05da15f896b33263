package dev.plinth.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What to run.
 *
 * @param arguments the program, as an absolute path or found by the PATH of {@code environment},
 *     and its arguments
 * @param environment all of it: nothing of the host's is passed on
 * @param uid numeric user inside
 * @param gid numeric group inside
 * @param directory absolute working directory inside
 * @param timeout after which it is killed
 */
public record SandboxCommand(
    List<String> arguments,
    Map<String, String> environment,
    int uid,
    int gid,
    String directory,
    Duration timeout) {
  public SandboxCommand {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException("no program");
    }
  }
}
