package dev.plinth.shell.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command of the shell's grammar, simple or compound. */
public sealed interface Statement {
  /** The line of the script on which it begins, from 1. */
  int line();

  /** Assignments, words and redirections; any of the three may be empty, not all. */
  record Simple(
      int line, List<Assignment> assignments, List<Word> words, List<Redirection> redirections)
      implements Statement {}

  /** {@code [!] a | b | c}; one stage only where it is negated. */
  record Pipeline(int line, boolean negated, List<Statement> stages) implements Statement {}

  /** {@code first && b || c}, from left to right. */
  record AndOr(int line, Statement first, List<Link> rest) implements Statement {}

  /**
   * @param and {@code &&}, else {@code ||}
   */
  record Link(boolean and, Statement statement) {}

  /** One after the other; an empty one does nothing. */
  record Sequence(int line, List<Statement> statements) implements Statement {}

  /** {@code body &}. */
  record Background(int line, Statement body) implements Statement {}

  /** A compound command with redirections. */
  record Redirected(int line, Statement body, List<Redirection> redirections)
      implements Statement {}

  /** {@code ( body )}. */
  record Subshell(int line, Statement body) implements Statement {}

  /** {@code { body; }}. */
  record Group(int line, Statement body) implements Statement {}

  record If(int line, Statement condition, Statement then, @Nullable Statement otherwise)
      implements Statement {}

  /** {@code while}, or {@code until}. */
  record Loop(int line, boolean until, Statement condition, Statement body) implements Statement {}

  /**
   * @param words null for {@code for x do}: the positional parameters
   */
  record For(int line, String name, @Nullable List<Word> words, Statement body)
      implements Statement {}

  record Case(int line, Word subject, List<Arm> arms) implements Statement {}

  /** {@code a|b) body ;;}. */
  record Arm(List<Word> patterns, Statement body) {}

  record Function(int line, String name, Statement body) implements Statement {}

  /** bash: {@code [[ condition ]]}. */
  record Test(int line, Condition condition) implements Statement {}

  /** bash: {@code (( expression ))}. */
  record Arithmetic(int line, Word expression) implements Statement {}
}
