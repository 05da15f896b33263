package dev.plinth.licence;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ids for licences that are not in the SPDX list: {@code LicenseRef-debian-OWNER-NAME}, with
 * letters, digits, {@code .} and {@code -} only (SPDX 2.3, 10.1). The same name with another text
 * gets another id.
 */
final class LicenceIds {
  private static final int LONGEST_NAME = 80;

  private final String owner;
  private final Map<Named, String> known = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  private record Named(String name, String text) {}

  private static String prefix(String cleanOwner) {
    return "LicenseRef-debian-" + cleanOwner + "-";
  }

  /** The ids in an expression as those of another owner; they may begin anywhere but in another. */
  static String renamed(String expression, String from, String to) {
    String prefix = prefix(clean(from));
    StringBuilder result = new StringBuilder(expression.length());
    int at = 0;
    for (int next = expression.indexOf(prefix);
        next >= 0;
        next = expression.indexOf(prefix, next + 1)) {
      if (next == 0 || expression.charAt(next - 1) == ' ' || expression.charAt(next - 1) == '(') {
        result.append(expression, at, next).append(prefix(clean(to)));
        at = next + prefix.length();
      }
    }
    return result.append(expression, at, expression.length()).toString();
  }

  LicenceIds(String owner) {
    this.owner = clean(owner);
  }

  String id(String name, String text) {
    Named named = new Named(name, text);
    @Nullable String before = known.get(named);
    if (before != null) {
      return before;
    }
    String base = prefix(owner) + clean(name);
    String id = base;
    while (!taken.add(id)) {
      id = base + "-" + counts.merge(base, 1, (a, b) -> a + b);
    }
    known.put(named, id);
    return id;
  }

  private static String clean(String name) {
    StringBuilder clean = new StringBuilder();
    for (int i = 0; i < Math.min(name.length(), LONGEST_NAME); i++) {
      char c = name.charAt(i);
      clean.append(isLetterOrDigit(c) || c == '.' ? c : '-');
    }
    return clean.toString();
  }

  /** Of ASCII. */
  static boolean isLetterOrDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
}
