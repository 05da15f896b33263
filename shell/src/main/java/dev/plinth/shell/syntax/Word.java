package dev.plinth.shell.syntax;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A word before expansion: literal text, quotes and expansions in a row. */
public record Word(int line, List<Part> parts) {
  /** The text where there is nothing to expand; quotes are removed. */
  public Optional<String> literal() {
    StringBuilder text = new StringBuilder();
    return append(parts, text) ? Optional.of(text.toString()) : Optional.empty();
  }

  private static boolean append(List<Part> parts, StringBuilder text) {
    for (Part part : parts) {
      if (part instanceof Literal literal) {
        text.append(literal.text);
      } else if (!(part instanceof Quoted quoted) || !append(quoted.parts, text)) {
        return false;
      }
    }
    return true;
  }

  /** A piece of a word. */
  public sealed interface Part {}

  /**
   * @param quoted written in single quotes or after a backslash: never split, never a pattern
   */
  public record Literal(String text, boolean quoted) implements Part {}

  /** {@code "…"}. */
  public record Quoted(List<Part> parts) implements Part {}

  /** {@code $(…)}, or backquotes. */
  public record Substitution(Statement body) implements Part {}

  /** bash: {@code <(…)}. */
  public record ProcessInput(Statement body) implements Part {}

  /** {@code $((…))}. */
  public record ArithmeticExpansion(Word expression) implements Part {}

  /**
   * {@code $name}, or {@code ${name…}}.
   *
   * @param name a variable, a position, or one of {@code @*#?-$!}
   * @param index bash: the subscript, {@code @} and {@code *} too
   * @param indirect bash: {@code ${!name}}
   * @param orEmpty the operator has a colon: an empty value counts as unset
   * @param operand the word after the operator
   * @param second bash: the replacement of {@code /}, the length of a substring
   */
  public record Parameter(
      String name,
      @Nullable Word index,
      boolean indirect,
      Operator operator,
      boolean orEmpty,
      @Nullable Word operand,
      @Nullable Word second)
      implements Part {
    static Parameter plain(String name) {
      return new Parameter(name, null, false, Operator.NONE, false, null, null);
    }
  }

  /** What is done to a parameter's value. */
  public enum Operator {
    NONE,
    LENGTH,
    DEFAULT,
    ASSIGN,
    ERROR,
    ALTERNATIVE,
    SHORT_SUFFIX,
    LONG_SUFFIX,
    SHORT_PREFIX,
    LONG_PREFIX,
    /** bash, all that follow. */
    REPLACE_FIRST,
    REPLACE_ALL,
    REPLACE_PREFIX,
    REPLACE_SUFFIX,
    SUBSTRING,
    UPPER_FIRST,
    UPPER_ALL,
    LOWER_FIRST,
    LOWER_ALL,
    KEYS
  }
}
