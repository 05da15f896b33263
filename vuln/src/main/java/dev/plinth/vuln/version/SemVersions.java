package dev.plinth.vuln.version;

import static dev.plinth.vuln.version.VersionText.compareNumbers;
import static dev.plinth.vuln.version.VersionText.digits;

import dev.plinth.pkg.VersionScheme;
import java.util.List;
import java.util.Optional;

/**
 * Semantic versions (semver.org 2.0.0, section 11), as npm, Go and crates.io compare them: a
 * leading {@code v} is passed over, missing parts count as 0, more than three are compared too.
 */
public final class SemVersions implements VersionScheme {
  public static final SemVersions INSTANCE = new SemVersions();

  private static final int MAX_PARTS = 16;

  private record Parsed(List<String> numbers, List<String> pre) {}

  private SemVersions() {}

  @Override
  public boolean isValid(String version) {
    return parse(version).isPresent();
  }

  @Override
  public int compare(String a, String b) {
    Parsed first = parse(a).orElseThrow(() -> VersionText.refused(a, "semantic versioning"));
    Parsed second = parse(b).orElseThrow(() -> VersionText.refused(b, "semantic versioning"));
    int count = Math.max(first.numbers.size(), second.numbers.size());
    for (int i = 0; i < count; i++) {
      int order = compareNumbers(at(first.numbers, i), at(second.numbers, i));
      if (order != 0) {
        return order;
      }
    }
    if (first.pre.isEmpty() || second.pre.isEmpty()) {
      return Integer.compare(second.pre.size(), first.pre.size());
    }
    for (int i = 0; i < Math.min(first.pre.size(), second.pre.size()); i++) {
      int order = identifier(first.pre.get(i), second.pre.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(first.pre.size(), second.pre.size());
  }

  private static String at(List<String> numbers, int i) {
    return i < numbers.size() ? numbers.get(i) : "0";
  }

  private static int identifier(String a, String b) {
    boolean numberA = digits(a);
    boolean numberB = digits(b);
    if (numberA && numberB) {
      return compareNumbers(a, b);
    }
    return numberA != numberB ? (numberA ? -1 : 1) : a.compareTo(b);
  }

  private static Optional<Parsed> parse(String version) {
    if (version.length() > VersionText.MAX_LENGTH) {
      return Optional.empty();
    }
    String text =
        version.startsWith("v") || version.startsWith("=") ? version.substring(1) : version;
    int plus = text.indexOf('+');
    text = plus < 0 ? text : text.substring(0, plus);
    int dash = text.indexOf('-');
    String[] numbers = (dash < 0 ? text : text.substring(0, dash)).split("\\.", -1);
    String[] pre = dash < 0 ? new String[0] : text.substring(dash + 1).split("\\.", -1);
    boolean good = numbers.length <= MAX_PARTS && pre.length <= VersionText.MAX_LENGTH;
    for (String number : numbers) {
      good &= digits(number);
    }
    for (String identifier : pre) {
      good &= !identifier.isEmpty() && identifier.chars().allMatch(SemVersions::allowed);
    }
    return good ? Optional.of(new Parsed(List.of(numbers), List.of(pre))) : Optional.empty();
  }

  private static boolean allowed(int c) {
    return c == '-' || VersionText.digit((char) c) || VersionText.letter((char) c);
  }
}
