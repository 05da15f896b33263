package dev.plinth.shell.run;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.run.Shell.Skip;
import dev.plinth.shell.syntax.Assignment;
import dev.plinth.shell.syntax.Dialect;
import dev.plinth.shell.syntax.Statement;
import dev.plinth.shell.syntax.Statement.Simple;
import dev.plinth.shell.syntax.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Simple commands: expansion, redirection, assignment, look-up (XCU 2.9.1). */
final class SimpleCommands {
  private final Evaluator evaluator;
  private final Shell shell;

  SimpleCommands(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.shell = evaluator.shell;
  }

  int run(Simple command, boolean tested) throws NotUnderstood {
    shell.substitutionStatus = 0;
    List<String> arguments = expand(command.words());
    if (command.redirections().isEmpty()) {
      return perform(command, arguments, tested);
    }
    @Nullable Stream[] saved = shell.saveStreams();
    boolean keep = false;
    try {
      try {
        evaluator.redirector.apply(command.redirections());
      } catch (ShellError e) {
        if (!arguments.isEmpty() && isFatal(arguments.getFirst())) {
          throw e;
        }
        shell.restoreStreams(saved.clone());
        shell.complain(e.message());
        return e.status();
      }
      shell.keepStreams = false;
      int status = perform(command, arguments, tested);
      keep = shell.keepStreams;
      shell.keepStreams = false;
      return status;
    } finally {
      if (!keep) {
        shell.restoreStreams(saved);
      }
    }
  }

  private boolean isFatal(String name) {
    return shell.dialect == Dialect.DASH && Builtins.isSpecial(name);
  }

  private List<String> expand(List<Word> words) throws NotUnderstood {
    List<String> arguments = new ArrayList<>(words.size());
    boolean declares = false;
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      Assignment assignment = declares ? Assignment.of(word, shell.dialect) : null;
      if (assignment != null && assignment.index() == null) {
        arguments.add(evaluator.expander.assignmentArgument(assignment));
      } else {
        evaluator.expander.fields(word, arguments);
      }
      if (!arguments.isEmpty() && !declares) {
        String last = arguments.getLast();
        boolean command = arguments.size() == 1 || arguments.getFirst().equals("command");
        declares = command && Builtins.declares(last, shell.dialect);
      }
    }
    return arguments;
  }

  private int perform(Simple command, List<String> arguments, boolean tested) throws NotUnderstood {
    if (arguments.isEmpty()) {
      for (Assignment assignment : command.assignments()) {
        assign(assignment);
      }
      return shell.substitutionStatus;
    }
    if (shell.options.is('x')) {
      shell.write(2, "+ " + String.join(" ", arguments) + "\n");
    }
    String name = arguments.getFirst();
    if (Builtins.isSpecial(name) && shell.dialect == Dialect.DASH) {
      for (Assignment assignment : command.assignments()) {
        assign(assignment);
      }
      return Builtins.run(evaluator, arguments, tested);
    }
    if (command.assignments().isEmpty()) {
      return call(arguments, tested);
    }
    Map<String, Variables.@Nullable Variable> saved = new LinkedHashMap<>();
    try {
      for (Assignment assignment : command.assignments()) {
        saved.putIfAbsent(assignment.name(), shell.variables.variable(assignment.name()));
        assign(assignment);
        shell.variables.export(assignment.name(), true);
      }
      return call(arguments, tested);
    } finally {
      saved.forEach(shell.variables::restore);
    }
  }

  private void assign(Assignment assignment) throws NotUnderstood {
    if (assignment.array() != null || assignment.index() != null) {
      Arrays.assign(shell, evaluator.expander, assignment);
      return;
    }
    String value = evaluator.expander.assigned(assignment.value());
    String name = assignment.name();
    shell.variables.set(
        name, assignment.append() ? shell.variables.getOrEmpty(name) + value : value);
    if (shell.options.is('a')) {
      shell.variables.export(name, true);
    }
  }

  /** Calls a function, a built-in or a program. */
  int call(List<String> arguments, boolean tested) throws NotUnderstood {
    Statement.Function function = shell.functions.get(arguments.getFirst());
    return function != null
        ? call(function, arguments, tested)
        : callWithoutFunctions(arguments, tested);
  }

  int callWithoutFunctions(List<String> arguments, boolean tested) throws NotUnderstood {
    String name = arguments.getFirst();
    if (!Builtins.exists(name, shell.dialect)) {
      return new Programs(shell).run(arguments);
    }
    try {
      return Builtins.run(evaluator, arguments, tested);
    } catch (ShellError e) {
      if (isFatal(name)) {
        throw e;
      }
      shell.complain(name + ": " + e.message());
      return e.status();
    }
  }

  private int call(Statement.Function function, List<String> arguments, boolean tested)
      throws NotUnderstood {
    List<String> saved = shell.arguments;
    int loops = shell.loops;
    int option = shell.optionOffset;
    int line = shell.line;
    String caller = shell.library;
    String library = shell.session.libraries().get(function);
    boolean elsewhere = !Objects.equals(caller, library);
    shell.library = library;
    shell.session.enter();
    shell.variables.pushFrame();
    shell.parameters(arguments.subList(1, arguments.size()));
    shell.loops = 0;
    shell.functionDepth++;
    try {
      int status = evaluator.run(function.body(), tested);
      if (shell.skip == Skip.RETURN) {
        status = shell.status;
        shell.skip(Skip.NONE, 0);
      }
      return status;
    } catch (NotUnderstood e) {
      if (!elsewhere) {
        throw e;
      }
      String where = library == null ? shell.name : library;
      throw new NotUnderstood(line, where + ":" + e.line() + ": " + e.why());
    } finally {
      shell.line = elsewhere ? line : shell.line;
      shell.library = caller;
      shell.functionDepth--;
      shell.loops = loops;
      shell.arguments = saved;
      shell.optionOffset = option;
      shell.variables.popFrame();
      shell.session.leave();
    }
  }
}
