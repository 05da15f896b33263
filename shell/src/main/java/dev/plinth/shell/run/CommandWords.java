package dev.plinth.shell.run;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.run.ScriptCheck.Kind;
import dev.plinth.shell.syntax.Assignment;
import dev.plinth.shell.syntax.Condition;
import dev.plinth.shell.syntax.Dialect;
import dev.plinth.shell.syntax.Parser;
import dev.plinth.shell.syntax.Redirection;
import dev.plinth.shell.syntax.Statement;
import dev.plinth.shell.syntax.Statement.AndOr;
import dev.plinth.shell.syntax.Statement.Arm;
import dev.plinth.shell.syntax.Statement.Link;
import dev.plinth.shell.syntax.Statement.Simple;
import dev.plinth.shell.syntax.Word;
import dev.plinth.shell.syntax.Word.Literal;
import dev.plinth.shell.syntax.Word.Parameter;
import dev.plinth.shell.syntax.Word.Part;
import dev.plinth.shell.syntax.Word.Quoted;
import dev.plinth.shell.syntax.Word.Substitution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects the command words of a script, its functions, and what it tests for presence. */
@SuppressWarnings("IfChainToSwitch")
final class CommandWords {
  /**
   * A command word.
   *
   * @param candidates with {@link Kind#DYNAMIC}: the values that the script itself gives the
   *     variable; empty where they are not all known
   */
  record Use(int line, Kind kind, String name, Set<String> candidates) {}

  private static final int MOST_NESTING = 20;

  private final Dialect dialect;
  private final List<Use> uses = new ArrayList<>();
  private final Set<String> functions = new TreeSet<>();
  private final Set<String> guards = new TreeSet<>();
  private final Map<String, Set<String>> values = new HashMap<>();
  private final Set<String> unknownValues = new TreeSet<>();
  private int nesting;

  CommandWords(Dialect dialect) {
    this.dialect = dialect;
  }

  /** By line, with the values of variables as far as they are known. */
  List<Use> uses() {
    List<Use> resolved = new ArrayList<>();
    for (Use use : uses) {
      Set<String> candidates = new LinkedHashSet<>();
      if (use.kind == Kind.DYNAMIC && !unknownValues.contains(use.name)) {
        candidates.addAll(values.getOrDefault(use.name, Set.of()));
      }
      resolved.add(new Use(use.line, use.kind, use.name, candidates));
    }
    return resolved;
  }

  Set<String> functions() {
    return functions;
  }

  Set<String> guards() {
    return guards;
  }

  // ---- statements --------------------------------------------------------------------------

  void statement(@Nullable Statement statement) throws NotUnderstood {
    if (statement instanceof Simple simple) {
      simple(simple);
    } else if (statement instanceof Statement.Sequence sequence) {
      for (Statement one : sequence.statements()) {
        statement(one);
      }
    } else if (statement instanceof AndOr list) {
      statement(list.first());
      for (Link link : list.rest()) {
        statement(link.statement());
      }
    } else if (statement instanceof Statement.Pipeline pipeline) {
      for (Statement one : pipeline.stages()) {
        statement(one);
      }
    } else if (statement instanceof Statement.If choice) {
      statement(choice.condition());
      statement(choice.then());
      statement(choice.otherwise());
    } else if (statement instanceof Statement.Loop loop) {
      statement(loop.condition());
      statement(loop.body());
    } else if (statement instanceof Statement.For loop) {
      loop(loop);
    } else if (statement instanceof Statement.Case cases) {
      word(cases.subject());
      for (Arm arm : cases.arms()) {
        words(arm.patterns());
        statement(arm.body());
      }
    } else if (statement instanceof Statement.Group group) {
      statement(group.body());
    } else if (statement instanceof Statement.Subshell inner) {
      statement(inner.body());
    } else if (statement instanceof Statement.Background job) {
      statement(job.body());
    } else if (statement instanceof Statement.Redirected redirected) {
      statement(redirected.body());
      redirections(redirected.redirections());
    } else if (statement instanceof Statement.Function function) {
      functions.add(function.name());
      statement(function.body());
    } else if (statement instanceof Statement.Test test) {
      condition(test.condition());
    } else if (statement instanceof Statement.Arithmetic arithmetic) {
      word(arithmetic.expression());
    }
  }

  private void loop(Statement.For loop) throws NotUnderstood {
    List<Word> items = loop.words();
    if (items == null) {
      unknownValues.add(loop.name());
    } else {
      words(items);
      for (Word item : items) {
        value(loop.name(), item);
      }
    }
    statement(loop.body());
  }

