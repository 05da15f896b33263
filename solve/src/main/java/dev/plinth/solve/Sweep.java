package dev.plinth.solve;

import dev.plinth.pkg.Relation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes out again what a search left behind that nothing in the result depends on, recommends or
 * suggests.
 */
final class Sweep {
  private final States states;

  Sweep(States states) {
    this.states = states;
  }

  void run(Marker marker) {
    Set<Entry> reached = reach();
    List<Entry> gone = new ArrayList<>();
    for (Entry entry : states.universe.entries()) {
      if (entry.isInstall() && entry.current == null && !reached.contains(entry)) {
        states.delete(entry, 0, false);
        gone.add(entry);
      }
    }
    boolean changed = !states.broken().isEmpty();
    while (changed) {
      changed = false;
      for (Entry broken : states.broken()) {
        for (Entry entry : List.copyOf(gone)) {
          if (needs(broken, entry)) {
            marker.install(entry, false, 0, false);
            gone.remove(entry);
            changed = true;
          }
        }
      }
    }
  }

  private boolean needs(Entry broken, Entry gone) {
    for (Clause clause : java.util.Objects.requireNonNull(broken.install()).clauses()) {
      if (clause.isCritical() && !clause.isNegative() && !states.holds(clause)) {
        for (Clause.Term term : clause.terms()) {
          for (Version version : gone.versions) {
            if (meets(term, version)) {
              return true;
            }
          }
        }
      }
    }
    return false;
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

  /** Everything in the result that can be reached from what must stay. */
  private Set<Entry> reach() {
    Set<Entry> reached = new HashSet<>();
    Deque<Entry> queue = new ArrayDeque<>();
    for (Entry entry : states.universe.entries()) {
      if (planned(entry) != null && isRoot(entry) && reached.add(entry)) {
        queue.add(entry);
      }
    }
    while (!queue.isEmpty()) {
      Version version = java.util.Objects.requireNonNull(planned(queue.remove()));
      for (Clause clause : version.clauses()) {
        if (clause.isNegative() || clause.kind() == Relation.Kind.REPLACES) {
          continue;
        }
        for (Clause.Term term : clause.terms()) {
          for (Version met : latestOfEachSource(term)) {
            if (reached.add(met.entry)) {
              queue.add(met.entry);
            }
          }
        }
      }
    }
    return reached;
  }

  private static boolean isRoot(Entry entry) {
    return !entry.automatic
        || entry.isProtected
        || entry.held
        || entry.essential
        || entry.isImportant()
        || (entry.current != null && entry.current.priority() == 1);
  }

  /** What of a package will be there. */
  private static @Nullable Version planned(Entry entry) {
    if (entry.current == null ? entry.isKeep() : entry.isDelete()) {
      return null;
    }
    return entry.isInstall() ? entry.install() : entry.current;
  }

  private List<Version> latestOfEachSource(Clause.Term term) {
    Map<String, List<Version>> bySource = new HashMap<>();
    Entry entry = term.target.knownEntry();
    Version real = entry == null ? null : planned(entry);
    if (real != null && term.admits(real)) {
      add(bySource, real);
    }
    for (Version.Provision provision : term.target.everChosen()) {
      if (planned(provision.owner().entry) == provision.owner() && term.admits(provision)) {
        add(bySource, provision.owner());
      }
    }
    List<Version> all = new ArrayList<>();
    bySource.values().forEach(all::addAll);
    return all;
  }

  private void add(Map<String, List<Version>> bySource, Version version) {
    List<Version> list = bySource.computeIfAbsent(version.pkg.source(), _ -> new ArrayList<>());
    if (!list.isEmpty()) {
      int order =
          states.universe.versions.compare(
              version.pkg.sourceVersion(), list.getFirst().pkg.sourceVersion());
      if (order < 0) {
        return;
      }
      if (order > 0) {
        list.clear();
      }
    }
    list.add(version);
  }
}
