package dev.plinth.solve;

import dev.plinth.pkg.Dependency;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.Relation;
import dev.plinth.pkg.VersionScheme;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an image without shell and package manager leaves out: packages that others depend on only
 * for their maintainer scripts, init scripts or package managers. What was asked for is never left
 * out, and neither is what something that stays needs for another reason.
 *
 * <p>A row is keyed by
 *
 * <ul>
 *   <li>{@code NAME}: no dependency that this package meets counts;
 *   <li>{@code BY > NAME}: this one dependency does not count, the one of BY that has NAME among
 *       its alternatives; either may hold one {@code *} for any characters;
 *   <li>{@code BY >! NAME}: this one does count, whatever other rows say.
 * </ul>
 */
public final class DropTable {
  private static final int MOST_NAMES = 3;

  private record Rule(String by, String needed, String reason) {}

  private final Map<String, String> names = new TreeMap<>();
  private final List<Rule> rules = new ArrayList<>();
  private final List<Rule> exceptions = new ArrayList<>();

  /**
   * @param reasons by key, in words that end a sentence that begins with the package's name
   */
  public DropTable(Map<String, String> reasons) {
    reasons.forEach((key, reason) -> {
      int exception = key.indexOf(" >! ");
      int rule = key.indexOf(" > ");
      if (exception > 0) {
        exceptions.add(new Rule(key.substring(0, exception), key.substring(exception + 4), reason));
      } else if (rule > 0) {
        rules.add(new Rule(key.substring(0, rule), key.substring(rule + 3), reason));
      } else {
        names.put(key, reason);
      }
    });
  }

  /** A package that the resolver chose and that is left out. */
  public record Dropped(String name, String version, String reason) {}

  /**
   * The choices without what is left out.
   *
   * @param choices in their order
   * @param dropped by name
   */
  public record Reduced(List<Choice> choices, List<Dropped> dropped) {
    public Reduced {
      choices = List.copyOf(choices);
      dropped = List.copyOf(dropped);
    }
  }

  /**
   * Leaves out what only dependencies that do not count lead to. Versions of packages that the base
   * has already are always kept.
   *
   * @param recommends whether the request wanted recommended packages
   */
  public Reduced reduce(Resolution.Solved solved, boolean recommends, VersionScheme versions) {
    return new Reduction(solved, recommends, versions).run();
  }

  private final class Reduction {
    private final Resolution.Solved solved;
    private final boolean recommends;
    private final VersionScheme versions;
    private final Map<String, Choice> choices = new LinkedHashMap<>();
    private final Map<String, List<Package>> providers = new HashMap<>();
    private final Map<String, Rule> cut = new HashMap<>();
    private final Map<String, String> cutBy = new HashMap<>();
    private final Set<String> reached = new LinkedHashSet<>();
    private final Deque<Package> queue = new ArrayDeque<>();

    Reduction(Resolution.Solved solved, boolean recommends, VersionScheme versions) {
      this.solved = solved;
      this.recommends = recommends;
      this.versions = versions;
      for (Choice choice : solved.choices()) {
        choices.put(choice.pkg().name(), choice);
        choice
            .pkg()
            .relations(Relation.Kind.PROVIDES)
            .flatMap(relation -> relation.alternatives().stream())
            .forEach(what ->
                providers.computeIfAbsent(what.name(), _ -> new ArrayList<>()).add(choice.pkg()));
      }
    }

    Reduced run() {
      Set<String> present = new TreeSet<>();
      solved.replaced().forEach(pkg -> present.add(pkg.name()));
      for (Choice choice : solved.choices()) {
        if (choice.reason().kind() == Reason.Kind.REQUESTED
            || present.contains(choice.pkg().name())) {
          reach(choice.pkg());
        }
      }
      while (!queue.isEmpty()) {
        follow(queue.remove());
      }
      List<Choice> kept = new ArrayList<>();
      List<Dropped> dropped = new ArrayList<>();
      for (Choice choice : solved.choices()) {
        Package pkg = choice.pkg();
        if (reached.contains(pkg.name())) {
          kept.add(choice);
        } else {
          dropped.add(new Dropped(pkg.name(), pkg.version(), reason(pkg)));
        }
      }
      return new Reduced(kept, dropped);
    }