  private void condition(Condition condition) throws NotUnderstood {
    if (condition instanceof Condition.Not not) {
      condition(not.condition());
    } else if (condition instanceof Condition.Both both) {
      condition(both.left());
      condition(both.right());
    } else if (condition instanceof Condition.Either either) {
      condition(either.left());
      condition(either.right());
    } else if (condition instanceof Condition.Unary unary) {
      word(unary.operand());
      guard(unary.operator(), unary.operand());
    } else if (condition instanceof Condition.Binary binary) {
      word(binary.left());
      word(binary.right());
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
      if (part instanceof Quoted quoted) {
        parts(quoted.parts());
      } else if (part instanceof Substitution substitution) {
        statement(substitution.body());
      } else if (part instanceof Word.ProcessInput input) {
        statement(input.body());
      } else if (part instanceof Word.ArithmeticExpansion arithmetic) {
        word(arithmetic.expression());
      } else if (part instanceof Parameter parameter) {
        word(parameter.index());
        word(parameter.operand());
        word(parameter.second());
        if (parameter.operator() == Word.Operator.ASSIGN && parameter.operand() != null) {
          value(parameter.name(), parameter.operand());
        }
      }
    }
  }

  private void redirections(List<Redirection> redirections) throws NotUnderstood {
    for (Redirection redirection : redirections) {
      word(redirection.target());
    }
  }

  private void value(String name, Word word) {
    Optional<String> literal = word.literal();
    if (literal.isPresent()) {
      values.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(firstOf(literal.get()));
    } else {
      unknownValues.add(name);
    }
  }

  private static String firstOf(String text) {
    String stripped = text.strip();
    int blank = 0;
    while (blank < stripped.length() && !Character.isWhitespace(stripped.charAt(blank))) {
      blank++;
    }
    return stripped.substring(0, blank);
  }

  // ---- simple commands ---------------------------------------------------------------------

  private void simple(Simple simple) throws NotUnderstood {
    for (Assignment assignment : simple.assignments()) {
      word(assignment.value());
      value(assignment.name(), assignment.value());
      List<Word> array = assignment.array();
      if (array != null) {
        words(array);
        unknownValues.add(assignment.name());
      }
    }
    words(simple.words());
    redirections(simple.redirections());
    if (!simple.words().isEmpty()) {
      command(simple.line(), simple.words());
    }
  }

  private void command(int line, List<Word> words) throws NotUnderstood {
    if (words.isEmpty() || ++nesting > MOST_NESTING) {
      return;
    }
    Word first = words.getFirst();
    Optional<String> name = first.literal();
    if (name.isEmpty()) {
      uses.add(new Use(line, Kind.DYNAMIC, dynamicName(first), Set.of()));
    } else {
      arguments(line, name.get(), words);
    }
    nesting--;
  }

  /** The variable where the word is just one; else something to show. */
  private static String dynamicName(Word word) {
    List<Part> parts = word.parts();
    if (parts.size() == 1 && parts.getFirst() instanceof Quoted quoted) {
      parts = quoted.parts();
    }
    if (parts.size() == 1 && parts.getFirst() instanceof Parameter parameter) {
      return parameter.name();
    }
    StringBuilder shown = new StringBuilder();
    for (Part part : parts) {
      shown.append(
          part instanceof Literal literal
              ? literal.text()
              : part instanceof Parameter parameter ? "$" + parameter.name() : "$(…)");
    }
    return shown.toString();
  }

  private void arguments(int line, String name, List<Word> words) throws NotUnderstood {
    if (!name.equals(".") && !name.equals("source")) {
      uses.add(new Use(line, Kind.COMMAND, name, Set.of()));
    }
    switch (name) {
      case "[", "test" -> {
        for (int i = 1; i + 1 < words.size(); i++) {
          guard(words.get(i).literal().orElse(""), words.get(i + 1));
        }
      }
      case "which", "type", "hash" -> guardAll(words.subList(1, words.size()));
      case "command" -> {
        if (words.size() > 2 && words.get(1).literal().orElse("").matches("-[vV]")) {
          guardAll(words.subList(2, words.size()));
        } else {
          command(line, afterOptions(words, ""));
        }
      }
      case "exec", "builtin", "nohup", "setsid" -> command(line, afterOptions(words, ""));
      case "nice", "ionice" -> command(line, afterOptions(words, "ncp"));
      case "xargs" -> command(line, afterOptions(words, "nIdPLsE"));
      case "env" -> command(line, afterAssignments(afterOptions(words, "u")));
      case "timeout" -> {
        List<Word> rest = afterOptions(words, "sk");
        command(line, rest.isEmpty() ? rest : rest.subList(1, rest.size()));
      }
      case "find" -> find(line, words);
      case "eval" -> evaluated(line, words);
      case "trap" -> {
        List<Word> rest = afterOptions(words, "");
        if (rest.size() > 1) {
          text(line, rest.getFirst());
        }
      }
      case "sh", "bash", "dash", "/bin/sh", "/bin/bash", "/bin/dash" -> {
        for (int i = 1; i + 1 < words.size(); i++) {
          if (words.get(i).literal().orElse("").matches("-[a-z]*c")) {
            text(line, words.get(i + 1));
          }
        }
      }
      case ".", "source" -> source(line, words);
      case "read", "getopts", "unset", "mapfile", "readarray" -> {
        for (Word word : words.subList(1, words.size())) {
          word.literal().ifPresent(unknownValues::add);
        }
      }
      case "export", "local", "readonly", "declare", "typeset" -> declared(words);
      default -> {}
    }
  }

