package dev.plinth.shell.run;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.syntax.Dialect;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code export}, {@code readonly}, {@code local}, {@code unset}, bash's {@code declare}. */
final class VariableBuiltins {
  private VariableBuiltins() {}

  static int run(Shell shell, List<String> arguments) throws NotUnderstood {
    return switch (arguments.getFirst()) {
      case "unset" -> unset(shell, arguments);
      case "local" -> local(shell, arguments);
      case "export" -> mark(shell, arguments, true);
      case "readonly" -> mark(shell, arguments, false);
      default -> declare(shell, arguments);
    };
  }

  private static int mark(Shell shell, List<String> arguments, boolean export)
      throws NotUnderstood {
    int at = 1;
    boolean list = arguments.size() == 1;
    boolean off = false;
    while (at < arguments.size() && arguments.get(at).startsWith("-")) {
      String option = arguments.get(at++);
      switch (option) {
        case "--" -> {}
        case "-p" -> list = true;
        case "-n" -> {
          if (shell.dialect == Dialect.DASH) {
            throw new ShellError("Illegal option -n");
          }
          off = true;
        }
        default -> throw new ShellError("Illegal option " + option);
      }
      if (option.equals("--")) {
        break;
      }
    }
    if (list && at == arguments.size()) {
      list(shell, export);
      return 0;
    }
    for (String argument : arguments.subList(at, arguments.size())) {
      String name = assign(shell, argument);
      if (export) {
        shell.variables.export(name, !off);
      } else {
        shell.variables.makeReadOnly(name);
      }
    }
    return 0;
  }

  private static void list(Shell shell, boolean export) throws NotUnderstood {
    StringBuilder out = new StringBuilder();
    String word = export ? "export " : "readonly ";
    shell
        .variables
        .sorted()
        .forEach((name, variable) -> {
          if (export ? variable.exported() : variable.readOnly()) {
            out.append(word).append(name);
            if (variable.value() != null) {
              out.append('=').append(Quoting.single(variable.value()));
            }
            out.append('\n');
          }
        });
    shell.write(1, out.toString());
  }

  /** Performs {@code name=value} or {@code name+=value}; gives the name. */
  private static String assign(Shell shell, String argument) {
    int equals = argument.indexOf('=');
    String name = equals < 0 ? argument : argument.substring(0, equals);
    boolean append = name.endsWith("+") && shell.dialect == Dialect.BASH;
    if (append) {
      name = name.substring(0, name.length() - 1);
    }
    if (!Parameters.isVariable(name)) {
      throw new ShellError(name + ": bad variable name");
    }
    if (equals >= 0) {
      String value = argument.substring(equals + 1);
      shell.variables.set(name, append ? shell.variables.getOrEmpty(name) + value : value);
    }
    return name;
  }

  private static int local(Shell shell, List<String> arguments) throws NotUnderstood {
    if (!shell.variables.inFunction()) {
      if (shell.dialect == Dialect.BASH) {
        return 1;
      }
      throw new ShellError("not in a function");
    }
    boolean array = false;
    for (String argument : arguments.subList(1, arguments.size())) {
      if (argument.startsWith("-") && argument.length() > 1) {
        if (shell.dialect != Dialect.BASH || !argument.matches("-[arix]+")) {
          throw new NotUnderstood("'local " + argument + "' is not modelled");
        }
        array |= argument.contains("a");
        continue;
      }
      declareLocal(shell, argument, array);
    }
    return 0;
  }

  private static void declareLocal(Shell shell, String argument, boolean array) {
    if (argument.equals("-")) {
      throw new ShellError("'local -' is not modelled");
    }
    int equals = argument.indexOf('=');
    String name = equals < 0 ? argument : argument.substring(0, equals);
    if (!Parameters.isVariable(name)) {
      throw new ShellError(name + ": bad variable name");
    }
    shell.variables.makeLocal(name);
    if (equals >= 0) {
      shell.variables.set(name, argument.substring(equals + 1));
    } else if (shell.dialect == Dialect.BASH) {
      shell.variables.unset(name);
    }
    if (array && equals < 0) {
      shell.variables.setArray(name, new TreeMap<>());
    }
  }

  private static int declare(Shell shell, List<String> arguments) throws NotUnderstood {
    boolean global = false;
    boolean export = false;
    boolean readOnly = false;
    boolean array = false;
    for (String argument : arguments.subList(1, arguments.size())) {
      if (argument.startsWith("-")) {
        for (char option : argument.substring(1).toCharArray()) {
          switch (option) {
            case 'g' -> global = true;
            case 'x' -> export = true;
            case 'r' -> readOnly = true;
            case 'a' -> array = true;
            default -> throw new NotUnderstood("'declare -" + option + "' is not modelled");
          }
        }
        continue;
      }
      if (shell.variables.inFunction() && !global) {
        declareLocal(shell, argument, array);
      } else {
        String name = assign(shell, argument);
        if (array && shell.variables.variable(name) == null) {
          shell.variables.setArray(name, new TreeMap<>());
        }
      }
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (export) {
        shell.variables.export(name, true);
      }
      if (readOnly) {
        shell.variables.makeReadOnly(name);
      }
    }
    return 0;
  }

  private static int unset(Shell shell, List<String> arguments) throws NotUnderstood {
    boolean functions = false;
    int status = 0;
    for (int i = 1; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      switch (argument) {
        case "-f" -> functions = true;
        case "-v" -> functions = false;
        case "--" -> {}
        default -> {
          if (functions) {
            shell.functions.remove(argument);
          } else if (argument.endsWith("]") && shell.dialect == Dialect.BASH) {
            throw new NotUnderstood("unsetting an array's element is not modelled");
          } else if (!Parameters.isVariable(argument)) {
            throw new ShellError(argument + ": bad variable name");
          } else {
            shell.variables.unset(argument);
          }
        }
      }
    }
    return status;
  }

  /** The listing of {@code set} without arguments. */
  static void listAll(Shell shell) throws NotUnderstood {
    StringBuilder out = new StringBuilder();
    for (Map.Entry<String, Variables.Variable> entry : shell.variables.sorted().entrySet()) {
      String value = entry.getValue().value();
      if (value != null) {
        out.append(entry.getKey()).append('=').append(Quoting.single(value)).append('\n');
      }
    }
    shell.write(1, out.toString());
  }
}
