package dev.plinth.solve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which versions could meet a clause, in the order in which apt tries them. */
final class Solutions {
  /** What to look among. */
  enum Among {
    CANDIDATES,
    INSTALLED
  }

  private final States states;

  Solutions(States states) {
    this.states = states;
  }

  /**
   * All of them: what the base has before what is new, then by alternative, then by preference.
   * Versions of packages that are protected from being there are left out, except for a negative
   * clause.
   */
  Ways all(Clause clause, Among among) {
    List<List<Version>> upgrades = new ArrayList<>();
    List<List<Version>> additions = new ArrayList<>();
    Set<Version> seen = new HashSet<>();
    for (Clause.Term term : clause.terms()) {
      List<Version> some = new ArrayList<>();
      for (Version version : of(term, among)) {
        if (seen.add(version) && (clause.isNegative() || !isBarred(version.entry))) {
          some.add(version);
        }
      }
      Comparator<Version> preference = preference(term.target);
      some.sort(preference);
      for (int from = 0; from < some.size(); ) {
        Version first = some.get(from);
        int to = from + 1;
        while (to < some.size() && preference.compare(first, some.get(to)) == 0) {
          to++;
        }
        (first.entry.current == null ? additions : upgrades)
            .add(new ArrayList<>(some.subList(from, to)));
        from = to;
      }
    }
    Ways ways = new Ways();
    upgrades.forEach(ways::add);
    additions.forEach(ways::add);
    return ways;
  }

  /** Candidates and what the base has, without a particular order. */
  List<Version> any(Clause clause) {
    Set<Version> found = new LinkedHashSet<>();
    for (Clause.Term term : clause.terms()) {
      found.addAll(of(term, Among.CANDIDATES));
      found.addAll(of(term, Among.INSTALLED));
    }
    if (!clause.isNegative()) {
      found.removeIf(version -> isBarred(version.entry));
    }
    return new ArrayList<>(found);
  }

  /** Whether it is settled that the package will not be there. */
  static boolean isBarred(Entry entry) {
    return entry.isProtected && (entry.isDelete() || (entry.isKeep() && entry.current == null));
  }

  private Set<Version> of(Clause.Term term, Among among) {
    Set<Version> found = new LinkedHashSet<>();
    // No look at the candidates where it is known already that there are none.
    if (among == Among.CANDIDATES && states.couldHold(term) == term.clause.isNegative()) {
      return found;
    }
    boolean candidates = among == Among.CANDIDATES;
    Entry entry = candidates ? term.target.entry() : term.target.knownEntry();
    if (entry != null && !term.ignores(entry)) {
      Version version = pick(entry, among);
      if (version != null && term.admits(version)) {
        found.add(version);
      }
    }
    for (Version.Provision provision :
        candidates ? term.target.provisions() : term.target.everChosen()) {
      Version owner = provision.owner();
      if (!term.ignores(owner.entry)
          && pick(owner.entry, among) == owner
          && term.admits(provision)) {
        found.add(owner);
      }
    }
    return found;
  }

  private static @Nullable Version pick(Entry entry, Among among) {
    return among == Among.CANDIDATES ? entry.candidate() : entry.current;
  }

  /**
   * Which provider is tried first: settled ones, present ones, the package of that very name,
   * essential and important ones, and those of higher priority.
   */
  private static Comparator<Version> preference(Target target) {
    return (one, other) -> {
      Entry a = one.entry;
      Entry b = other.entry;
      if (a == b) {
        return 0;
      }
      if (a.isProtected != b.isProtected) {
        return a.isProtected ? -1 : 1;
      }
      if ((one.isSame() && a.current != null) != (other.isSame() && b.current != null)) {
        return one.isSame() && a.current != null ? -1 : 1;
      }
      if ((a.current == null) != (b.current == null)) {
        return a.current != null ? -1 : 1;
      }
      if (a.name.equals(target.name) != b.name.equals(target.name)) {
        return a.name.equals(target.name) ? -1 : 1;
      }
      if (a.essential != b.essential) {
        return a.essential ? -1 : 1;
      }
      if (a.isImportant() != b.isImportant()) {
        return a.isImportant() ? -1 : 1;
      }
      if (one.priority() != other.priority()) {
        return Integer.compare(one.priority(), other.priority());
      }
      return 0;
    };
  }
}
