package dev.plinth.solve;

import dev.plinth.pkg.Relation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Mends what is broken after everything was marked, from the heaviest package to the lightest: the
 * lighter side of a conflict gives way, or an alternative is tried. It may fail where a solution
 * exists, as apt's does.
 */
final class Repair {
  private static final int ROUNDS = 20;

  private final States states;
  private final Marker marker;
  private final Set<Entry> askedFor;
  private final Set<Entry> unwanted;
  private final Set<Entry> upgraded = new HashSet<>();
  private Scores scores = new Scores();

  /**
   * @param askedFor packages that a person asked for
   * @param unwanted packages that a person excluded
   */
  Repair(States states, Marker marker, Set<Entry> askedFor, Set<Entry> unwanted) {
    this.states = states;
    this.marker = marker;
    this.askedFor = new HashSet<>(askedFor);
    this.unwanted = unwanted;
  }

  /** Whether nothing is broken in the end. */
  boolean run() {
    markBroken();
    if (states.broken().isEmpty()) {
      return true;
    }
    List<Entry> entries = new ArrayList<>(states.universe.entries());
    entries.sort(HashOrder.COMPARATOR);
    Set<Entry> planned = new HashSet<>();
    for (Entry entry : entries) {
      if (entry.isInstall()) {
        planned.add(entry);
      }
    }
    scores = Scores.of(entries, askedFor::contains);
    Map<Entry, Integer> weights = new HashMap<>();
    boolean changed = true;
    for (int round = 0; round < ROUNDS && changed; round++) {
      changed = false;
      for (Entry entry : states.universe.entries()) {
        weights.putIfAbsent(entry, round == 0 ? scores.of(entry) : 0);
      }
      List<Entry> order = new ArrayList<>(weights.keySet());
      order.sort(
          Comparator.comparingInt((Entry entry) -> -weights.getOrDefault(entry, 0))
              .thenComparing(HashOrder.COMPARATOR));
      for (Entry entry : order) {
        reinstate(entry, planned);
        if (entry.install() != null && states.isBroken(entry)) {
          changed |= new Case(entry, round).mend();
        }
      }
    }
    return states.broken().isEmpty();
  }

  /** What of the base is broken, and not to be changed yet, may be mended by its candidate. */
  private void markBroken() {
    boolean again = true;
    while (again) {
      again = false;
      List<Entry> entries = new ArrayList<>();
      for (Entry entry : states.universe.entries()) {
        if (!entry.isInstall() && entry.install() != null) {
          entries.add(entry);
        }
      }
      entries.sort(HashOrder.COMPARATOR);
      for (Entry entry : entries) {
        if (!entry.isInstall() && states.isBroken(entry)) {
          marker.install(entry, false, 0, false);
          again |= entry.isInstall();
        }
      }
    }
  }

  /** An upgrade that was given up on the way is tried once more. */
  private void reinstate(Entry entry, Set<Entry> planned) {
    if (entry.candidate() == entry.install()
        || entry.current == null
        || entry.install() == null
        || entry.isProtected
        || !planned.remove(entry)) {
      return;
    }
    askedFor.remove(entry);
    int before = states.broken().size();
    marker.install(entry, false, 0, false);
    if (states.isBroken(entry) || before < states.broken().size()) {
      states.keep(entry, 0, false);
    }
  }

  /** Marks the candidate and, one by one, what could mend it; false leaves it as it was. */
  private boolean upgrade(Entry entry) {
    if (upgraded.contains(entry)
        || entry.status < 1
        || entry.candidate() == null
        || askedFor.contains(entry)) {
      return false;
    }
    upgraded.add(entry);
    boolean wasKept = entry.isKeep();
    if (!marker.install(entry, false, 0, false)) {
      return false;
    }
    Version version = entry.install();
    if (version == null) {
      return false;
    }
    for (Clause clause : version.clauses()) {
      if (clause.isCritical() && !mendByUpgrade(clause)) {
        if (wasKept) {
          states.keep(entry, 0, false);
        } else {
          states.delete(entry, 0, false);
        }
        return false;
      }
    }
    return true;
  }

  private boolean mendByUpgrade(Clause clause) {
    boolean failed = false;
    for (Clause.Term term : clause.terms()) {
      if (states.holds(clause)) {
        return !failed;
      }
      Entry target = likelyTarget(term);
      if (target != null && target.isProtected) {
        failed = true;
      } else if (states.couldHold(term)) {
        if (target != null && upgrade(target)) {
          return true;
        }
        failed = true;
      } else if (clause.isNegative()) {
        return !failed;
      } else {
        failed = true;
      }
    }
    return !failed;
  }

  private static @org.jspecify.annotations.Nullable Entry likelyTarget(Clause.Term term) {
    Entry entry = term.target.entry();
    if (entry != null && !entry.versions.isEmpty()) {
      return entry;
    }
    for (Version.Provision provision : term.target.provisions()) {
      if (provision.owner().entry != term.clause.owner.entry) {
        return provision.owner().entry;
      }
    }
    return entry;
  }

