package dev.plinth.pkg;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Alternatives of which one must hold ({@code a | b (>= 1)}).
 *
 * @param kind the field it came from
 * @param alternatives in the order written, never empty
 */
public record Relation(Kind kind, List<Dependency> alternatives) {
  /** The fields of a package that relate it to others (deb-control(5), "Package dependencies"). */
  public enum Kind {
    PRE_DEPENDS,
    DEPENDS,
    RECOMMENDS,
    SUGGESTS,
    CONFLICTS,
    BREAKS,
    REPLACES,
    PROVIDES,
    OBSOLETES
  }

  public Relation {
    alternatives = List.copyOf(alternatives);
    if (alternatives.isEmpty()) {
      throw new IllegalArgumentException("a relation without alternatives");
    }
  }

  @Override
  public String toString() {
    return alternatives.stream().map(Dependency::toString).collect(Collectors.joining(" | "));
  }
}
