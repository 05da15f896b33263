package dev.plinth.shell.run;

import dev.plinth.shell.Command;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.syntax.Dialect;
import dev.plinth.shell.utilities.Echo;
import dev.plinth.shell.utilities.Printf;
import dev.plinth.shell.utilities.Test;
import java.util.List;

/** The built-ins of dash (XCU 2.14 and chapter 4) and the few of bash that scripts use. */
final class Builtins {
  private Builtins() {}

  /** Special built-ins: found before functions, their assignments stay, their errors are fatal. */
  static boolean isSpecial(String name) {
    return switch (name) {
      case ".",
          ":",
          "break",
          "continue",
          "eval",
          "exec",
          "exit",
          "export",
          "local",
          "readonly",
          "return",
          "set",
          "shift",
          "times",
          "trap",
          "unset" ->
          true;
      default -> false;
    };
  }

  static boolean exists(String name, Dialect dialect) {
    if (isSpecial(name)) {
      return true;
    }
    return switch (name) {
      case "[",
          "alias",
          "bg",
          "cd",
          "command",
          "echo",
          "false",
          "fg",
          "getopts",
          "hash",
          "jobs",
          "kill",
          "printf",
          "pwd",
          "read",
          "test",
          "true",
          "type",
          "ulimit",
          "umask",
          "unalias",
          "wait" ->
          true;
      case "source", "declare", "typeset", "shopt", "builtin", "let", "mapfile", "readarray" ->
          dialect == Dialect.BASH;
      default -> false;
    };
  }

  /** Whether arguments that look like assignments are expanded as such. */
  static boolean declares(String name, Dialect dialect) {
    return switch (name) {
      case "export", "readonly", "local" -> true;
      case "declare", "typeset" -> dialect == Dialect.BASH;
      default -> false;
    };
  }

  static int run(Evaluator evaluator, List<String> arguments, boolean tested) throws NotUnderstood {
    Shell shell = evaluator.shell;
    String name = arguments.getFirst();
    return switch (name) {
      case ":", "true" -> 0;
      case "false" -> 1;
      case "echo" -> command(shell, arguments, Echo.ofShell(shell.dialect == Dialect.BASH));
      case "printf" -> command(shell, arguments, new Printf());
      case "test", "[" -> command(shell, arguments, new Test(shell.dialect == Dialect.BASH));
      case "break", "continue", "return", "exit", "shift", "wait" ->
          ControlBuiltins.run(shell, arguments);
      case ".", "source", "eval", "exec", "command", "builtin" ->
          new CallBuiltins(evaluator).run(arguments, tested);
      case "export", "readonly", "local", "declare", "typeset", "unset" ->
          VariableBuiltins.run(shell, arguments);
      case "set", "trap", "umask", "shopt" -> SettingBuiltins.run(shell, arguments);
      case "read" -> ReadBuiltin.run(shell, evaluator.expander.ifs(), arguments);
      case "mapfile", "readarray" -> ReadBuiltin.map(shell, arguments);
      case "getopts" -> GetoptsBuiltin.run(shell, arguments);
      case "cd", "pwd" -> DirectoryBuiltins.run(shell, arguments);
      case "type", "hash" -> new Locator(shell).type(arguments);
      case "let" -> let(shell, arguments);
      case "unalias", "jobs" -> 0;
      case "alias" -> alias(arguments);
      case "ulimit" -> ulimit(arguments);
      default -> throw new NotUnderstood("the built-in '" + name + "' is not modelled");
    };
  }

  private static int alias(List<String> arguments) throws NotUnderstood {
    if (arguments.size() == 1) {
      return 0;
    }
    throw new NotUnderstood("aliases are not modelled");
  }

  private static int ulimit(List<String> arguments) throws NotUnderstood {
    if (arguments.size() == 3) {
      return 0;
    }
    throw new NotUnderstood("'ulimit' is modelled only where it sets a limit");
  }

  private static int let(Shell shell, List<String> arguments) throws NotUnderstood {
    long value = 0;
    for (String expression : arguments.subList(1, arguments.size())) {
      value = Arithmetic.evaluate(expression, shell);
    }
    return value != 0 ? 0 : 1;
  }

  static int command(Shell shell, List<String> arguments, Command command) throws NotUnderstood {
    return command.run(new Call(shell, arguments));
  }
}
