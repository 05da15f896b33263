package dev.plinth.vuln.oracle;

import dev.plinth.pkg.VersionScheme;
import dev.plinth.vuln.oracle.Facts.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Installed versions that are asked for: real ones, and ones as near to a fix as can be. */
final class Triples {
  private final Random random;
  private final List<Fact> asked = new ArrayList<>();
  private int near;

  Triples(long seed) {
    this.random = new Random(seed);
  }

  /** Questions: facts whose {@code fixed} is the installed version. */
  List<Fact> asked() {
    return asked;
  }

  /** How many are within one revision of the fix. */
  int near() {
    return near;
  }

  /** Draws {@code count} of some facts. */
  void draw(List<Fact> facts, int count, VersionScheme scheme) {
    Map<String, List<String>> versions = new HashMap<>();
    for (Fact fact : facts) {
      if (!fact.fixed().isEmpty() && !fact.fixed().equals("0")) {
        versions.computeIfAbsent(key(fact), _ -> new ArrayList<>()).add(fact.fixed());
      }
    }
    for (int i = 0; i < count; i++) {
      Fact fact = facts.get(random.nextInt(facts.size()));
      List<String> real = versions.getOrDefault(key(fact), List.of("1.0-1"));
      boolean beside = random.nextInt(5) < 2 && fact.fixed().length() > 1;
      String version = beside ? beside(fact.fixed()) : real.get(random.nextInt(real.size()));
      if (scheme.isValid(version) && !version.equals("0")) {
        near += beside ? 1 : 0;
        asked.add(
            new Fact(fact.family(), fact.release(), fact.pkg(), fact.id(), version, fact.stream()));
      } else {
        i--;
      }
    }
  }

  private static String key(Fact fact) {
    return fact.family() + fact.release() + fact.pkg() + fact.stream();
  }

  /** The fix itself, or the revision before or after it: its last number one lower or higher. */
  private String beside(String fixed) {
    int end = fixed.length();
    while (end > 0 && !Character.isDigit(fixed.charAt(end - 1))) {
      end--;
    }
    int start = end;
    while (start > 0 && Character.isDigit(fixed.charAt(start - 1))) {
      start--;
    }
    int step = random.nextInt(3) - 1;
    if (start == end || end - start > 9 || step == 0) {
      return fixed;
    }
    int number = Integer.parseInt(fixed.substring(start, end)) + step;
    return fixed.substring(0, start) + Math.max(number, 0) + fixed.substring(end);
  }
}
