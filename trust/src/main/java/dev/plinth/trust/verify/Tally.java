package dev.plinth.trust.verify;

import dev.plinth.trust.statement.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Counts which keys said the same, so that one key counts once. */
final class Tally {
  private static final int SHOWN = 3;

  private final List<String> names;
  private final int threshold;
  private final Map<String, Map<String, Said>> byType = new LinkedHashMap<>();

  /** What was said, once, and by whom: by name, for a certificate's key is another each time. */
  private record Said(Optional<Statement> statement, SequencedMap<String, Identity> by) {}

  Tally(List<String> names, int threshold) {
    this.names = names;
    this.threshold = threshold;
  }

  /**
   * @param same equal where the same was said
   */
  void add(String predicateType, String same, Identity by, Optional<Statement> statement) {
    byType
        .computeIfAbsent(predicateType, _ -> new LinkedHashMap<>())
        .computeIfAbsent(same, _ -> new Said(statement, new LinkedHashMap<>()))
        .by()
        .putIfAbsent(by.name(), by);
  }

  Verification result(String predicateType, List<String> unusable) {
    List<Statement> statements = new ArrayList<>();
    Map<String, Identity> identities = new LinkedHashMap<>();
    Set<String> most = Set.of();
    for (Said said : byType.getOrDefault(predicateType, Map.of()).values()) {
      if (said.by().size() >= threshold) {
        said.by().forEach(identities::putIfAbsent);
        said.statement().ifPresent(statements::add);
      } else if (said.by().size() > most.size()) {
        most = said.by().keySet();
      }
    }
    if (!identities.isEmpty()) {
      List<Identity> ordered = new ArrayList<>(identities.values());
      ordered.sort(Comparator.comparingInt(identity -> place(identity.name())));
      return new Verification.Trusted(ordered, statements);
    }
    return new Verification.Rejected(
        most.isEmpty() ? nobody(predicateType, unusable) : tooFew(predicateType, most));
  }

  private int place(String name) {
    int at = names.indexOf(name);
    return at < 0 ? names.size() : at;
  }

  private String tooFew(String predicateType, Set<String> by) {
    List<String> missing = new ArrayList<>(names);
    missing.removeAll(by);
    return "only "
        + by.size()
        + " of the "
        + threshold
        + " keys that the policy asks for signed the same of type "
        + predicateType
        + "; not signed by "
        + String.join(", ", missing);
  }

  private static String nobody(String predicateType, List<String> unusable) {
    StringBuilder reason =
        new StringBuilder("no accepted key signed anything of type ").append(predicateType);
    for (String one : unusable.subList(0, Math.min(SHOWN, unusable.size()))) {
      reason.append("; ").append(one);
    }
    if (unusable.size() > SHOWN) {
      reason.append("; and ").append(unusable.size() - SHOWN).append(" more");
    }
    return reason.toString();
  }
}
