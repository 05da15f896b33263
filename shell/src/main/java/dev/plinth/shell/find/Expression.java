package dev.plinth.shell.find;

import dev.plinth.shell.pattern.Regex;
import java.util.ArrayList;
import java.util.List;

/** A parsed expression of find. */
sealed interface Expression {
  record And(Expression left, Expression right) implements Expression {}

  record Or(Expression left, Expression right) implements Expression {}

  /** {@code left , right}: both are done, the right one counts. */
  record Both(Expression left, Expression right) implements Expression {}

  record Not(Expression inner) implements Expression {}

  record Constant(boolean value) implements Expression {}

  /**
   * @param subject {@code name}, {@code path} or {@code lname}
   */
  record Matches(String subject, String pattern, boolean ignoreCase) implements Expression {}

  record PathRegex(Regex regex) implements Expression {}

  /**
   * @param letters of {@code -type}, several with commas taken out
   * @param follow {@code -xtype}
   */
  record Type(String letters, boolean follow) implements Expression {}

  /**
   * @param how {@code -}: all bits, {@code /}: any, a blank: exactly these
   */
  record Permissions(int bits, char how) implements Expression {}

  record Owner(boolean group, int id) implements Expression {}

  /** An owner whose number no account has. */
  record Ownerless(boolean group) implements Expression {}

  record Newer(long time, boolean generated) implements Expression {}

  record Empty() implements Expression {}

  /**
   * @param how {@code +}, {@code -} or a blank
   * @param unit bytes that sizes are rounded up to; 0 for hard links instead of sizes
   */
  record Size(char how, long number, long unit) implements Expression {}

  record Executable() implements Expression {}

  record SameFile(String path) implements Expression {}

  // Actions

  /**
   * @param format of {@code -printf}; empty for {@code -print}
   */
  record Print(String format, String end) implements Expression {}

  record Prune() implements Expression {}

  record Quit() implements Expression {}

  record Delete() implements Expression {}

  /**
   * @param collected what {@code -exec … +} has gathered
   */
  record Execute(
      List<String> command, boolean together, boolean inDirectory, List<String> collected)
      implements Expression {
    static Execute of(List<String> command, boolean together, boolean inDirectory) {
      return new Execute(List.copyOf(command), together, inDirectory, new ArrayList<>());
    }
  }

  /**
   * Whether it does something besides being true or false, so that no {@code -print} is implied.
   */
  static boolean acts(Expression expression) {
    return switch (expression) {
      case And(Expression left, Expression right) -> acts(left) || acts(right);
      case Or(Expression left, Expression right) -> acts(left) || acts(right);
      case Both(Expression left, Expression right) -> acts(left) || acts(right);
      case Not(Expression inner) -> acts(inner);
      case Print _, Delete _, Execute _, Quit _ -> true;
      default -> false;
    };
  }
}
