package dev.plinth.spec.shape;

import java.util.Collection;
import java.util.Optional;

/** Finds what a person may have meant. */
public final class Nearest {
  private Nearest() {}

  /** {@code "; did you mean 'x'?"}, or nothing where no word is near. */
  public static String hint(String word, Collection<String> known) {
    return to(word, known).map(near -> "; did you mean '" + near + "'?").orElse("");
  }

  /**
   * The known word that takes the fewest insertions, removals, changes and swaps of neighbours, at
   * most a third of its length; of equals the first.
   */
  public static Optional<String> to(String word, Collection<String> known) {
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : known) {
      int most = Math.max(1, Math.min(3, Math.max(word.length(), candidate.length()) / 3));
      if (Math.abs(word.length() - candidate.length()) <= most) {
        int distance = distance(word, candidate);
        if (distance <= most && distance < least) {
          best = candidate;
          least = distance;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static int distance(String a, String b) {
    int[] older = new int[b.length() + 1];
    int[] old = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      old[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], old[j]) + 1, old[j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], older[j - 2] + 1);
        }
      }
      int[] spare = older;
      older = old;
      old = row;
      row = spare;
    }
    return old[b.length()];
  }
}
