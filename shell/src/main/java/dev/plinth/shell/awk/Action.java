package dev.plinth.shell.awk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement. */
sealed interface Action {
  record Block(List<Action> actions) implements Action {}

  record Expression(Node node) implements Action {}

  /**
   * @param format whether it is {@code printf}
   * @param mode empty, or {@code >}, {@code >>} or {@code |}
   */
  record Print(boolean format, List<Node> nodes, String mode, @Nullable Node target)
      implements Action {}

  record If(Node condition, Action then, @Nullable Action otherwise) implements Action {}

  /**
   * @param first {@code do … while}: the body runs before the condition is looked at
   */
  record While(Node condition, Action body, boolean first) implements Action {}

  record For(@Nullable Action start, @Nullable Node condition, @Nullable Action step, Action body)
      implements Action {}

  record ForIn(String variable, String array, Action body) implements Action {}

  record Delete(String array, @Nullable List<Node> index) implements Action {}

  /**
   * @param word {@code break}, {@code continue}, {@code next}, {@code nextfile}, {@code exit} or
   *     {@code return}
   */
  record Jump(String word, @Nullable Node value) implements Action {}

  /** A rule of the program; no pattern means every record, no action means to print it. */
  record Rule(String kind, @Nullable Node pattern, @Nullable Node end, @Nullable Action action) {}

  record Function(List<String> parameters, Action body) {}
}
