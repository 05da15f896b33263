package dev.plinth.sandbox;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What to run.
 *
 * @param arguments the program, as an absolute path or found by the PATH of {@code environment},
 *     and its arguments
 * @param environment all of it: nothing of the host's is passed on
 * @param uid numeric user inside
 * @param gid numeric group inside
 * @param groups further numeric groups; without root there is but one, and they are left out
 * @param directory absolute working directory inside
 * @param timeout after which it is killed
 */
public record SandboxCommand(
    List<String> arguments,
    Map<String, String> environment,
    int uid,
    int gid,
    SortedSet<Integer> groups,
    String directory,
    Duration timeout) {
  public SandboxCommand {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
    if (arguments.isEmpty()) {
      throw new IllegalArgumentException("no program");
    }
  }
}