    private void reach(Package pkg) {
      if (reached.add(pkg.name())) {
        queue.add(pkg);
      }
    }

    private void follow(Package pkg) {
      for (Relation relation : pkg.relations()) {
        if (!counts(relation.kind())) {
          continue;
        }
        Rule ruled = rule(rules, pkg.name(), relation);
        boolean excepted = rule(exceptions, pkg.name(), relation) != null;
        for (Package met : met(relation)) {
          if (excepted || (ruled == null && !names.containsKey(met.name()))) {
            reach(met);
          } else if (ruled != null) {
            cut.putIfAbsent(met.name(), ruled);
            cutBy.putIfAbsent(met.name(), pkg.name());
          }
        }
      }
    }

    private boolean counts(Relation.Kind kind) {
      return kind == Relation.Kind.DEPENDS
          || kind == Relation.Kind.PRE_DEPENDS
          || (recommends && kind == Relation.Kind.RECOMMENDS);
    }

    private List<Package> met(Relation relation) {
      List<Package> met = new ArrayList<>();
      for (Dependency wanted : relation.alternatives()) {
        Choice named = choices.get(wanted.name());
        if (named != null && wanted.admits(named.pkg().version(), versions)) {
          met.add(named.pkg());
        }
        for (Package provider : providers.getOrDefault(wanted.name(), List.of())) {
          if (provides(provider, wanted)) {
            met.add(provider);
          }
        }
      }
      return met;
    }

    private boolean provides(Package provider, Dependency wanted) {
      return provider
          .relations(Relation.Kind.PROVIDES)
          .flatMap(relation -> relation.alternatives().stream())
          .anyMatch(what ->
              what.name().equals(wanted.name())
                  && (wanted.operator() == Dependency.Operator.ANY
                      || (!what.version().isEmpty() && wanted.admits(what.version(), versions))));
    }

    private String reason(Package pkg) {
      String named = names.get(pkg.name());
      if (named != null) {
        return named;
      }
      Rule ruled = cut.get(pkg.name());
      if (ruled != null && !ruled.needed().equals("*")) {
        return ruled.reason();
      }
      Set<String> needing = new TreeSet<>();
      for (Choice choice : solved.choices()) {
        if (!reached.contains(choice.pkg().name()) && !choice.pkg().name().equals(pkg.name())) {
          for (Relation relation : choice.pkg().relations()) {
            if (counts(relation.kind()) && met(relation).contains(pkg)) {
              needing.add(choice.pkg().name());
            }
          }
        }
      }
      if (ruled != null) {
        if (needing.isEmpty()) {
          return ruled.reason();
        }
        needing.add(cutBy.getOrDefault(pkg.name(), ""));
      }
      return needing.isEmpty() ? "nothing that stays needs it" : only(List.copyOf(needing));
    }

    private static String only(List<String> needing) {
      int count = needing.size();
      if (count == 1) {
        return "only " + needing.getFirst() + " needs it";
      }
      if (count <= MOST_NAMES) {
        return "only "
            + String.join(", ", needing.subList(0, count - 1))
            + " and "
            + needing.getLast()
            + " need it";
      }
      return "only "
          + String.join(", ", needing.subList(0, MOST_NAMES - 1))
          + " and "
          + (count - MOST_NAMES + 1)
          + " more that are left out need it";
    }
  }

  private static @Nullable Rule rule(List<Rule> rules, String by, Relation relation) {
    for (Rule rule : rules) {
      if (matches(rule.by(), by)) {
        for (Dependency wanted : relation.alternatives()) {
          if (matches(rule.needed(), wanted.name())) {
            return rule;
          }
        }
      }
    }
    return null;
  }

  private static boolean matches(String pattern, String name) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      return pattern.equals(name);
    }
    return name.length() >= pattern.length() - 1
        && name.startsWith(pattern.substring(0, star))
        && name.endsWith(pattern.substring(star + 1));
  }
}
