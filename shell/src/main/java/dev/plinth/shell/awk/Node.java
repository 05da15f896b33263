package dev.plinth.shell.awk;

import dev.plinth.shell.pattern.Regex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression. */
sealed interface Node {
  record Constant(Value value) implements Node {}

  /** {@code /re/} by itself matches the record; beside {@code ~} it is the expression. */
  record Pattern(Regex regex) implements Node {}

  record Variable(String name) implements Node {}

  record Field(Node index) implements Node {}

  record Element(String array, List<Node> index) implements Node {}

  record Assign(Node target, String operator, Node value) implements Node {}

  record Step(Node target, int by, boolean before) implements Node {}

  record Unary(char operator, Node operand) implements Node {}

  record Binary(String operator, Node left, Node right) implements Node {}

  record Concatenation(Node left, Node right) implements Node {}

  record Choice(Node condition, Node yes, Node no) implements Node {}

  record Matches(Node text, Node regex, boolean negated) implements Node {}

  record In(List<Node> index, String array) implements Node {}

  record Call(String name, List<Node> arguments, boolean user) implements Node {}

  /** A list in parentheses, for {@code (i,j) in a} and {@code print (a, b)}. */
  record Grouping(List<Node> nodes) implements Node {}

  /**
   * @param from a file, or a command; null for the main input
   */
  record Getline(@Nullable Node target, @Nullable Node from, boolean command) implements Node {}
}
