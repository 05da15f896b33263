package dev.plinth.solve;

import dev.plinth.solve.Solutions.Among;
import java.util.ArrayList;
import java.util.List;

/** Clears away what a package that is being marked conflicts with or breaks. */
final class Obstacles {
  private final States states;
  private final Solutions solutions;

  Obstacles(States states, Solutions solutions) {
    this.states = states;
    this.solutions = solutions;
  }

  /**
   * What is left to do once the package itself is marked.
   *
   * @param possible whether everything in the way could give way
   * @param upgrades packages of the base of which another version is not in the way
   * @param removals packages of the base that must go
   */
  record Plan(boolean possible, List<Entry> upgrades, List<Entry> removals) {}

  /**
   * @param offences negative clauses of {@code version} that do not hold
   * @param settled whether {@code version} is to be there whatever happens: what is in its way is
   *     out for good
   * @param goOn whether the rest is looked at when one obstacle cannot be cleared
   */
  Plan clear(Version version, List<Clause> offences, int depth, boolean settled, boolean goOn) {
    List<Entry> upgrades = new ArrayList<>();
    List<Entry> removals = new ArrayList<>();
    List<Entry> spoilt = new ArrayList<>();
    boolean possible = true;
    for (Clause offence : offences) {
      for (Version other : solutions.all(offence, Among.CANDIDATES)) {
        if (other.entry.candidate() != other) {
          continue;
        }
        boolean gone =
            other.entry.current == other
                ? removeLater(other.entry, depth, settled, removals)
                : withdraw(other.entry, depth, settled, spoilt);
        if (!gone) {
          possible = false;
          if (!goOn) {
            break;
          }
        }
      }
      if (!possible && !goOn) {
        break;
      }
      for (Version other : solutions.all(offence, Among.INSTALLED)) {
        Entry entry = other.entry;
        if (entry.candidate() != null && entry.candidate() != other && !spoilt.contains(entry)) {
          upgrades.add(entry);
        } else if (entry.candidate() != entry.current
            && !removeLater(entry, depth, settled, removals)) {
          possible = false;
          if (!goOn) {
            break;
          }
        }
      }
      if (!possible && !goOn) {
        break;
      }
    }
    return new Plan(possible, upgrades, removals);
  }

  private boolean withdraw(Entry entry, int depth, boolean settled, List<Entry> spoilt) {
    if (entry.isInstall() && !states.keep(entry, depth, false)) {
      return false;
    }
    if (settled) {
      Marker.giveUpCandidate(states, entry);
      if (entry.current == null) {
        entry.isProtected = true;
      }
    } else {
      spoilt.add(entry);
    }
    return true;
  }

  private boolean removeLater(Entry entry, int depth, boolean settled, List<Entry> removals) {
    if (!settled) {
      if (entry.isDelete()) {
        return true;
      }
      if (!states.mayChange(entry, Entry.Mode.DELETE, depth, false)
          || !states.mayDelete(entry, false)) {
        return false;
      }
      removals.add(entry);
      return true;
    }
    if (!entry.isDelete() && !states.delete(entry, depth + 1, false)) {
      return false;
    }
    Marker.giveUpCandidate(states, entry);
    entry.isProtected = true;
    return true;
  }
}