  private void declared(List<Word> words) {
    for (Word word : words.subList(1, words.size())) {
      Assignment assignment = Assignment.of(word, dialect);
      if (assignment != null) {
        value(assignment.name(), assignment.value());
      }
    }
  }

  private void source(int line, List<Word> words) {
    if (words.size() < 2) {
      return;
    }
    Optional<String> path = words.get(1).literal();
    uses.add(
        new Use(
            line,
            path.isPresent() ? Kind.SOURCE : Kind.DYNAMIC,
            path.orElseGet(() -> dynamicName(words.get(1))),
            Set.of()));
  }

  private void evaluated(int line, List<Word> words) throws NotUnderstood {
    StringBuilder text = new StringBuilder();
    for (Word word : words.subList(1, words.size())) {
      Optional<String> literal = word.literal();
      if (literal.isEmpty()) {
        if (text.isEmpty()) {
          uses.add(new Use(line, Kind.DYNAMIC, "eval " + dynamicName(word), Set.of()));
        }
        return;
      }
      text.append(literal.get()).append(' ');
    }
    parsed(line, text.toString());
  }

  private void text(int line, Word word) throws NotUnderstood {
    Optional<String> literal = word.literal();
    if (literal.isPresent() && !literal.get().equals("-")) {
      parsed(line, literal.get());
    }
  }

  private void parsed(int line, String text) throws NotUnderstood {
    if (++nesting > MOST_NESTING) {
      throw new NotUnderstood(line, "nested too deeply");
    }
    int before = uses.size();
    statement(Parser.parse(text, dialect, line));
    for (int i = before; i < uses.size(); i++) {
      Use use = uses.get(i);
      uses.set(i, new Use(line, use.kind, use.name, use.candidates));
    }
    nesting--;
  }

  private void find(int line, List<Word> words) throws NotUnderstood {
    for (int i = 1; i + 1 < words.size(); i++) {
      String word = words.get(i).literal().orElse("");
      if (word.equals("-exec") || word.equals("-execdir") || word.equals("-ok")) {
        int end = i + 1;
        while (end < words.size() && !words.get(end).literal().orElse("").equals(";")) {
          end++;
        }
        command(line, words.subList(i + 1, end));
      }
    }
  }

  /**
   * @param valued letters of options whose value is the next word
   */
  private static List<Word> afterOptions(List<Word> words, String valued) {
    int at = 1;
    while (at < words.size()) {
      String word = words.get(at).literal().orElse("");
      boolean option =
          words.get(at).parts().isEmpty()
              || (words.get(at).parts().getFirst() instanceof Literal first
                  && first.text().startsWith("-"));
      if (!option || word.equals("-")) {
        break;
      }
      at++;
      if (word.equals("--")) {
        break;
      }
      if (word.length() == 2 && valued.indexOf(word.charAt(1)) >= 0) {
        at++;
      }
    }
    return at >= words.size() ? List.of() : words.subList(at, words.size());
  }

  private List<Word> afterAssignments(List<Word> words) {
    int at = 0;
    while (at < words.size() && Assignment.of(words.get(at), dialect) != null) {
      at++;
    }
    return words.subList(at, words.size());
  }

  private void guard(String operator, Word operand) {
    switch (operator) {
      case "-x", "-f", "-e", "-r", "-s" -> operand.literal().ifPresent(guards::add);
      default -> {}
    }
  }

  private void guardAll(List<Word> names) {
    for (Word name : names) {
      name.literal().ifPresent(guards::add);
    }
  }
}
