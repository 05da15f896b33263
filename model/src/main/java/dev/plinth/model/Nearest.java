package dev.plinth.model;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody may have meant: "did you mean". */
public final class Nearest {
  private Nearest() {}

  /**
   * The known words within a third of the word's length in edits (at least two edits), nearest
   * first, ties in natural order.
   *
   * @param most how many at the most
   */
  public static List<String> of(String word, Collection<String> known, int most) {
    String wanted = word.toLowerCase(Locale.ROOT);
    int bound = Math.max(2, wanted.length() / 3);
    record Scored(String text, int distance) {}
    return known.stream()
        .filter(text -> Math.abs(text.length() - wanted.length()) <= bound)
        .map(text -> new Scored(text, distance(wanted, text.toLowerCase(Locale.ROOT), bound)))
        .filter(scored -> scored.distance() <= bound)
        .sorted(Comparator.comparingInt(Scored::distance).thenComparing(Scored::text))
        .limit(most)
        .map(Scored::text)
        .toList();
  }

  /**
   * {@code "; did you mean 'x'?"}, or nothing where no word is near. Keys are short: a word counts
   * within a third of its length, one edit at least and three at most.
   *
   * @param known of words as near the first is meant
   */
  public static String hint(String word, Collection<String> known) {
    return close(word, known).map(near -> "; did you mean '" + near + "'?").orElse("");
  }

  private static Optional<String> close(String word, Collection<String> known) {
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : known) {
      int most = Math.clamp(Math.max(word.length(), candidate.length()) / 3, 1, 3);
      if (Math.abs(word.length() - candidate.length()) <= most) {
        int distance = distance(word, candidate, most);
        if (distance <= most && distance < least) {
          best = candidate;
          least = distance;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * Insertions, deletions, changes and swaps of neighbours; anything over {@code bound} is bound +
   * 1.
   */
  private static int distance(String a, String b, int bound) {
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      int least = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
        least = Math.min(least, row[j]);
      }
      if (least > bound) {
        return bound + 1;
      }
      int[] spare = before;
      before = last;
      last = row;
      row = spare;
    }
    return last[b.length()];
  }
}
