package dev.plinth.shell.run;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.run.ScriptCheck.Kind;
import dev.plinth.shell.syntax.Assignment;
import dev.plinth.shell.syntax.Condition;
import dev.plinth.shell.syntax.Dialect;
import dev.plinth.shell.syntax.Redirection;
import dev.plinth.shell.syntax.Statement;
import dev.plinth.shell.syntax.Statement.AndOr;
import dev.plinth.shell.syntax.Statement.Arm;
import dev.plinth.shell.syntax.Statement.Link;
import dev.plinth.shell.syntax.Statement.Simple;
import dev.plinth.shell.syntax.Word;
import dev.plinth.shell.syntax.Word.Parameter;
import dev.plinth.shell.syntax.Word.Part;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects the command words of a script, its functions, and what it tests for presence. */
final class CommandWords {
  /**
   * A command word.
   *
   * @param arguments with {@link Kind#COMMAND}: the words after the name, null for those that are
   *     expanded
   * @param candidates with {@link Kind#DYNAMIC}: texts that it may expand to, with {@link
   *     KnownValues#OPEN} for what is not known
   * @param guards what the script tested for presence before it came here
   * @param function in whose body it stands; empty outside of all
   */
  record Use(
      int line,
      Kind kind,
      String name,
      List<@Nullable String> arguments,
      List<String> candidates,
      Set<String> guards,
      String function) {
    Use at(int other) {
      return new Use(other, kind, name, arguments, candidates, guards, function);
    }
  }

  private static final int WALKS = 3;

  final Dialect dialect;
  final KnownValues values = new KnownValues();
  final Guards guards = new Guards();
  private final List<Use> uses = new ArrayList<>();
  private final Set<String> functions = new TreeSet<>();
  private final CommandReader reader = new CommandReader(this);
  private final IdentityHashMap<Statement, Set<String>> changed = new IdentityHashMap<>();
  private String function = "";

  private CommandWords(Dialect dialect) {
    this.dialect = dialect;
  }

  /**
   * Walks through a script: first for its functions, then for the values of its variables, which
   * may come after their uses, then for its commands.
   */
  static CommandWords of(Statement script, Dialect dialect) throws NotUnderstood {
    CommandWords words = new CommandWords(dialect);
    for (int walk = 0; walk < WALKS; walk++) {
      words.uses.clear();
      words.guards.back(Set.of());
      words.values.back(Map.of());
      words.statement(script);
    }
    return words;
  }

  /** In the order of the script. */
  List<Use> uses() {
    return uses;
  }

  Set<String> functions() {
    return functions;
  }

  String function() {
    return function;
  }

  void use(
      int line, Kind kind, String name, List<@Nullable String> arguments, List<String> candidates) {
    uses.add(new Use(line, kind, name, arguments, candidates, guards.now(), function));
  }

  // ---- statements --------------------------------------------------------------------------

  void statement(@Nullable Statement statement) throws NotUnderstood {
    switch (statement) {
      case null -> {}
      case Simple simple -> simple(simple);
      case Statement.Sequence sequence -> {
        for (Statement one : sequence.statements()) {
          member(one);
        }
      }
      case AndOr list -> {
        condition(list.first());
        for (Link link : list.rest()) {
          condition(link.statement());
        }
      }
      case Statement.Pipeline pipeline -> pipeline(pipeline.stages());
      case Statement.If choice -> {
        condition(choice.condition());
        statement(choice.then());
        statement(choice.otherwise());
      }
      case Statement.Loop loop -> {
        values.forget(changed.getOrDefault(loop, Set.of()));
        int mark = values.changes();
        condition(loop.condition());
        statement(loop.body());
        changed.put(loop, values.changedSince(mark));
      }
      case Statement.For loop -> loop(loop);
      case Statement.Case cases -> {
        word(cases.subject());
        for (Arm arm : cases.arms()) {
          words(arm.patterns());
          var before = values.now();
          chosen(cases.subject(), arm.patterns());
          statement(arm.body());
          values.back(before);
        }
      }
      case Statement.Group group -> statement(group.body());
      case Statement.Subshell inner -> statement(inner.body());
      case Statement.Background job -> statement(job.body());
      case Statement.Redirected redirected -> {
        statement(redirected.body());
        redirections(redirected.redirections());
      }
      case Statement.Function defined -> function(defined);
      case Statement.Test test -> condition(test.condition());
      case Statement.Arithmetic arithmetic -> word(arithmetic.expression());
    }
  }

