package dev.plinth.install.deb.dpkg;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One link group of update-alternatives, and its file in the database. */
final class AlternativeGroup {
  /**
   * A candidate.
   *
   * @param slaves paths of what goes with it, by name
   */
  record Choice(String path, int priority, SortedMap<String, String> slaves) {}

  private final String name;
  private final Map<String, Choice> choices = new LinkedHashMap<>();
  private final SortedMap<String, String> slaves = new TreeMap<>();
  private String link;
  private boolean manual;

  AlternativeGroup(String name, String link) {
    this.name = name;
    this.link = link;
  }

  String name() {
    return name;
  }

  String link() {
    return link;
  }

  void link(String path) {
    link = path;
  }

  boolean isManual() {
    return manual;
  }

  void manual(boolean byHand) {
    manual = byHand;
  }

  /** Links by name of what follows the group. */
  SortedMap<String, String> slaves() {
    return slaves;
  }

  Map<String, Choice> choices() {
    return choices;
  }

  /** The highest priority; of equal ones the first. */
  Optional<Choice> best() {
    Choice best = null;
    for (Choice choice : choices.values()) {
      best = best == null || choice.priority() > best.priority() ? choice : best;
    }
    return Optional.ofNullable(best);
  }

  /**
   * The file's text: mode, link, slaves each on two lines, an empty line; then every choice with
   * its priority and a line for each slave; an empty line.
   */
  String text() {
    SortedMap<String, String> used = new TreeMap<>(slaves);
    used.keySet()
        .removeIf(slave ->
            choices.values().stream().noneMatch(choice -> choice.slaves().containsKey(slave)));
    StringBuilder text = new StringBuilder();
    text.append(manual ? "manual\n" : "auto\n").append(link).append('\n');
    used.forEach((slave, at) -> text.append(slave).append('\n').append(at).append('\n'));
    text.append('\n');
    for (Choice choice : new TreeMap<>(choices).values()) {
      text.append(choice.path()).append('\n').append(choice.priority()).append('\n');
      used.keySet()
          .forEach(slave -> text.append(choice.slaves().getOrDefault(slave, "")).append('\n'));
    }
    return text.append('\n').toString();
  }

  static AlternativeGroup parse(String name, String text) {
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    boolean byHand = lines.removeFirst().equals("manual");
    AlternativeGroup group = new AlternativeGroup(name, lines.removeFirst());
    group.manual = byHand;
    while (!lines.isEmpty() && !lines.getFirst().isEmpty()) {
      String slave = lines.removeFirst();
      group.slaves.put(slave, lines.removeFirst());
    }
    lines.removeFirst();
    while (lines.size() > 1 && !lines.getFirst().isEmpty()) {
      String path = lines.removeFirst();
      Choice choice = new Choice(path, Integer.parseInt(lines.removeFirst()), new TreeMap<>());
      for (String slave : group.slaves.keySet()) {
        String at = lines.removeFirst();
        if (!at.isEmpty()) {
          choice.slaves().put(slave, at);
        }
      }
      group.choices.put(path, choice);
    }
    return group;
  }
}
