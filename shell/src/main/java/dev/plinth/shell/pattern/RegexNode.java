package dev.plinth.shell.pattern;

import java.util.BitSet;
import java.util.List;

/** A parsed regular expression. */
sealed interface RegexNode {
  record Empty() implements RegexNode {}

  record Char(char c) implements RegexNode {}

  record Set(BitSet chars) implements RegexNode {}

  record Assertion(int operation) implements RegexNode {}

  record Back(int group) implements RegexNode {}

  record Group(int number, RegexNode body) implements RegexNode {}

  record Sequence(List<RegexNode> nodes) implements RegexNode {}

  record Choice(List<RegexNode> nodes) implements RegexNode {}

  /**
   * @param most -1 for no upper bound
   */
  record Repeat(RegexNode body, int least, int most) implements RegexNode {}
}
