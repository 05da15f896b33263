package dev.plinth.shell.run;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One script to run.
 *
 * @param text raw: one char is one byte
 * @param name what {@code $0} is
 * @param arguments {@code $1} and on
 * @param environment variables that are exported from the start
 * @param directory where it begins, absolute
 * @param umask at the start, 022 as dpkg has it
 * @param leftOut lines, from 1, whose commands are not run but succeed
 */
public record Script(
    String text,
    String name,
    List<String> arguments,
    Map<String, String> environment,
    String directory,
    int umask,
    Set<Integer> leftOut) {
  /** Where dpkg's scripts look for commands. */
  public static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  public Script {
    arguments = List.copyOf(arguments);
    leftOut = Set.copyOf(leftOut);
    environment = java.util.Collections.unmodifiableMap(new TreeMap<>(environment));
  }

  /** Begins in the root directory with umask 022 and, unless given, {@link #PATH}. */
  public Script(String text, String name, List<String> arguments, Map<String, String> environment) {
    this(text, name, arguments, withPath(environment), "/", 022, Set.of());
  }

  /** The same without what begins on some of its lines. */
  public Script without(Set<Integer> lines) {
    return new Script(text, name, arguments, environment, directory, umask, lines);
  }

  private static Map<String, String> withPath(Map<String, String> environment) {
    Map<String, String> all = new TreeMap<>(environment);
    all.putIfAbsent("PATH", PATH);
    return all;
  }
}
