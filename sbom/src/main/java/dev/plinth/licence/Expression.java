package dev.plinth.licence;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/**
 * A licence expression (SPDX 2.3, Annex D): its {@code toString} is its text, with brackets only
 * where the order of operators needs them.
 */
public sealed interface Expression {
  /**
   * One licence.
   *
   * @param id an id of the SPDX list or {@code LicenseRef-…}
   * @param orLater whether the SPDX operator {@code +} follows the id
   * @param exception an id of the SPDX list of exceptions
   */
  record Single(String id, boolean orLater, Optional<String> exception) implements Expression {
    public static Single of(String id) {
      return new Single(id, false, Optional.empty());
    }

    /** Whether the text is in the document and not in the SPDX list. */
    public boolean isReference() {
      return id.startsWith("LicenseRef-");
    }

    @Override
    public String toString() {
      return id + (orLater ? "+" : "") + exception.map(name -> " WITH " + name).orElse("");
    }
  }

  /** All of them hold, at least two. */
  record All(List<Expression> parts) implements Expression {
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public String toString() {
      return parts.stream()
          .map(part -> part instanceof Any ? "(" + part + ")" : part.toString())
          .collect(Collectors.joining(" AND "));
    }
  }

  /** One of them may be chosen, at least two. */
  record Any(List<Expression> parts) implements Expression {
    public Any {
      parts = List.copyOf(parts);
    }

    @Override
    public String toString() {
      return parts.stream().map(Expression::toString).collect(Collectors.joining(" OR "));
    }
  }

  /** All of {@code parts}, each once, in their order; {@code parts} must not be empty. */
  static Expression all(List<Expression> parts) {
    SequencedSet<Expression> distinct = new LinkedHashSet<>();
    for (Expression part : parts) {
      if (part instanceof All inner) {
        distinct.addAll(inner.parts());
      } else {
        distinct.add(part);
      }
    }
    return distinct.size() == 1 ? distinct.getFirst() : new All(new ArrayList<>(distinct));
  }

  /** One of {@code parts}, each once, in their order; {@code parts} must not be empty. */
  static Expression any(List<Expression> parts) {
    SequencedSet<Expression> distinct = new LinkedHashSet<>();
    for (Expression part : parts) {
      if (part instanceof Any inner) {
        distinct.addAll(inner.parts());
      } else {
        distinct.add(part);
      }
    }
    return distinct.size() == 1 ? distinct.getFirst() : new Any(new ArrayList<>(distinct));
  }

  /** Every licence in it, each once, in its order. */
  default List<Single> singles() {
    SequencedSet<Single> found = new LinkedHashSet<>();
    switch (this) {
      case Single single -> found.add(single);
      case All all -> all.parts().forEach(part -> found.addAll(part.singles()));
      case Any any -> any.parts().forEach(part -> found.addAll(part.singles()));
    }
    return List.copyOf(found);
  }
}
