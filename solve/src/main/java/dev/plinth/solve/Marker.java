package dev.plinth.solve;

import dev.plinth.pkg.Relation;
import dev.plinth.solve.Solutions.Among;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Marks a package for installation and, recursively, what it needs: apt's depth-first search
 * without a way back, in which the first alternative that works is taken.
 */
final class Marker {
  private final States states;
  private final Solutions solutions;
  private final Obstacles obstacles;

  Marker(States states) {
    this.states = states;
    this.solutions = new Solutions(states);
    this.obstacles = new Obstacles(states, solutions);
  }

  /**
   * @param automatic whether what it needs is marked too
   * @param fromUser whether a person asked for it: then it stays marked even where that fails
   * @return whether the package, with {@code automatic} all it needs too, is marked now
   */
  boolean install(Entry entry, boolean automatic, int depth, boolean fromUser) {
    boolean confirms =
        entry.isProtected
            && entry.isKeep()
            && entry.candidate() != null
            && entry.candidate() == entry.current;
    if (!confirms && !states.mayChange(entry, Entry.Mode.INSTALL, depth, fromUser)) {
      return false;
    }
    if (entry.candidate() == null) {
      return false;
    }
    if (!entry.isProtected && !states.isPolicyBroken(entry)) {
      if (entry.candidate() == entry.current) {
        return entry.install() != null || states.keep(entry, depth + 1, fromUser);
      }
      if (entry.isInstall()) {
        return true;
      }
    }
    if (!isPossible(entry, automatic)) {
      return false;
    }
    if (fromUser) {
      settle(entry, true, automatic);
    }
    boolean mayFail = !entry.isProtected && !fromUser;
    if (!automatic) {
      if (!fromUser) {
        settle(entry, false, false);
      }
      return true;
    }
    return new Attempt(entry, depth, fromUser, mayFail).run();
  }

  /** One package being marked together with what it needs. */
  private final class Attempt {
    private final Entry entry;
    private final Version version;
    private final int depth;
    private final boolean fromUser;
    private final boolean mayFail;
    private final boolean propagates;
    private final List<Clause> needs = new ArrayList<>();
    private boolean failed;

    Attempt(Entry entry, int depth, boolean fromUser, boolean mayFail) {
      this.entry = entry;
      this.version = java.util.Objects.requireNonNull(entry.candidate());
      this.depth = depth;
      this.fromUser = fromUser;
      this.mayFail = mayFail;
      this.propagates = entry.isProtected;
    }

    boolean run() {
      List<Clause> offences = new ArrayList<>();
      collect(offences);
      Obstacles.Plan plan =
          obstacles.clear(version, offences, depth, propagates, propagates || fromUser);
      if (!plan.possible()) {
        if (mayFail) {
          return false;
        }
        failed = true;
      }
      upgradeWhatWouldBreak(plan.upgrades());
      if (!fromUser) {
        settle(entry, false, true);
      }
      // While its needs are looked at, nothing may take the package itself away again.
      entry.isProtected = true;
      try {
        boolean ended =
            !upgradeSiblings()
                || step(upgrade(plan.upgrades()))
                || step(installNeeds())
                || step(remove(plan.removals()));
        return !ended && !failed;
      } finally {
        entry.isProtected = propagates;
      }
    }

    /** Notes a failure; true where it ends the attempt, which is taken back then. */
    private boolean step(boolean success) {
      if (!success) {
        failed = true;
        if (mayFail) {
          takeBack(entry);
          return true;
        }
      }
      return false;
    }

    private void collect(List<Clause> offences) {
      for (Clause clause : version.clauses()) {
        if ((!propagates && states.holds(clause))
            || !states.isImportant(clause)
            || states.isWaived(clause)) {
          continue;
        }
        (clause.isNegative() ? offences : needs).add(clause);
      }
    }

    /** What the base has, and this version would break, is to be upgraded with it. */
    private void upgradeWhatWouldBreak(List<Entry> upgrades) {
      if (entry.current == null) {
        return;
      }
      for (Entry other : states.universe.installed()) {
        if (other.current == null || other.isInstall() || upgrades.contains(other)) {
          continue;
        }
        for (Clause clause : other.current.clauses()) {
          if (!clause.isNegative() && states.isImportant(clause) && breaks(clause)) {
            upgrades.add(other);
            break;
          }
        }
      }
    }

    private boolean breaks(Clause clause) {
      for (Clause.Term term : clause.terms()) {
        if (term.target.names(entry)
            && entry.current != null
            && term.admits(entry.current)
            && !term.admits(version)) {
          return true;
        }
      }
      return false;
    }

    /** Packages of the base that come from the same source go to the same version. */
    private boolean upgradeSiblings() {
      TreeMap<String, Entry> siblings = new TreeMap<>();
      for (Entry other : states.universe.installed()) {
        Version candidate = other.candidate();
        if (other != entry
            && candidate != null
            && candidate != other.current
            && !(other.isInstall() && other.install() == candidate)
            && candidate.pkg.source().equals(version.pkg.source())
            && candidate.pkg.sourceVersion().equals(version.pkg.sourceVersion())) {
          siblings.put(other.name, other);
        }
      }
      for (Entry other : siblings.values()) {
        install(other, false, depth + 1, false);
      }
      for (Entry other : siblings.values()) {
        install(other, true, depth + 1, false);
      }
      return true;
    }

