package dev.plinth.solve;

import java.util.List;

/**
 * A statement and what it follows from, for people.
 *
 * @param statement one sentence without a final stop
 * @param because what it follows from; empty for a plain fact
 */
public record Derivation(String statement, List<Derivation> because) {
  public Derivation {
    because = List.copyOf(because);
  }

  /** A plain fact. */
  public static Derivation fact(String statement) {
    return new Derivation(statement, List.of());
  }

  /** One line a statement, indented by two spaces a step. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    append(text, 0);
    return text.toString();
  }

  private void append(StringBuilder text, int depth) {
    text.append("  ".repeat(depth)).append(statement).append('\n');
    for (Derivation reason : because) {
      reason.append(text, depth + 1);
    }
  }
}
