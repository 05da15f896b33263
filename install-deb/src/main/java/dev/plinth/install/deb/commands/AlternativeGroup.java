package dev.plinth.install.deb.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** One link group of update-alternatives, and its file in the database. */
final class AlternativeGroup {
  /** A candidate, with the paths of its slaves by their names. */
  record Choice(String path, int priority, SortedMap<String, String> slaves) {
    Choice(String path, int priority) {
      this(path, priority, new TreeMap<>());
    }
  }

  final String name;
  String link = "";

  /** The path that was set by hand; empty in automatic mode. */
  String manual = "";

  /** Links of slaves by name, in the order in which the tool writes them. */
  final SequencedMap<String, String> slaves = new TreeMap<>();

  final SortedMap<String, Choice> choices = new TreeMap<>();

  AlternativeGroup(String name) {
    this.name = name;
  }

  void slave(String slaveName, String slaveLink) {
    slaves.put(slaveName, slaveLink);
  }

  /** What the links lead to: the one set by hand, else the highest priority. */
  Choice best() {
    Choice best = choices.get(manual);
    if (best == null) {
      for (Choice choice : choices.values()) {
        best = best == null || choice.priority() > best.priority() ? choice : best;
      }
    }
    if (best == null) {
      throw new IllegalStateException(name + " has no choices");
    }
    return best;
  }

  /** Links by name, the group's own first. */
  Map<String, String> allLinks() {
    Map<String, String> all = new java.util.LinkedHashMap<>();
    all.put(name, link);
    all.putAll(slaves);
    return all;
  }

  /**
   * The file's text: mode, link, slaves each on two lines, an empty line; then every choice with
   * its priority and a line for each slave; an empty line.
   */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(manual.isEmpty() ? "auto\n" : "manual\n").append(link).append('\n');
    slaves.forEach((slave, at) -> text.append(slave).append('\n').append(at).append('\n'));
    text.append('\n');
    for (Choice choice : choices.values()) {
      text.append(choice.path()).append('\n').append(choice.priority()).append('\n');
      slaves
          .keySet()
          .forEach(slave -> text.append(choice.slaves().getOrDefault(slave, "")).append('\n'));
    }
    return text.append('\n').toString();
  }

  static AlternativeGroup parse(String name, String text) {
    AlternativeGroup group = new AlternativeGroup(name);
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    boolean byHand = lines.removeFirst().equals("manual");
    group.link = lines.removeFirst();
    while (!lines.isEmpty() && !lines.getFirst().isEmpty()) {
      String slave = lines.removeFirst();
      group.slave(slave, lines.removeFirst());
    }
    lines.removeFirst();
    while (lines.size() > 1 && !lines.getFirst().isEmpty()) {
      Choice choice = new Choice(lines.removeFirst(), Integer.parseInt(lines.removeFirst()));
      for (String slave : group.slaves.keySet()) {
        String path = lines.removeFirst();
        if (!path.isEmpty()) {
          choice.slaves().put(slave, path);
        }
      }
      group.choices.put(choice.path(), choice);
    }
    // The file does not say which one was set: the link does; callers that set know it.
    group.manual = byHand && !group.choices.isEmpty() ? group.choices.firstKey() : "";
    return group;
  }
}
