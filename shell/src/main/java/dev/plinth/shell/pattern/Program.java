package dev.plinth.shell.pattern;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A compiled regular expression: instructions of three ints. */
final class Program {
  static final int MATCH = 0;
  static final int JUMP = 1;

  /** Tries the first operand, then the second. */
  static final int SPLIT = 2;

  static final int SAVE = 3;
  static final int CHAR = 4;
  static final int SET = 5;
  static final int BACK = 6;
  static final int LINE_START = 7;
  static final int LINE_END = 8;
  static final int TEXT_START = 9;
  static final int TEXT_END = 10;
  static final int WORD_START = 11;
  static final int WORD_END = 12;
  static final int WORD_EDGE = 13;
  static final int NOT_WORD_EDGE = 14;

  private final int[] code;
  private final List<BitSet> sets;
  private final int groups;
  private final boolean hasBackReferences;
  private final @Nullable BitSet first;

  /**
   * @param sets of chars that {@link #SET} names by number
   * @param first the chars that a match can begin with; null where it may be empty
   */
  Program(
      int[] code,
      List<BitSet> sets,
      int groups,
      boolean hasBackReferences,
      @Nullable BitSet first) {
    this.code = code;
    this.sets = sets;
    this.groups = groups;
    this.hasBackReferences = hasBackReferences;
    this.first = first;
  }

  /** Not to be changed. */
  int[] code() {
    return code;
  }

  int groups() {
    return groups;
  }

  boolean hasBackReferences() {
    return hasBackReferences;
  }

  BitSet set(int number) {
    return sets.get(number);
  }

  boolean canStart(String text, int at) {
    return first == null || (at < text.length() && first.get(text.charAt(at)));
  }
}
