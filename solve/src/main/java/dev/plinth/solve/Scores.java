package dev.plinth.solve;

import dev.plinth.pkg.Dependency;
import dev.plinth.pkg.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How much a package weighs where one of several must give way: by standing, by who needs it, and
 * by whether it was asked for. The weights are apt's defaults.
 */
final class Scores {
  private static final int[] PRIORITY = {0, 3, 2, 1, -1, -2};
  private static final int ESSENTIAL = 100;
  private static final int ESSENTIAL_EXTRA = 5000;
  private static final int ASKED_FOR = 10_000;

  private final Map<Entry, Integer> scores = new HashMap<>();

  int of(Entry entry) {
    return scores.getOrDefault(entry, 0);
  }

  void set(Entry entry, int score) {
    scores.put(entry, score);
  }

  private void add(Entry entry, int points) {
    scores.merge(entry, points, Integer::sum);
  }

  static Scores of(List<Entry> entries, Predicate<Entry> askedFor) {
    Scores scores = new Scores();
    List<Entry> chosen = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.install() != null) {
        chosen.add(entry);
      }
    }
    for (Entry entry : chosen) {
      scores.addStanding(entry);
    }
    Map<Entry, Integer> before = new HashMap<>(scores.scores);
    for (Entry entry : chosen) {
      for (Clause clause : version(entry).clauses()) {
        if (weight(clause.kind()) == 1) {
          scores.inherit(clause, before.getOrDefault(entry, 0));
        }
      }
    }
    for (Entry entry : chosen) {
      int gained = Math.abs(scores.of(entry) - before.getOrDefault(entry, 0));
      if (gained != 0) {
        for (Entry provider : providers(entry)) {
          scores.add(provider, gained);
        }
      }
    }
    for (Entry entry : entries) {
      if (askedFor.test(entry)) {
        scores.add(entry, ASKED_FOR);
      }
      if (entry.essential || entry.isImportant()) {
        scores.add(entry, ESSENTIAL_EXTRA);
      }
    }
    return scores;
  }

  private static Version version(Entry entry) {
    return java.util.Objects.requireNonNull(entry.install());
  }

  private void addStanding(Entry entry) {
    Version version = version(entry);
    if (entry.essential || entry.isImportant()) {
      add(entry, ESSENTIAL);
    }
    add(entry, PRIORITY[version.downloadable ? version.priority() : 5]);
    Version candidate = entry.candidate();
    if (entry.current != null && candidate != null && candidate.downloadable) {
      add(entry, 1);
    }
    for (Clause clause : version.clauses()) {
      int weight = weight(clause.kind());
      if (weight != 0) {
        for (Clause.Term term : clause.terms()) {
          addTerm(term, weight);
        }
      }
    }
  }

  private void addTerm(Clause.Term term, int weight) {
    Entry target = term.target.entry();
    if (target != null && !term.ignores(target)) {
      if (term.dependency.operator() != Dependency.Operator.ANY) {
        Version chosen = target.install();
        if (chosen == null || !term.admits(chosen)) {
          return;
        }
      }
      add(target, weight);
    }
    Set<Entry> providers = new LinkedHashSet<>();
    for (Version.Provision provision : term.target.provisions()) {
      Entry owner = provision.owner().entry;
      if (!term.ignores(owner) && owner.install() == provision.owner() && term.admits(provision)) {
        providers.add(owner);
      }
    }
    for (Entry provider : providers) {
      add(provider, weight);
    }
  }

  /** A chosen package gains what those that need it by name weigh. */
  private void inherit(Clause clause, int parent) {
    if (parent > 0) {
      for (Clause.Term term : clause.terms()) {
        Entry target = term.target.entry();
        if (target != null && target.install() != null) {
          add(target, parent);
        }
      }
    }
  }

  private static Set<Entry> providers(Entry entry) {
    Set<Entry> providers = new LinkedHashSet<>();
    for (Version.Provision provision : entry.universe.target(entry.name, "").provisions()) {
      if (provision.owner().entry.install() == provision.owner()) {
        providers.add(provision.owner().entry);
      }
    }
    return providers;
  }

  private static int weight(Relation.Kind kind) {
    return switch (kind) {
      case PRE_DEPENDS, DEPENDS, RECOMMENDS -> 1;
      case CONFLICTS, BREAKS -> -1;
      default -> 0;
    };
  }
}
