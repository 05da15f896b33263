package dev.plinth.solve;

import dev.plinth.pkg.Relation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is decided so far, and which relations hold under it.
 *
 * <p>apt looks at a relation again only when a package it points at changes, and not for every kind
 * of change; its choices depend on that. So each {@link Target} remembers when it was last looked
 * at, each {@link Entry} what it was at any time, and a relation is judged by its target's time.
 */
final class States {
  /** Beyond this depth apt gives up a branch. */
  private static final int DEEPEST = 3000;

  final Universe universe;
  private final boolean recommends;
  private int clock;

  States(Universe universe, boolean recommends) {
    this.universe = universe;
    this.recommends = recommends;
  }

  // --- relations -------------------------------------------------------------------------------

  boolean isImportant(Clause clause) {
    return clause.isCritical() || (recommends && clause.kind() == Relation.Kind.RECOMMENDS);
  }

  /** Whether the term holds among what is chosen; for a negative one, whether nothing offends. */
  boolean holds(Clause.Term term) {
    int time = term.target.touched;
    boolean met = false;
    Entry entry = term.target.knownEntry();
    if (entry != null && !term.ignores(entry)) {
      Version chosen = entry.installAt(time);
      met = chosen != null && term.admits(chosen);
    }
    if (!met) {
      for (Version.Provision provision : term.target.everChosen()) {
        Version owner = provision.owner();
        if (!term.ignores(owner.entry)
            && owner.entry.installAt(time) == owner
            && term.admits(provision)) {
          met = true;
          break;
        }
      }
    }
    return met != term.clause.isNegative();
  }

  /** The same among the candidates. */
  boolean couldHold(Clause.Term term) {
    int time = term.target.touched;
    boolean met = false;
    Entry entry = term.target.entry();
    if (entry != null && !term.ignores(entry)) {
      Version candidate = entry.candidateAt(time);
      met = candidate != null && term.admits(candidate);
    }
    if (!met) {
      for (Version.Provision provision : term.target.provisions()) {
        Version owner = provision.owner();
        if (!term.ignores(owner.entry)
            && owner.entry.candidateAt(time) == owner
            && term.admits(provision)) {
          met = true;
          break;
        }
      }
    }
    return met != term.clause.isNegative();
  }

  /** Whether what the base has meets the term; for a negative one, whether it does not offend. */
  boolean heldBefore(Clause.Term term) {
    boolean met = false;
    Entry entry = term.target.knownEntry();
    if (entry != null && !term.ignores(entry)) {
      met = entry.current != null && term.admits(entry.current);
    }
    for (Version.Provision provision :
        met ? List.<Version.Provision>of() : term.target.everChosen()) {
      Version owner = provision.owner();
      met |= !term.ignores(owner.entry) && owner.entry.current == owner && term.admits(provision);
    }
    return met != term.clause.isNegative();
  }

  boolean holds(Clause clause) {
    for (Clause.Term term : clause.terms()) {
      if (holds(term)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the clause is of a package that the base has, and did not hold there: an image without
   * shell and package manager left out what only scripts need, and goes on without it.
   */
  boolean isWaived(Clause clause) {
    return clause.owner == clause.owner.entry.current && !heldBefore(clause);
  }

  boolean heldBefore(Clause clause) {
    for (Clause.Term term : clause.terms()) {
      if (heldBefore(term)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a chosen package lacks something it cannot do without. */
  boolean isBroken(Entry entry) {
    return lacks(entry, false);
  }

  /** The same, recommended packages included where they are wanted. */
  boolean isPolicyBroken(Entry entry) {
    return lacks(entry, true);
  }

  private boolean lacks(Entry entry, boolean policy) {
    Version chosen = entry.install();
    if (chosen == null) {
      return false;
    }
    for (Clause clause : chosen.clauses()) {
      if ((policy ? isImportant(clause) : clause.isCritical())
          && !holds(clause)
          && !isWaived(clause)) {
        return true;
      }
    }
    return false;
  }

  /** Whether what the base has was broken already. */
  boolean wasBroken(Entry entry) {
    if (entry.current == null) {
      return false;
    }
    for (Clause clause : entry.current.clauses()) {
      if (clause.isCritical() && !heldBefore(clause)) {
        return true;
      }
    }
    return false;
  }

  List<Entry> broken() {
    List<Entry> list = new ArrayList<>();
    for (Entry entry : universe.entries()) {
      if (isBroken(entry)) {
        list.add(entry);
      }
    }
    return list;
  }

  // --- changes ---------------------------------------------------------------------------------

  /** Changes what is chosen; the relations that point here are looked at again. */
  void choose(Entry entry, @Nullable Version version) {
    if (version != null) {
      version.noteChosen();
    }
    entry.set(clock, version, entry.candidate());
    touch(entry);
  }

  /** Changes the candidate without a look at the relations, as apt does when it gives one up. */
  void dropCandidate(Entry entry, @Nullable Version version) {
    entry.set(clock, entry.install(), version);
    entry.compare();
  }

  void setCandidate(Entry entry, Version version) {
    Version before = entry.candidate();
    if (before == version) {
      return;
    }
    boolean follows = before == entry.install() && entry.isInstall();
    if (follows) {
      version.noteChosen();
    }
    entry.set(clock, follows ? version : entry.install(), version);
    entry.compare();
    touch(entry);
  }

  private void touch(Entry entry) {
    clock++;
    universe.target(entry.name, "").touched = clock;
    touchProvided(entry.current);
    if (entry.candidate() != entry.current) {
      touchProvided(entry.candidate());
    }
  }

  private void touchProvided(@Nullable Version version) {
    if (version != null) {
      for (Version.Provision provision : version.provided()) {
        provision.target().touched = clock;
      }
    }
  }

  boolean mayChange(Entry entry, Entry.Mode mode, int depth, boolean fromUser) {
    if (depth > DEEPEST || entry.versions.isEmpty()) {
      return false;
    }
    if (fromUser || entry.mode == mode) {
      return true;
    }
    if (entry.isProtected || (mode != Entry.Mode.KEEP && entry.held)) {
      return false;
    }
    return mode != Entry.Mode.DELETE || !(entry.essential || entry.isImportant());
  }

  boolean mayDelete(Entry entry, boolean fromUser) {
    // A package that was asked for, and is not there yet, is not given up.
    return fromUser
        || entry.current != null
        || entry.install() == null
        || entry.status != 2
        || entry.automatic;
  }

  boolean keep(Entry entry, int depth, boolean fromUser) {
    if (!mayChange(entry, Entry.Mode.KEEP, depth, fromUser)) {
      return false;
    }
    if (!entry.isKeep()) {
      entry.mode = Entry.Mode.KEEP;
      choose(entry, entry.current);
    }
    return true;
  }

  boolean delete(Entry entry, int depth, boolean fromUser) {
    if (!mayChange(entry, Entry.Mode.DELETE, depth, fromUser)) {
      return false;
    }
    if (entry.isDelete() || entry.install() == null) {
      return true;
    }
    if (!mayDelete(entry, fromUser)) {
      return false;
    }
    entry.mode = entry.current == null ? Entry.Mode.KEEP : Entry.Mode.DELETE;
    choose(entry, null);
    return true;
  }
}
