package dev.plinth.shell.run;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.run.Shell.Skip;
import dev.plinth.shell.syntax.Dialect;
import java.util.List;

/** {@code break}, {@code continue}, {@code return}, {@code exit}, {@code shift}, {@code wait}. */
final class ControlBuiltins {
  private ControlBuiltins() {}

  static int run(Shell shell, List<String> arguments) throws NotUnderstood {
    String name = arguments.getFirst();
    return switch (name) {
      case "break", "continue" -> {
        int count = Math.min(number(arguments, 1), shell.loops);
        if (number(arguments, 1) <= 0) {
          throw new ShellError("Illegal number: " + arguments.get(1));
        }
        if (count > 0) {
          shell.skip(name.equals("break") ? Skip.BREAK : Skip.CONTINUE, count);
        }
        yield 0;
      }
      case "return" -> {
        int status = number(arguments, shell.status);
        if (shell.functionDepth == 0 && shell.sourceDepth == 0 && shell.dialect == Dialect.BASH) {
          throw new ShellError(2, "can only `return' from a function or sourced script");
        }
        shell.skip(Skip.RETURN, 0);
        shell.status = shell.dialect == Dialect.BASH ? status & 0xff : status;
        yield shell.status;
      }
      case "exit" -> throw new ExitShell(number(arguments, shell.status) & 0xff);
      case "shift" -> {
        int count = number(arguments, 1);
        if (count > shell.arguments.size()) {
          if (shell.dialect == Dialect.BASH) {
            yield 1;
          }
          throw new ShellError("can't shift that many");
        }
        shell.parameters(shell.arguments.subList(count, shell.arguments.size()));
        yield 0;
      }
      default -> await(shell, arguments);
    };
  }

  private static int await(Shell shell, List<String> arguments) throws NotUnderstood {
    int status = 0;
    for (String job : arguments.subList(1, arguments.size())) {
      Long process = Numbers.decimal(job);
      if (process == null) {
        throw new NotUnderstood("'wait " + job + "' is not modelled");
      }
      status = shell.jobStatus.getOrDefault(process.intValue(), 127);
    }
    return status;
  }

  private static int number(List<String> arguments, int otherwise) {
    int at = arguments.size() > 1 && arguments.get(1).equals("--") ? 2 : 1;
    if (arguments.size() <= at) {
      return otherwise;
    }
    String text = arguments.get(at);
    Long number = Numbers.decimal(text);
    if (number == null || number < 0 || number > Integer.MAX_VALUE) {
      throw new ShellError("Illegal number: " + text);
    }
    return number.intValue();
  }
}
