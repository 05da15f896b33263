package dev.plinth.solve;

import dev.plinth.model.Nearest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;

/** Package names that a person may have meant. */
final class Suggestions {
  private static final int MOST = 3;
  private static final int NEARLY = 3;

  private Suggestions() {}

  /** The likeliest of {@code names}, best first; empty where none is near. */
  static List<String> of(String wanted, SortedSet<String> names) {
    String plain = wanted.toLowerCase(Locale.ROOT).replace('_', '-');
    if (names.contains(plain)) {
      return List.of(plain);
    }
    List<String> longer = new ArrayList<>();
    if (plain.length() > 1) {
      for (String name : names.tailSet(plain)) {
        if (!name.startsWith(plain)) {
          break;
        }
        longer.add(name);
      }
    }
    longer.sort(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    // Names that only go on from the word come first, and are all there is for a short word: a few
    // edits away from that is nearly everything.
    Set<String> found = new LinkedHashSet<>();
    for (String name : longer) {
      if (name.length() <= plain.length() + NEARLY) {
        found.add(name);
      }
    }
    if (plain.length() > 3) {
      found.addAll(Nearest.of(plain, names, MOST));
    }
    found.addAll(longer);
    return found.stream().limit(MOST).toList();
  }
}
