package dev.plinth.shell.sed;

import dev.plinth.shell.pattern.Regex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One command of a script.
 *
 * @param from null for every line
 * @param to the end of a range, or null
 * @param inverted {@code !} after the addresses
 * @param letter the command
 * @param text of {@code a}, {@code i}, {@code c}; the label of {@code b}, {@code t}, {@code :}; the
 *     file of {@code r}, {@code w}; the two strings of {@code y} one after the other
 * @param target for {@code b}, {@code t}, {@code T}: where to go on; for <code>{</code>: after the
 *     closing brace
 * @param number the exit status of {@code q}
 * @param substitution with {@code s}
 */
record SedCommand(
    @Nullable Address from,
    @Nullable Address to,
    boolean inverted,
    char letter,
    String text,
    int target,
    int number,
    @Nullable Substitution substitution) {

  SedCommand withTarget(int newTarget) {
    return new SedCommand(from, to, inverted, letter, text, newTarget, number, substitution);
  }

  /** Which line is meant. */
  sealed interface Address {
    record Line(long number) implements Address {}

    record Last() implements Address {}

    /**
     * @param regex null for the last one that was used
     */
    record Match(@Nullable Regex regex, boolean lines) implements Address {}

    /** {@code first~step}. */
    record Step(long first, long step) implements Address {}

    /** {@code +count} after the first address. */
    record Count(long count) implements Address {}

    /** {@code ~multiple} after the first address. */
    record Multiple(long multiple) implements Address {}
  }

  /**
   * @param regex null for the last one that was used
   * @param which the number of the match to replace
   * @param all that match and all after it
   * @param executes the result is run as a command, whose output takes its place
   * @param file that the result is written to; empty for none
   */
  record Substitution(
      @Nullable Regex regex,
      List<Piece> replacement,
      int which,
      boolean all,
      boolean prints,
      boolean lines,
      boolean executes,
      String file) {}

  /**
   * A piece of a replacement.
   *
   * @param group -1 for {@code text}
   * @param change one of {@code L U l u E}, or 0: a change of case from here on
   */
  record Piece(String text, int group, char change) {}
}
