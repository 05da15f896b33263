package dev.plinth.shell.run;

import dev.plinth.shell.Command;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import dev.plinth.shell.run.Shell.Skip;
import dev.plinth.shell.syntax.Dialect;
import dev.plinth.shell.syntax.Parser;
import dev.plinth.shell.syntax.Statement;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;

/** {@code .}, {@code eval}, {@code exec} and {@code command}. */
final class CallBuiltins {
  private final Evaluator evaluator;
  private final Shell shell;

  CallBuiltins(Evaluator evaluator) {
    this.evaluator = evaluator;
    this.shell = evaluator.shell;
  }

  int run(List<String> arguments, boolean tested) throws NotUnderstood {
    return switch (arguments.getFirst()) {
      case "eval" -> eval(arguments, tested);
      case "exec" -> exec(arguments);
      case "command" -> command(arguments, tested);
      case "builtin" -> {
        if (arguments.size() < 2 || !Builtins.exists(arguments.get(1), shell.dialect)) {
          throw new ShellError(1, "not a shell builtin");
        }
        yield Builtins.run(evaluator, arguments.subList(1, arguments.size()), tested);
      }
      default -> source(arguments);
    };
  }

  private int eval(List<String> arguments, boolean tested) throws NotUnderstood {
    int first = arguments.size() > 1 && arguments.get(1).equals("--") ? 2 : 1;
    String text = String.join(" ", arguments.subList(first, arguments.size()));
    int line = shell.line;
    shell.session.enter();
    try {
      Statement statement = Parser.parse(text, shell.dialect, line);
      if (statement instanceof Statement.Sequence sequence && sequence.statements().isEmpty()) {
        return 0;
      }
      return evaluator.run(statement, tested);
    } catch (NotUnderstood e) {
      throw new NotUnderstood(line, e.why() + " (in eval)");
    } finally {
      shell.session.leave();
    }
  }

  private int exec(List<String> arguments) throws NotUnderstood {
    int first = arguments.size() > 1 && arguments.get(1).equals("--") ? 2 : 1;
    if (arguments.size() <= first) {
      shell.keepStreams = true;
      return 0;
    }
    if (arguments.get(first).startsWith("-") && shell.dialect == Dialect.BASH) {
      throw new NotUnderstood("options of exec are not modelled");
    }
    shell.traps.clear();
    List<String> command = arguments.subList(first, arguments.size());
    throw new ExitShell(new Programs(shell).run(command));
  }

  private int command(List<String> arguments, boolean tested) throws NotUnderstood {
    int at = 1;
    char how = 0;
    while (at < arguments.size() && arguments.get(at).startsWith("-")) {
      String option = arguments.get(at++);
      if (option.equals("--")) {
        break;
      }
      if (option.equals("-v") || option.equals("-V")) {
        how = option.charAt(1);
      } else if (!option.equals("-p")) {
        throw new NotUnderstood("'command " + option + "' is not modelled");
      }
    }
    List<String> rest = arguments.subList(at, arguments.size());
    if (how != 0) {
      return new Locator(shell).describe(rest, how == 'V');
    }
    if (rest.isEmpty()) {
      return 0;
    }
    if (Builtins.exists(rest.getFirst(), shell.dialect)) {
      try {
        return Builtins.run(evaluator, rest, tested);
      } catch (ShellError e) {
        shell.complain(rest.getFirst() + ": " + e.message());
        return e.status();
      }
    }
    return new Programs(shell).run(rest);
  }

  private int source(List<String> arguments) throws NotUnderstood {
    if (arguments.size() < 2) {
      return 0;
    }
    String name = arguments.get(1);
    Optional<Command> modelled = shell.session.world().commands().find(name);
    if (modelled.isPresent()) {
      return modelled.get().run(new Call(shell, arguments.subList(1, arguments.size())));
    }
    String path = name.indexOf('/') >= 0 ? name : find(name);
    String text;
    try {
      text = shell.files().read(path);
    } catch (FileSystemException e) {
      throw new ShellError(
          shell.dialect == Dialect.BASH ? 1 : 2, "cannot open " + name + ": " + sourceReason(e));
    }
    return run(text, path, arguments);
  }

  private static String sourceReason(FileSystemException e) {
    String reason = FileAccess.reason(e);
    return reason.startsWith("No such file") ? "No such file" : reason;
  }

  private int run(String text, String path, List<String> arguments) throws NotUnderstood {
    List<String> saved = shell.arguments;
    boolean replaced = arguments.size() > 2 && shell.dialect == Dialect.BASH;
    int line = shell.line;
    String library = shell.library;
    shell.session.enter();
    shell.sourceDepth++;
    shell.library = path;
    if (replaced) {
      shell.parameters(arguments.subList(2, arguments.size()));
    }
    try {
      Statement body = Parser.parse(text, shell.dialect, 1);
      if (body instanceof Statement.Sequence sequence && sequence.statements().isEmpty()) {
        return 0;
      }
      int status = evaluator.run(body, false);
      if (shell.skip == Skip.RETURN) {
        status = shell.status;
        shell.skip(Skip.NONE, 0);
      }
      return status;
    } catch (NotUnderstood e) {
      throw new NotUnderstood(line, path + ":" + e.line() + ": " + e.why());
    } finally {
      shell.line = line;
      shell.library = library;
      shell.sourceDepth--;
      shell.session.leave();
      if (replaced) {
        shell.arguments = saved;
      }
    }
  }

  private String find(String name) throws NotUnderstood {
    FileAccess files = shell.files();
    for (String directory : shell.variables.getOrEmpty("PATH").split(":", -1)) {
      String path = (directory.isEmpty() ? "." : directory) + "/" + name;
      if (files.isRegularFile(path)) {
        return path;
      }
    }
    if (shell.dialect == Dialect.BASH && files.isRegularFile(name)) {
      return name;
    }
    throw new ShellError(name + ": not found");
  }
}
