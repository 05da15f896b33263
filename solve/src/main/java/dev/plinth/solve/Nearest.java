package dev.plinth.solve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that a person may have meant. */
final class Nearest {
  private static final int MOST = 3;

  private record Scored(String name, int distance) {}

  private Nearest() {}

  /** The likeliest of {@code names}, best first; empty where none is near. */
  static List<String> to(String wanted, Collection<String> names) {
    String plain = fold(wanted);
    if (plain.isEmpty() || plain.length() > 100) {
      return List.of();
    }
    int limit = plain.length() < 4 ? 1 : plain.length() < 9 ? 2 : 3;
    List<Scored> found = new ArrayList<>();
    for (String name : names) {
      String folded = fold(name);
      if (folded.equals(plain)) {
        found.add(new Scored(name, 0));
      } else {
        int distance = distance(plain, folded, limit);
        if (distance <= limit) {
          found.add(new Scored(name, 2 * distance));
        } else if (plain.length() > 2 && folded.startsWith(plain)) {
          // A longer name that begins so is a good guess; the shorter the better.
          found.add(new Scored(name, 3 + (folded.length() - plain.length())));
        }
      }
    }
    found.sort(
        Comparator.comparingInt(Scored::distance)
            .thenComparingInt(scored -> scored.name().length())
            .thenComparing(Scored::name));
    return found.stream().limit(MOST).map(Scored::name).toList();
  }

  private static String fold(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Edits between the two (insert, delete, replace, swap); more than {@code limit} where far. */
  static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) > limit) {
      return limit + 1;
    }
    int[] older = new int[b.length() + 1];
    int[] before = new int[b.length() + 1];
    int[] now = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      now[0] = i;
      int least = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        now[j] = Math.min(Math.min(now[j - 1], before[j]) + 1, before[j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          now[j] = Math.min(now[j], older[j - 2] + 1);
        }
        least = Math.min(least, now[j]);
      }
      if (least > limit) {
        return limit + 1;
      }
      int[] spare = older;
      older = before;
      before = now;
      now = spare;
    }
    return before[b.length()];
  }
}
