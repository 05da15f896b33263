package dev.plinth.shell.syntax;

/** What stands in bash's {@code [[ … ]]}. */
public sealed interface Condition {
  record Not(Condition condition) implements Condition {}

  record Both(Condition left, Condition right) implements Condition {}

  record Either(Condition left, Condition right) implements Condition {}

  /** {@code -f word}; {@code -n} for a word alone. */
  record Unary(String operator, Word operand) implements Condition {}

  /**
   * {@code a = b} and the like; the right side of {@code =}, {@code ==}, {@code !=} is a pattern.
   */
  record Binary(Word left, String operator, Word right) implements Condition {}
}
