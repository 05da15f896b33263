package dev.plinth.solve;

import dev.plinth.pkg.Dependency;
import dev.plinth.solve.Wishes.Wanted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out why a request has no solution, from the request alone: follows what it cannot do
 * without until two needs exclude each other or one cannot be met. The search for a solution is not
 * looked at, so that the answer does not depend on the ways it tried.
 */
final class Explainer {
  private static final int MOST_REASONS = 12;

  private final Universe universe;
  private final Wishes wishes;
  private final Set<Entry> excluded;

  /** What cannot be left out, and by what. */
  private final Map<Entry, Need> needed = new LinkedHashMap<>();

  /** What cannot be there, because of a clause of something needed. */
  private final Map<Version, Clause> barred = new HashMap<>();

  private final Map<Version, Boolean> impossible = new HashMap<>();

  /**
   * @param by the clause that leaves no other choice; null where it was asked for
   */
  private record Need(Version version, @Nullable Clause by) {}

  Explainer(Request request) {
    this.universe = new Universe(request);
    this.wishes = new Wishes(request, universe);
    this.excluded = new HashSet<>(wishes.excluded());
  }

  /**
   * @param broken what was left broken at the end of the search, for where no simple reason is
   *     found
   */
  Derivation explain(List<Entry> broken) {
    for (Wanted wanted : wishes.wanted()) {
      needed.put(wanted.version().entry, new Need(wanted.version(), null));
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Need need : List.copyOf(needed.values())) {
        for (Clause clause : need.version().clauses()) {
          if (!clause.isCritical()) {
            continue;
          }
          Derivation contradiction = clause.isNegative() ? bar(clause) : unmet(clause);
          if (contradiction != null) {
            return contradiction;
          }
          changed |= !clause.isNegative() && force(clause);
        }
      }
    }
    return leftOver(broken);
  }

  /** Bars what the clause excludes; a derivation where some of that is needed. */
  private @Nullable Derivation bar(Clause clause) {
    for (Clause.Term term : clause.terms()) {
      for (Version offender : candidates(term)) {
        if (needed.containsKey(offender.entry)
            && needed.get(offender.entry).version() == offender) {
          List<Derivation> because = new ArrayList<>(path(clause.owner));
          because.addAll(path(offender));
          because.add(Derivation.fact(say(clause) + provided(term, offender)));
          return new Derivation(
              clause.owner.entry + " and " + offender.entry + " cannot be installed together",
              because);
        }
        barred.putIfAbsent(offender, clause);
      }
    }
    return null;
  }

  private static String provided(Clause.Term term, Version offender) {
    return term.target.names(offender.entry) ? "" : ", which " + offender.entry + " provides";
  }

  private @Nullable Derivation unmet(Clause clause) {
    if (!ways(clause).isEmpty()) {
      return null;
    }
    List<Derivation> because = new ArrayList<>(path(clause.owner));
    because.add(new Derivation(say(clause), whyNot(clause, new HashSet<>())));
    return new Derivation(root(clause.owner) + " cannot be installed", because);
  }

  /** Where one way is left, takes it. */
  private boolean force(Clause clause) {
    List<Version> ways = ways(clause);
    Entry only = ways.getFirst().entry;
    for (Version way : ways) {
      if (way.entry != only || needed.containsKey(way.entry)) {
        return false;
      }
    }
    needed.put(only, new Need(ways.getFirst(), clause));
    return true;
  }

  private List<Version> ways(Clause clause) {
    List<Version> ways = new ArrayList<>();
    for (Clause.Term term : clause.terms()) {
      for (Version version : candidates(term)) {
        if (!isOut(version)) {
          ways.add(version);
        }
      }
    }
    return ways;
  }

  private boolean isOut(Version version) {
    return excluded.contains(version.entry) || barred.containsKey(version) || isImpossible(version);
  }

  /** Whether something that the version needs is missing, or excluded, all the way down. */
  private boolean isImpossible(Version version) {
    Boolean known = impossible.putIfAbsent(version, false);
    if (known != null) {
      return known;
    }
    for (Clause clause : version.clauses()) {
      if (clause.isCritical() && !clause.isNegative() && !isOpen(clause)) {
        impossible.put(version, true);
        return true;
      }
    }
    return false;
  }

  private boolean isOpen(Clause clause) {
    for (Clause.Term term : clause.terms()) {
      for (Version version : candidates(term)) {
        if (!excluded.contains(version.entry) && !isImpossible(version)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The versions that meet a term and would be taken; what was asked for in that version only. */
  private Collection<Version> candidates(Clause.Term term) {
    Set<Version> found = new LinkedHashSet<>();
    Entry entry = term.target.entry();
    if (entry != null && !term.ignores(entry)) {
      Version version = taken(entry);
      if (version != null && term.admits(version)) {
        found.add(version);
      }
    }
    for (Version.Provision provision : term.target.provisions()) {
      Version owner = provision.owner();
      if (!term.ignores(owner.entry) && taken(owner.entry) == owner && term.admits(provision)) {
        found.add(owner);
      }
    }
    return found;
  }

  private @Nullable Version taken(Entry entry) {
    Need need = needed.get(entry);
    return need != null ? need.version() : entry.candidate();
  }

  // --- words -----------------------------------------------------------------------------------

  /** How something came to be needed, from the wish down. */
  private List<Derivation> path(Version version) {
    List<Derivation> path = new ArrayList<>();
    for (Need need = needed.get(version.entry); need != null; ) {
      Clause by = need.by();
      if (by == null) {
        if (!Wishes.isSynthetic(need.version().entry)) {
          path.addFirst(Derivation.fact("you asked for " + need.version().entry));
        }
        break;
      }
      path.addFirst(Derivation.fact(say(by)));
      need = needed.get(by.owner.entry);
    }
    return path;
  }

  private Entry root(Version version) {
    Entry root = version.entry;
    Need need = needed.get(root);
    while (need != null && need.by() != null) {
      root = need.by().owner.entry;
      need = needed.get(root);
    }
    return root;
  }

  static String say(Clause clause) {
    String verb =
        switch (clause.kind()) {
          case PRE_DEPENDS -> " pre-depends on ";
          case CONFLICTS -> " conflicts with ";
          case BREAKS -> " breaks ";
          default -> " depends on ";
        };
    return Wishes.isSynthetic(clause.owner.entry)
        ? "you asked for " + clause.relation
        : clause.owner.entry + " " + clause.owner.text() + verb + clause.relation;
  }

  /** One statement for each alternative of a clause that has no way left. */
  private List<Derivation> whyNot(Clause clause, Set<Clause> above) {
    List<Derivation> reasons = new ArrayList<>();
    above.add(clause);
    for (Clause.Term term : clause.terms()) {
      Collection<Version> candidates = candidates(term);
      for (Version version : candidates) {
        if (reasons.size() < MOST_REASONS) {
          reasons.add(whyNot(term, version, above));
        }
      }
      if (candidates.isEmpty()) {
        reasons.add(Derivation.fact(absent(term)));
      }
    }
    above.remove(clause);
    return reasons;
  }

  private Derivation whyNot(Clause.Term term, Version version, Set<Clause> above) {
    String name =
        version.entry
            + (term.target.names(version.entry) ? "" : ", which provides " + term.target + ",");
    if (excluded.contains(version.entry)) {
      return Derivation.fact("you excluded " + version.entry);
    }
    Clause bar = barred.get(version);
    if (bar != null) {
      List<Derivation> because = new ArrayList<>(path(bar.owner));
      because.add(Derivation.fact(say(bar)));
      return new Derivation(name + " is ruled out", because);
    }
    for (Clause clause : version.clauses()) {
      if (clause.isCritical() && !clause.isNegative() && !isOpen(clause)) {
        List<Derivation> because = above.contains(clause) ? List.of() : whyNot(clause, above);
        return new Derivation(
            name + " cannot be installed", List.of(new Derivation(say(clause), because)));
      }
    }
    return Derivation.fact(name + " cannot be installed");
  }

  private String absent(Clause.Term term) {
    Entry entry = term.target.entry();
    if (entry != null && !entry.versions.isEmpty()) {
      Version version = taken(entry);
      if (version == null) {
        return "no version of " + entry + " can be installed";
      }
      String others = entry.versions.size() > 1 && needed.containsKey(entry) ? "" : "only ";
      return "there is " + others + entry + " " + version.text();
    }
    if (!term.target.provisions().isEmpty()
        && term.dependency.operator() != Dependency.Operator.ANY) {
      return "nothing provides " + term.target + " in that version";
    }
    return "there is no package " + term.target + " and nothing that provides it";
  }

  /** No simple reason was found: tells what the search was left with. */
  private Derivation leftOver(List<Entry> broken) {
    List<Derivation> because = new ArrayList<>();
    for (Entry entry : broken) {
      Version version = entry.install();
      if (version != null && because.size() < MOST_REASONS) {
        for (Clause clause : version.clauses()) {
          if (clause.isCritical() && !isMet(clause)) {
            String end = clause.isNegative() ? ", which is needed too" : ", which is ruled out";
            because.add(Derivation.fact(say(clause) + end));
          }
        }
      }
    }
    return new Derivation("no way was found to install all that was asked for", because);
  }

  private static boolean isMet(Clause clause) {
    for (Clause.Term term : clause.terms()) {
      Entry entry = term.target.entry();
      Version chosen = entry == null || term.ignores(entry) ? null : entry.install();
      boolean met = chosen != null && term.admits(chosen);
      for (Version.Provision provision : term.target.provisions()) {
        Version owner = provision.owner();
        met |=
            !term.ignores(owner.entry) && owner.entry.install() == owner && term.admits(provision);
      }
      if (met != clause.isNegative()) {
        return true;
      }
    }
    return false;
  }
}
