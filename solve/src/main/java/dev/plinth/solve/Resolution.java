package dev.plinth.solve;

import dev.plinth.pkg.Package;
import java.util.List;

/** The answer to a {@link Request}. */
public sealed interface Resolution {
  /**
   * It can be done.
   *
   * @param choices what is to be installed, new or in another version than the base has; by name
   * @param kept what the base has and keeps as it is; by name
   * @param removed what the base has and must lose, because it cannot stay beside the choices; by
   *     name; empty in all but odd cases
   * @param replaced what the base has in another version than the choices; by name
   */
  record Solved(
      List<Choice> choices, List<Package> kept, List<Package> removed, List<Package> replaced)
      implements Resolution {
    public Solved {
      choices = List.copyOf(choices);
      kept = List.copyOf(kept);
      removed = List.copyOf(removed);
      replaced = List.copyOf(replaced);
    }
  }

  /** It cannot be done, and why. */
  record Unsolvable(Derivation why) implements Resolution {}
}
