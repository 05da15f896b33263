package dev.plinth.shell.run;

import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what a command's name stands for: {@code command -v}, {@code type}, {@code which}. */
final class Locator {
  private final Shell shell;

  Locator(Shell shell) {
    this.shell = shell;
  }

  /** The path of a program in {@code PATH} that counts as installed, or null. */
  @Nullable String program(String name) throws NotUnderstood {
    FileAccess files = shell.files();
    if (name.indexOf('/') >= 0) {
      return Call.isExecutable(shell.session.world(), files.absolute(name)) ? name : null;
    }
    for (String directory : shell.variables.getOrEmpty("PATH").split(":", -1)) {
      String path = directory.isEmpty() ? name : directory + "/" + name;
      if (!name.isEmpty() && Call.isExecutable(shell.session.world(), files.absolute(path))) {
        return path;
      }
    }
    return null;
  }

  /** {@code command -v}, or with {@code verbose} {@code command -V}. */
  int describe(List<String> names, boolean verbose) throws NotUnderstood {
    int status = 0;
    for (String name : names) {
      String path = null;
      String what = null;
      if (isKeyword(name)) {
        what = "a shell keyword";
      } else if (shell.functions.containsKey(name)) {
        what = "a shell function";
      } else if (Builtins.isSpecial(name)) {
        what = "a special shell builtin";
      } else if (Builtins.exists(name, shell.dialect)) {
        what = "a shell builtin";
      } else {
        path = program(name);
        what = path;
      }
      if (what == null) {
        status = 127;
        if (verbose) {
          shell.write(1, name + ": not found\n");
        }
      } else if (verbose) {
        shell.write(1, name + " is " + what + "\n");
      } else {
        shell.write(1, (path == null ? name : path) + "\n");
      }
    }
    return shell.dialect == dev.plinth.shell.syntax.Dialect.BASH && status != 0 ? 1 : status;
  }

  /** {@code type}, or {@code hash}, which says nothing where it finds the command. */
  int type(List<String> arguments) throws NotUnderstood {
    List<String> names = arguments.subList(1, arguments.size());
    boolean hash = arguments.getFirst().equals("hash");
    if (!names.isEmpty() && names.getFirst().startsWith("-")) {
      if (hash && names.equals(List.of("-r"))) {
        return 0;
      }
      return option(names);
    }
    if (!hash) {
      return describe(names, true);
    }
    int status = 0;
    for (String name : names) {
      if (!shell.functions.containsKey(name)
          && !Builtins.exists(name, shell.dialect)
          && program(name) == null) {
        shell.complain(name + ": not found");
        status = 1;
      }
    }
    return status;
  }

  private int option(List<String> names) throws NotUnderstood {
    if (shell.dialect != dev.plinth.shell.syntax.Dialect.BASH
        || names.size() != 2
        || !(names.getFirst().equals("-p") || names.getFirst().equals("-P"))) {
      throw new NotUnderstood("options of 'type' and 'hash' are not modelled");
    }
    String path = program(names.get(1));
    if (path == null) {
      return 1;
    }
    shell.write(1, path + "\n");
    return 0;
  }

  private static boolean isKeyword(String name) {
    return switch (name) {
      case "if",
          "then",
          "else",
          "elif",
          "fi",
          "do",
          "done",
          "case",
          "esac",
          "while",
          "until",
          "for",
          "{",
          "}",
          "!",
          "in" ->
          true;
      default -> false;
    };
  }
}