  /** All versions that a term means, the real ones first. */
  private static List<Version> targets(Clause.Term term) {
    List<Version> list = new ArrayList<>();
    Entry entry = term.target.entry();
    if (entry != null && !term.ignores(entry)) {
      for (Version version : entry.versions) {
        if (term.admits(version)) {
          list.add(version);
        }
      }
    }
    for (Version.Provision provision : term.target.provisions()) {
      if (!term.ignores(provision.owner().entry) && term.admits(provision)) {
        list.add(provision.owner());
      }
    }
    return list;
  }

  /** One broken package in one round. */
  private final class Case {
    private record Victim(Entry entry, Clause clause) {}

    private final Entry entry;
    private final int round;
    private final List<Victim> victims = new ArrayList<>();
    private boolean changed;
    private boolean done;

    /** Whether keeping the package as it was is enough to mend the clause at hand. */
    private boolean keepHelps;

    Case(Entry entry, int round) {
      this.entry = entry;
      this.round = round;
    }

    boolean mend() {
      Version version = java.util.Objects.requireNonNull(entry.install());
      for (Clause clause : version.clauses()) {
        if (clause.isCritical() && !mend(clause)) {
          break;
        }
      }
      if (entry.install() != null) {
        for (Victim victim : victims) {
          sacrifice(victim);
        }
      }
      return changed;
    }

    /** False where the package is settled and its other clauses are not looked at. */
    private boolean mend(Clause clause) {
      boolean choice = clause.terms().size() > 1;
      int before = victims.size();
      keepHelps = false;
      for (Clause.Term term : clause.terms()) {
        if (states.holds(clause)) {
          return true;
        }
        List<Version> targets = targets(term);
        boolean hopeless = targets.isEmpty() && !entry.isProtected && !clause.isNegative();
        if (hopeless && !states.wasBroken(entry)) {
          if (choice) {
            continue;
          }
          changed = true;
          states.keep(entry, 0, false);
          return false;
        }
        done = false;
        weigh(term, targets, choice);
        if (hopeless) {
          if (!keepIfMended(choice) && !choice) {
            states.delete(entry, 0, false);
          }
          changed = true;
          done = true;
        }
        if (!choice && done) {
          return false;
        }
      }
      if (choice && before == victims.size()) {
        giveWay();
      }
      return true;
    }

    private void giveWay() {
      if (keepHelps) {
        states.keep(entry, 0, false);
        changed = true;
      } else if (!entry.isProtected) {
        states.delete(entry, 0, false);
        changed = true;
      }
    }

    private void weigh(Clause.Term term, List<Version> targets, boolean choice) {
      boolean negative = term.clause.isNegative();
      for (Version target : targets) {
        Entry other = target.entry;
        if (negative && other.install() != target) {
          continue;
        }
        if (scores.of(entry) <= scores.of(other) || (!states.heldBefore(term) && !negative)) {
          if (entry.isProtected) {
            if (upgrade(other)) {
              scores.set(other, Math.min(scores.of(other), scores.of(entry)));
              return;
            }
            continue;
          }
          giveIn(term, other, choice);
          changed = true;
          done = true;
          return;
        }
        if (term.clause.kind() == Relation.Kind.BREAKS && states.couldHold(term)) {
          marker.install(other, false, 0, false);
          continue;
        }
        if (other.isProtected && !other.isDelete()) {
          continue;
        }
        victims.add(new Victim(other, term.clause));
        if (!negative) {
          return;
        }
      }
    }

    /** The package under consideration changes rather than {@code other}. */
    private void giveIn(Clause.Term term, Entry other, boolean choice) {
      if (keepIfMended(choice) || upgrade(entry)) {
        return;
      }
      if (!choice) {
        states.delete(entry, 0, false);
        if (round > 1) {
          scores.set(entry, Math.max(scores.of(entry), scores.of(other)));
        }
        return;
      }
      Entry target = term.target.entry();
      if (target != null
          && target.current == null
          && !target.isDelete()
          && !unwanted.contains(target)
          && target.candidate() != null) {
        int before = states.broken().size();
        marker.install(target, true, 1, false);
        if (states.isBroken(target) || states.broken().size() > before) {
          states.delete(target, 1, false);
        }
      }
    }

    private boolean keepIfMended(boolean choice) {
      boolean planned = entry.isInstall();
      states.keep(entry, 0, false);
      if (states.isBroken(entry)) {
        return false;
      }
      keepHelps = true;
      if (choice && planned) {
        marker.install(entry, false, 0, false);
      }
      return true;
    }

    private void sacrifice(Victim victim) {
      boolean found;
      if (states.heldBefore(victim.clause())) {
        found = states.keep(victim.entry(), 0, false);
      } else {
        found = victim.clause().isNegative() && states.delete(victim.entry(), 0, false);
      }
      if ((!found || round > 1) && scores.of(entry) > scores.of(victim.entry())) {
        scores.set(victim.entry(), scores.of(entry));
        changed = true;
      }
      changed |= found;
    }
  }
}
