package dev.plinth.solve;

import dev.plinth.model.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;

/** Package names that a person may have meant. */
final class Suggestions {
  private static final int MOST = 3;

  private Suggestions() {}

  /** The likeliest of {@code names}, best first; empty where none is near. */
  static List<String> of(String wanted, SortedSet<String> names) {
    String plain = wanted.toLowerCase(Locale.ROOT).replace('_', '-');
    Set<String> found = new LinkedHashSet<>();
    if (names.contains(plain)) {
      found.add(plain);
      return List.copyOf(found);
    }
    // Of a short word nearly every short name is a few edits away: only names that go on from it.
    if (plain.length() > 3) {
      found.addAll(Nearest.of(plain, names, MOST));
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
    longer.sort(
        java.util.Comparator.comparingInt(String::length)
            .thenComparing(java.util.Comparator.naturalOrder()));
    found.addAll(longer);
    return found.stream().limit(MOST).toList();
  }
}