    private boolean upgrade(List<Entry> upgrades) {
      boolean success = true;
      for (Entry other : upgrades) {
        if (!other.isInstall() && !install(other, true, depth + 1, false)) {
          if (!states.delete(other, depth + 1, false)) {
            success = false;
            if (!propagates && !fromUser) {
              return false;
            }
          } else if (propagates) {
            other.isProtected = true;
          }
        }
      }
      return success;
    }

    private boolean remove(List<Entry> removals) {
      for (Entry other : removals) {
        if (!states.delete(other, depth, false)) {
          if (mayFail) {
            return false;
          }
          failed = true;
        }
      }
      return true;
    }

    private boolean installNeeds() {
      boolean success = true;
      for (Clause need : needs) {
        if (states.holds(need)) {
          if (propagates && need.isCritical()) {
            success &= protect(need);
          }
        } else if (!(wasIgnored(need) || satisfy(need)) && need.isCritical()) {
          success = false;
          if (!propagates && !fromUser) {
            return false;
          }
        }
      }
      return success;
    }

    /** Where a settled package has but one way to have its need met, that way is settled too. */
    private boolean protect(Clause need) {
      List<Version> ways = solutions.any(need);
      if (ways.size() != 1) {
        return true;
      }
      Entry only = ways.getFirst().entry;
      if (only.isProtected) {
        return true;
      }
      only.isProtected = true;
      return install(only, true, depth + 1, false);
    }

    private boolean satisfy(Clause need) {
      Ways ways = solutions.all(need, Among.CANDIDATES);
      for (Version way : ways) {
        Entry other = way.entry;
        if (other.candidate() != way) {
          continue;
        }
        if (propagates && need.isCritical() && ways.size() == 1) {
          if (!install(other, false, depth + 1, false)) {
            continue;
          }
          other.isProtected = true;
        }
        if (install(other, true, depth + 1, false)) {
          return true;
        }
      }
      return false;
    }

    /** A recommendation that was there before, and not followed, is not followed now either. */
    private boolean wasIgnored(Clause need) {
      if (entry.current == null || need.isCritical()) {
        return false;
      }
      Target first = need.terms().getFirst().target;
      boolean isNew = true;
      for (Clause before : entry.current.clauses()) {
        if (before.kind() == Relation.Kind.RECOMMENDS && pointsAt(before, first)) {
          isNew = false;
          if (states.heldBefore(before)) {
            return false;
          }
        }
      }
      return !isNew;
    }

    private boolean pointsAt(Clause clause, Target target) {
      for (Clause.Term term : clause.terms()) {
        if (term.target == target) {
          return true;
        }
      }
      return false;
    }
  }

  /** Chooses the candidate. */
  private void settle(Entry entry, boolean fromUser, boolean withNeeds) {
    if (entry.isProtected && entry.install() == entry.candidate()) {
      return;
    }
    if (entry.status == 2 || (fromUser && entry.current != null && withNeeds)) {
      entry.automatic = !fromUser;
    }
    entry.mode = entry.candidate() == entry.current ? Entry.Mode.KEEP : Entry.Mode.INSTALL;
    states.choose(entry, entry.candidate());
  }

  /** Gives up a package whose needs cannot be met, and its candidate with it. */
  private void takeBack(Entry entry) {
    if (entry.isKeep()
        && entry.install() == entry.candidate()
        && entry.candidate() == entry.current) {
      return;
    }
    entry.mode = Entry.Mode.KEEP;
    states.choose(entry, entry.current);
    giveUpCandidate(states, entry);
  }

  static void giveUpCandidate(States states, Entry entry) {
    int status = entry.status;
    states.dropCandidate(entry, entry.install());
    entry.status = status;
  }

  /** Whether each need of the candidate has anything that could meet it; else gives it up. */
  private boolean isPossible(Entry entry, boolean automatic) {
    Version candidate = entry.candidate();
    if (!automatic || candidate == null || candidate == entry.current) {
      return true;
    }
    for (Clause clause : candidate.clauses()) {
      if (!clause.isCritical() || clause.isNegative() || isConceivable(clause)) {
        continue;
      }
      if (!entry.isProtected) {
        if (entry.current != null) {
          states.setCandidate(entry, entry.current);
        } else {
          states.dropCandidate(entry, null);
        }
        if (!entry.isDelete()) {
          entry.mode = Entry.Mode.KEEP;
        }
      }
      return false;
    }
    return true;
  }

  private boolean isConceivable(Clause clause) {
    for (Clause.Term term : clause.terms()) {
      if (states.holds(term) || states.couldHold(term)) {
        return true;
      }
    }
    return false;
  }
}
