package dev.plinth.solve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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
  List<Version> all(Clause clause, Among among) {
    List<Version> upgrades = new ArrayList<>();
    List<Version> additions = new ArrayList<>();
    for (Clause.Term term : clause.terms()) {
      List<Version> some = new ArrayList<>(of(term, among));
      some.sort(preference(term.target));
      for (Version version : some) {
        (version.entry.current == null ? additions : upgrades).add(version);
      }
    }
    Set<Version> ordered = new LinkedHashSet<>(upgrades);
    ordered.addAll(additions);
    return admissible(clause, ordered);
  }

  /** Candidates and what the base has, without a particular order. */
  List<Version> any(Clause clause) {
    Set<Version> found = new LinkedHashSet<>();
    for (Clause.Term term : clause.terms()) {
      found.addAll(of(term, Among.CANDIDATES));
      found.addAll(of(term, Among.INSTALLED));
    }
    return admissible(clause, found);
  }

  private static List<Version> admissible(Clause clause, Collection<Version> found) {
    List<Version> list = new ArrayList<>(found);
    if (!clause.isNegative()) {
      list.removeIf(version -> isBarred(version.entry));
    }
    return list;
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
    Entry entry = term.target.entry;
    if (entry != null && !term.ignores(entry)) {
      Version version = pick(entry, among);
      if (version != null && term.admits(version)) {
        found.add(version);
      }
    }
    for (Version.Provision provision : term.target.provisions()) {
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
   * essential and important ones, those of higher priority, and then the one mentioned last.
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
      return a.universe.mentionedLater(a, b) ? -1 : 1;
    };
  }
}
