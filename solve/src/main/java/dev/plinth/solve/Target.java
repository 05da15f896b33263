package dev.plinth.solve;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a relation points at: a name, real, virtual or both, perhaps with {@code :any}. */
final class Target {
  final Universe universe;
  final String name;

  private final String qualifier;

  /** When {@link States} last looked again at the relations that point here. */
  int touched;

  private @Nullable List<Version.Provision> provisions;

  /** Of those that provide it, the ones that were ever chosen. */
  private final List<Version.Provision> chosen = new ArrayList<>(1);

  Target(Universe universe, String name, String qualifier) {
    this.universe = universe;
    this.name = name;
    this.qualifier = qualifier;
  }

  /** The real package of that name, perhaps without versions; null for {@code :any} and foreign. */
  @Nullable Entry entry() {
    return qualifier.isEmpty() ? universe.entry(name) : null;
  }

  /** The same where somebody looked at it already: all that is chosen is such. */
  @Nullable Entry knownEntry() {
    return qualifier.isEmpty() ? universe.knownEntry(name) : null;
  }

  boolean names(Entry entry) {
    return qualifier.isEmpty() && entry.name.equals(name);
  }

  void noteChosen(Version.Provision provision) {
    chosen.add(provision);
  }

  List<Version.Provision> everChosen() {
    return chosen;
  }

  /** Who provides it, the last of the index first. */
  List<Version.Provision> provisions() {
    if (provisions == null) {
      provisions = new ArrayList<>();
      if (qualifier.isEmpty() || qualifier.equals("any")) {
        for (Version provider : universe.mentioning(name, !qualifier.isEmpty())) {
          for (Version.Provision provision : provider.provided()) {
            if (provision.target() == this) {
              provisions.add(provision);
            }
          }
        }
        Collections.reverse(provisions);
      }
    }
    return provisions;
  }

  @Override
  public String toString() {
    return qualifier.isEmpty() ? name : name + ":" + qualifier;
  }
}
