package dev.plinth.shell.run;

import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Command;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import dev.plinth.shell.syntax.Dialect;
import dev.plinth.shell.syntax.Parser;
import dev.plinth.shell.syntax.Statement;
import dev.plinth.shell.utilities.Utilities;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds and runs what is neither function nor built-in: models, and scripts of the tree. */
final class Programs {
  private final Shell shell;

  Programs(Shell shell) {
    this.shell = shell;
  }

  int run(List<String> arguments) throws NotUnderstood {
    String name = arguments.getFirst();
    if (name.isEmpty()) {
      shell.complain(": not found");
      return 127;
    }
    Command command = find(name);
    if (command != null) {
      return command.run(new Call(shell, arguments));
    }
    String base = baseOf(name);
    if (isShell(base)) {
      return shellCommand(arguments, base.equals("bash") ? Dialect.BASH : Dialect.DASH);
    }
    String path = name.indexOf('/') >= 0 ? name : inTree(name);
    if (path != null && shell.files().isRegularFile(path)) {
      return file(path, arguments);
    }
    throw new NotUnderstood("unknown command '" + name + "'");
  }

  /** The model of a command, by its name or its path in a standard directory. */
  private @Nullable Command find(String name) throws NotUnderstood {
    Optional<Command> injected = shell.session.world().commands().find(name);
    if (injected.isPresent()) {
      return injected.get();
    }
    String base = baseOf(name);
    if (base.isEmpty()) {
      return null;
    }
    if (!base.equals(name)) {
      injected = shell.session.world().commands().find(base);
      if (injected.isPresent()) {
        return injected.get();
      }
    }
    return Utilities.find(base).orElse(null);
  }

  /** The name itself, or its base name where its directory is one of the standard ones. */
  static String baseOf(String name) {
    int slash = name.lastIndexOf('/');
    if (slash < 0) {
      return name;
    }
    return switch (name.substring(0, slash)) {
      case "/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin" ->
          name.substring(slash + 1);
      default -> "";
    };
  }

  static boolean isShell(String base) {
    return base.equals("sh") || base.equals("dash") || base.equals("bash");
  }

  private @Nullable String inTree(String name) throws NotUnderstood {
    FileAccess files = shell.files();
    for (String directory : shell.variables.getOrEmpty("PATH").split(":", -1)) {
      String path = directory.isEmpty() ? name : directory + "/" + name;
      if (isExecutable(files, path)) {
        return path;
      }
    }
    return null;
  }

  private static boolean isExecutable(FileAccess files, String path) {
    return files.stat(path).orElse(null) instanceof Node.RegularFile file
        && (file.attributes().mode() & 0111) != 0;
  }

  // ---- scripts of the tree -----------------------------------------------------------------

  private int file(String path, List<String> arguments) throws NotUnderstood {
    FileAccess files = shell.files();
    if (!isExecutable(files, path)) {
      shell.complain(path + ": Permission denied");
      return 126;
    }
    String text = read(files, path);
    Interpreter interpreter = Interpreter.of(text);
    if (interpreter == null) {
      throw new NotUnderstood("the program '" + path + "' is not modelled");
    }
    if (interpreter.dialect() != null) {
      return script(text, path, arguments.subList(1, arguments.size()), interpreter);
    }
    String program = RawPath.name(interpreter.program());
    Optional<Command> modelled = shell.session.world().commands().find(program);
    if (modelled.isEmpty()) {
      throw new NotUnderstood(
          "'" + path + "' is a script for " + interpreter.program() + ", which is not modelled");
    }
    List<String> words = new ArrayList<>();
    words.add(interpreter.program());
    words.addAll(interpreter.options());
    words.add(path);
    words.addAll(arguments.subList(1, arguments.size()));
    return modelled.get().run(new Call(shell, words));
  }

  private static String read(FileAccess files, String path) throws NotUnderstood {
    try {
      return files.read(path);
    } catch (FileSystemException e) {
      throw new NotUnderstood("cannot read " + path + ": " + FileAccess.reason(e));
    }
  }

  private int script(String text, String path, List<String> arguments, Interpreter interpreter)
      throws NotUnderstood {
    Dialect dialect = interpreter.dialect() == null ? Dialect.DASH : interpreter.dialect();
    Shell child = process(dialect, path, arguments);
    try {
      SettingBuiltins.options(child, interpreter.options());
      return runAll(child, Parser.parse(text, dialect, 1));
    } catch (NotUnderstood e) {
      throw new NotUnderstood(path + ":" + e.line() + ": " + e.why());
    }
  }

  private static int runAll(Shell child, Statement body) throws NotUnderstood {
    child.session.enter();
    int status = new Evaluator(child).toEnd(body, false);
    child.session.leave();
    return status;
  }

  /** A new shell with this one's environment, directory and open files. */
  private Shell process(Dialect dialect, String name, List<String> arguments) throws NotUnderstood {
    Shell child = new Shell(shell.session, dialect, name, List.copyOf(arguments));
    child.initialise(shell.variables.environment());
    child.directory = shell.directory;
    child.umask = shell.umask;
    child.uid = shell.uid;
    child.gid = shell.gid;
    child.restoreStreams(shell.saveStreams());
    return child;
  }

  /** {@code sh -c text}, {@code sh file}, or {@code sh} with a script on standard input. */
  private int shellCommand(List<String> arguments, Dialect dialect) throws NotUnderstood {
    int at = 1;
    boolean inline = false;
    List<String> options = new ArrayList<>();
    while (at < arguments.size() && arguments.get(at).startsWith("-")) {
      String option = arguments.get(at++);
      if (option.equals("--")) {
        break;
      }
      String rest = option.replace("c", "");
      inline |= option.indexOf('c') > 0 && !option.startsWith("--");
      if (rest.length() > 1) {
        options.add(rest);
        if (rest.endsWith("o") && at < arguments.size()) {
          options.add(arguments.get(at++));
        }
      }
    }
    List<String> rest = arguments.subList(at, arguments.size());
    if (inline) {
      if (rest.isEmpty()) {
        return 2;
      }
      String name = rest.size() > 1 ? rest.get(1) : arguments.getFirst();
      List<String> positional = rest.size() > 2 ? rest.subList(2, rest.size()) : List.of();
      return nested(dialect, name, positional, options, rest.getFirst(), "in sh -c");
    }
    if (rest.isEmpty()) {
      Stream input = shell.stream(0);
      String text = input == null ? "" : input.rest();
      return nested(dialect, arguments.getFirst(), List.of(), options, text, "in sh's input");
    }
    String path = rest.getFirst();
    Optional<Command> modelled = shell.session.world().commands().find(baseOf(path));
    if (path.indexOf('/') >= 0 && modelled.isPresent()) {
      return modelled.get().run(new Call(shell, rest));
    }
    FileAccess files = shell.files();
    if (!files.isRegularFile(path)) {
      shell.complain("cannot open " + path + ": No such file");
      return dialect == Dialect.BASH ? 127 : 2;
    }
    String text = read(files, path);
    return nested(dialect, path, rest.subList(1, rest.size()), options, text, path);
  }

  private int nested(
      Dialect dialect,
      String name,
      List<String> positional,
      List<String> options,
      String text,
      String where)
      throws NotUnderstood {
    Shell child = process(dialect, name, positional);
    try {
      SettingBuiltins.options(child, options);
      return runAll(child, Parser.parse(text, dialect, 1));
    } catch (NotUnderstood e) {
      throw new NotUnderstood(where + ":" + e.line() + ": " + e.why());
    }
  }
}
