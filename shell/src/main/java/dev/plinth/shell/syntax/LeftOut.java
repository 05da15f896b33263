package dev.plinth.shell.syntax;

import dev.plinth.shell.syntax.Statement.AndOr;
import dev.plinth.shell.syntax.Statement.Arm;
import dev.plinth.shell.syntax.Statement.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A script without the commands that begin on some of its lines; {@code :} stands for each. */
public final class LeftOut {
  private final Set<Integer> lines;

  private LeftOut(Set<Integer> lines) {
    this.lines = lines;
  }

  /**
   * @param lines from 1
   */
  public static Statement of(Statement script, Set<Integer> lines) {
    return lines.isEmpty() ? script : new LeftOut(lines).statement(script);
  }

  private Statement statement(Statement statement) {
    int line = statement.line();
    return switch (statement) {
      case Statement.Simple simple -> lines.contains(line) ? nothing(line) : simple;
      case Statement.Test test -> lines.contains(line) ? nothing(line) : test;
      case Statement.Arithmetic arithmetic -> lines.contains(line) ? nothing(line) : arithmetic;
      case Statement.Sequence sequence ->
          new Statement.Sequence(line, statements(sequence.statements()));
      case Statement.Pipeline pipeline ->
          new Statement.Pipeline(line, pipeline.negated(), statements(pipeline.stages()));
      case AndOr list -> {
        List<Link> rest = new ArrayList<>();
        for (Link link : list.rest()) {
          rest.add(new Link(link.and(), statement(link.statement())));
        }
        yield new AndOr(line, statement(list.first()), rest);
      }
      case Statement.Background job -> new Statement.Background(line, statement(job.body()));
      case Statement.Redirected redirected ->
          new Statement.Redirected(line, statement(redirected.body()), redirected.redirections());
      case Statement.Subshell inner -> new Statement.Subshell(line, statement(inner.body()));
      case Statement.Group group -> new Statement.Group(line, statement(group.body()));
      case Statement.If choice -> {
        Statement otherwise = choice.otherwise();
        yield new Statement.If(
            line,
            statement(choice.condition()),
            statement(choice.then()),
            otherwise == null ? null : statement(otherwise));
      }
      case Statement.Loop loop ->
          new Statement.Loop(
              line, loop.until(), statement(loop.condition()), statement(loop.body()));
      case Statement.For loop ->
          new Statement.For(line, loop.name(), loop.words(), statement(loop.body()));
      case Statement.Case cases -> {
        List<Arm> arms = new ArrayList<>();
        for (Arm arm : cases.arms()) {
          arms.add(new Arm(arm.patterns(), statement(arm.body())));
        }
        yield new Statement.Case(line, cases.subject(), arms);
      }
      case Statement.Function function ->
          new Statement.Function(line, function.name(), statement(function.body()));
    };
  }

  private List<Statement> statements(List<Statement> all) {
    List<Statement> kept = new ArrayList<>();
    for (Statement one : all) {
      kept.add(statement(one));
    }
    return kept;
  }

  private static Statement nothing(int line) {
    Word word = new Word(line, List.of(new Word.Literal(":", false)));
    return new Statement.Simple(line, List.of(), List.of(word), List.of());
  }
}
