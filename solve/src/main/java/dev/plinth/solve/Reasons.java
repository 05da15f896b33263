package dev.plinth.solve;

import dev.plinth.pkg.Relation;
import dev.plinth.solve.Wishes.Wanted;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds, for every package of a result, the shortest way from something that was asked for. The
 * first of several equal ways counts, in the order of wishes and relations.
 */
final class Reasons {
  private final Map<Entry, Reason> reasons = new LinkedHashMap<>();
  private final Deque<Version> queue = new ArrayDeque<>();
  private final Map<Target, Set<Version>> met = new HashMap<>();
  private final Set<Version> result;

  private Reasons(List<Version> result) {
    this.result = new HashSet<>(result);
    for (Version version : result) {
      Universe universe = version.entry.universe;
      add(universe.target(version.entry.name, ""), version);
      for (Version.Provision provision : version.provided()) {
        add(provision.target(), version);
      }
    }
  }

  private void add(Target target, Version version) {
    met.computeIfAbsent(target, _ -> new java.util.LinkedHashSet<>()).add(version);
  }

  static Map<Entry, Reason> of(List<Wanted> wanted, List<Version> result) {
    Reasons search = new Reasons(result);
    for (Wanted wish : wanted) {
      Version version = wish.version();
      search.reach(version, new Reason(Reason.Kind.REQUESTED, "", wish.note()));
    }
    search.follow(Relation.Kind.PRE_DEPENDS, Relation.Kind.DEPENDS);
    // What only a recommendation or suggestion leads to was kept because of that.
    for (Relation.Kind kind : List.of(Relation.Kind.RECOMMENDS, Relation.Kind.SUGGESTS)) {
      for (Entry entry : List.copyOf(search.reasons.keySet())) {
        for (Version version : result) {
          if (version.entry == entry) {
            search.queue.add(version);
          }
        }
      }
      search.follow(Relation.Kind.PRE_DEPENDS, Relation.Kind.DEPENDS, kind);
    }
    return search.reasons;
  }

  private void reach(Version version, Reason reason) {
    if (result.contains(version) && reasons.putIfAbsent(version.entry, reason) == null) {
      queue.add(version);
    }
  }

  private void follow(Relation.Kind... kinds) {
    List<Relation.Kind> wanted = List.of(kinds);
    while (!queue.isEmpty()) {
      Version parent = queue.remove();
      for (Clause clause : parent.clauses()) {
        if (wanted.contains(clause.kind())) {
          for (Clause.Term term : clause.terms()) {
            for (Version version : met.getOrDefault(term.target, Set.of())) {
              if (!reasons.containsKey(version.entry) && meets(term, version)) {
                reach(version, reason(parent, clause));
              }
            }
          }
        }
      }
    }
  }

  private static boolean meets(Clause.Term term, Version version) {
    if (term.target.names(version.entry) && term.admits(version)) {
      return true;
    }
    for (Version.Provision provision : version.provided()) {
      if (provision.target() == term.target && term.admits(provision)) {
        return true;
      }
    }
    return false;
  }

  private static Reason reason(Version parent, Clause clause) {
    if (Wishes.isSynthetic(parent.entry)) {
      return new Reason(Reason.Kind.REQUESTED, "", clause.relation.toString());
    }
    Reason.Kind kind =
        switch (clause.kind()) {
          case PRE_DEPENDS -> Reason.Kind.PRE_DEPENDS;
          case RECOMMENDS -> Reason.Kind.RECOMMENDS;
          case SUGGESTS -> Reason.Kind.SUGGESTS;
          default -> Reason.Kind.DEPENDS;
        };
    return new Reason(kind, parent.entry.name, clause.relation.toString());
  }
}
