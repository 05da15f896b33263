package dev.plinth.shell.run;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.Modes;
import dev.plinth.shell.syntax.Dialect;
import java.util.List;
import java.util.Map;

/** {@code set}, {@code trap}, {@code umask}, bash's {@code shopt}. */
final class SettingBuiltins {
  private static final String[] SIGNALS = {
    "EXIT", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
    "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU"
  };

  private SettingBuiltins() {}

  static int run(Shell shell, List<String> arguments) throws NotUnderstood {
    return switch (arguments.getFirst()) {
      case "set" -> set(shell, arguments);
      case "trap" -> trap(shell, arguments);
      case "umask" -> umask(shell, arguments);
      default -> shopt(arguments);
    };
  }

  private static int set(Shell shell, List<String> arguments) throws NotUnderstood {
    if (arguments.size() == 1) {
      VariableBuiltins.listAll(shell);
      return 0;
    }
    int at = options(shell, arguments.subList(1, arguments.size())) + 1;
    boolean dashes = at > 1 && arguments.get(at - 1).equals("--");
    if (dashes || at < arguments.size()) {
      shell.parameters(arguments.subList(at, arguments.size()));
      shell.optionOffset = 0;
    }
    return 0;
  }

  /** Takes leading options as {@code set} and {@code sh} do; gives how many arguments they were. */
  static int options(Shell shell, List<String> arguments) throws NotUnderstood {
    int at = 0;
    while (at < arguments.size()) {
      String argument = arguments.get(at);
      if (argument.length() < 2 || (argument.charAt(0) != '-' && argument.charAt(0) != '+')) {
        if (argument.equals("-")) {
          shell.options.set('x', false);
          shell.options.set('v', false);
          return at + 1;
        }
        break;
      }
      at++;
      if (argument.equals("--")) {
        break;
      }
      boolean on = argument.charAt(0) == '-';
      for (char option : argument.substring(1).toCharArray()) {
        if (option == 'o') {
          if (at >= arguments.size()) {
            throw new NotUnderstood("listing the options of set is not modelled");
          }
          longOption(shell, arguments.get(at++), on);
        } else if (Options.isModelled(option)) {
          shell.options.set(option, on);
        } else {
          throw new NotUnderstood("'set " + argument + "' is not modelled");
        }
      }
    }
    return at;
  }

  private static void longOption(Shell shell, String name, boolean on) throws NotUnderstood {
    if (name.equals("pipefail") && shell.dialect == Dialect.BASH) {
      shell.options.pipefail(on);
      return;
    }
    if (name.equals("posix") && shell.dialect == Dialect.BASH) {
      throw new NotUnderstood("'set -o posix' is not modelled");
    }
    Character letter = Options.letter(name);
    if (letter == null) {
      throw new ShellError("Illegal option -o " + name);
    }
    if (!Options.isModelled(letter)) {
      throw new NotUnderstood("'set -o " + name + "' is not modelled");
    }
    shell.options.set(letter, on);
  }

  // ---- trap --------------------------------------------------------------------------------

  private static int trap(Shell shell, List<String> arguments) throws NotUnderstood {
    int at = arguments.size() > 1 && arguments.get(1).equals("--") ? 2 : 1;
    if (at == arguments.size()) {
      for (Map.Entry<String, String> entry : shell.traps.entrySet()) {
        shell.write(1, "trap -- " + Quoting.single(entry.getValue()) + " " + entry.getKey() + "\n");
      }
      return 0;
    }
    String action = arguments.get(at);
    boolean resets = action.equals("-") || Numbers.decimal(action) != null;
    boolean hasAction = action.equals("-") || !resets;
    if (at + 1 == arguments.size() && !resets) {
      resets = true;
      hasAction = false;
    }
    for (String condition : arguments.subList(hasAction ? at + 1 : at, arguments.size())) {
      String signal = signal(condition);
      if (signal == null) {
        if (shell.dialect == Dialect.BASH
            && (condition.equals("ERR") || condition.equals("DEBUG"))) {
          throw new NotUnderstood("'trap … " + condition + "' is not modelled");
        }
        throw new ShellError(1, condition + ": bad trap");
      }
      if (resets) {
        shell.traps.remove(signal);
      } else {
        shell.traps.put(signal, action);
      }
    }
    return 0;
  }

  private static @org.jspecify.annotations.Nullable String signal(String condition) {
    Long number = Numbers.decimal(condition);
    if (number != null) {
      return number >= 0 && number < SIGNALS.length ? SIGNALS[number.intValue()] : null;
    }
    String upper = condition.toUpperCase(java.util.Locale.ROOT);
    String name = upper.startsWith("SIG") ? upper.substring(3) : upper;
    for (String signal : SIGNALS) {
      if (signal.equals(name)) {
        return signal;
      }
    }
    return null;
  }

  // ---- umask, shopt ------------------------------------------------------------------------

  private static int umask(Shell shell, List<String> arguments) throws NotUnderstood {
    boolean symbolic = arguments.size() > 1 && arguments.get(1).equals("-S");
    int at = symbolic ? 2 : 1;
    if (at == arguments.size()) {
      shell.write(
          1,
          symbolic
              ? Modes.symbolicUmask(shell.umask) + "\n"
              : String.format(java.util.Locale.ROOT, "%04o\n", shell.umask));
      return 0;
    }
    String mask = arguments.get(at);
    if (!mask.isEmpty() && Character.digit(mask.charAt(0), 10) >= 0) {
      try {
        shell.umask = Integer.parseInt(mask, 8) & 0777;
      } catch (NumberFormatException e) {
        throw new ShellError("Illegal number: " + mask);
      }
    } else {
      shell.umask = ~Modes.apply(mask, ~shell.umask & 0777, true, 0) & 0777;
    }
    return 0;
  }

  private static int shopt(List<String> arguments) throws NotUnderstood {
    throw new NotUnderstood("'" + String.join(" ", arguments) + "' is not modelled");
  }
}