  /** One of several in a row: what it alone assigns and tests counts for those after it. */
  private void member(Statement one) throws NotUnderstood {
    Set<String> tested = guards.now();
    var before = values.now();
    int mark = values.changes();
    statement(one);
    if (!Guards.stays(one)) {
      guards.back(tested);
    }
    values.back(before);
    values.forget(values.changedSince(mark));
    if (one instanceof Simple simple && simple.words().isEmpty()) {
      for (Assignment assignment : simple.assignments()) {
        if (assignment.array() == null && !assignment.append()) {
          values.holds(assignment.name(), List.of(assignment.value()));
        }
      }
    }
  }

  /** In the arm of a {@code case} its variable is one of the patterns. */
  private void chosen(Word subject, List<Word> patterns) {
    List<Part> parts = subject.parts();
    if (parts.size() == 1 && parts.getFirst() instanceof Word.Quoted quoted) {
      parts = quoted.parts();
    }
    if (parts.size() == 1
        && parts.getFirst() instanceof Parameter parameter
        && parameter.operator() == Word.Operator.NONE) {
      values.holds(parameter.name(), patterns);
    }
  }

  /** What it tests counts for what depends on it. */
  private void condition(Statement statement) throws NotUnderstood {
    switch (statement) {
      case Statement.Sequence sequence -> {
        for (Statement one : sequence.statements()) {
          condition(one);
        }
      }
      case Statement.Group group -> condition(group.body());
      default -> statement(statement);
    }
  }

  private void pipeline(List<Statement> stages) throws NotUnderstood {
    for (int i = 0; i < stages.size(); i++) {
      condition(stages.get(i));
      if (i > 0) {
        reader.fed(FedShells.piped(stages.get(i - 1), stages.get(i)));
      }
    }
  }

  private void function(Statement.Function defined) throws NotUnderstood {
    values.silence.define(defined.name(), defined.body());
    functions.add(defined.name());
    String outer = function;
    // What was tested where it is defined holds in it, too: else there is no such function.
    Set<String> before = guards.now();
    var valuesBefore = values.now();
    values.back(Map.of());
    function = defined.name();
    statement(defined.body());
    function = outer;
    guards.back(before);
    values.back(valuesBefore);
  }

  private void loop(Statement.For loop) throws NotUnderstood {
    List<Word> items = loop.words();
    if (items == null) {
      values.open(loop.name());
    } else {
      words(items);
      for (Word item : items) {
        values.addFields(loop.name(), item);
      }
    }
    values.forget(changed.getOrDefault(loop, Set.of()));
    int mark = values.changes();
    values.forget(Set.of(loop.name()));
    statement(loop.body());
    changed.put(loop, values.changedSince(mark));
  }

  private void condition(Condition condition) throws NotUnderstood {
    switch (condition) {
      case Condition.Not not -> condition(not.condition());
      case Condition.Both both -> {
        condition(both.left());
        condition(both.right());
      }
      case Condition.Either either -> {
        condition(either.left());
        condition(either.right());
      }
      case Condition.Unary unary -> {
        word(unary.operand());
        reader.guard(unary.operator(), unary.operand());
      }
      case Condition.Binary binary -> {
        word(binary.left());
        word(binary.right());
      }
    }
  }

  private void simple(Simple simple) throws NotUnderstood {
    for (Assignment assignment : simple.assignments()) {
      word(assignment.value());
      List<Word> array = assignment.array();
      if (array != null) {
        words(array);
        values.open(assignment.name());
      } else if (assignment.append()) {
        values.open(assignment.name());
      } else {
        values.add(assignment.name(), assignment.value());
      }
    }
    words(simple.words());
    redirections(simple.redirections());
    if (!simple.words().isEmpty()) {
      reader.command(simple.line(), simple.words());
      reader.fed(FedShells.hereDocument(simple));
    }
  }

  // ---- words -------------------------------------------------------------------------------

  private void words(List<Word> words) throws NotUnderstood {
    for (Word word : words) {
      word(word);
    }
  }

  /** Substitutions in a word hold commands, too. */
  private void word(@Nullable Word word) throws NotUnderstood {
    if (word != null) {
      parts(word.parts());
    }
  }

  private void parts(List<Part> parts) throws NotUnderstood {
    for (Part part : parts) {
      switch (part) {
        case Word.Literal _ -> {}
        case Word.Quoted quoted -> parts(quoted.parts());
        case Word.Substitution substitution -> condition(substitution.body());
        case Word.ProcessInput input -> statement(input.body());
        case Word.ArithmeticExpansion arithmetic -> word(arithmetic.expression());
        case Parameter parameter -> {
          word(parameter.index());
          word(parameter.operand());
          word(parameter.second());
          if (parameter.operator() == Word.Operator.ASSIGN && parameter.operand() != null) {
            values.add(parameter.name(), parameter.operand());
          }
        }
      }
    }
  }

  private void redirections(List<Redirection> redirections) throws NotUnderstood {
    for (Redirection redirection : redirections) {
      word(redirection.target());
    }
  }
}
