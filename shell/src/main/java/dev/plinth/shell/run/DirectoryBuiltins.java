package dev.plinth.shell.run;

import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import dev.plinth.shell.syntax.Dialect;
import java.nio.file.FileSystemException;
import java.util.List;

/** {@code cd} and {@code pwd}. */
final class DirectoryBuiltins {
  private DirectoryBuiltins() {}

  static int run(Shell shell, List<String> arguments) throws NotUnderstood {
    boolean physical = false;
    int at = 1;
    while (at < arguments.size()
        && arguments.get(at).startsWith("-")
        && arguments.get(at).length() > 1) {
      String option = arguments.get(at++);
      if (option.equals("--")) {
        break;
      }
      if (!option.equals("-P") && !option.equals("-L")) {
        throw new ShellError("Illegal option " + option);
      }
      physical = option.equals("-P");
    }
    if (arguments.getFirst().equals("pwd")) {
      shell.write(1, (physical ? real(shell, shell.directory) : shell.directory) + "\n");
      return 0;
    }
    String target = at < arguments.size() ? arguments.get(at) : shell.variables.get("HOME");
    if (target == null) {
      if (shell.dialect == Dialect.BASH) {
        throw new ShellError(1, "HOME not set");
      }
      return 0;
    }
    boolean back = target.equals("-");
    if (back) {
      target = shell.variables.get("OLDPWD");
      if (target == null) {
        throw new ShellError(dialectStatus(shell), "OLDPWD not set");
      }
    }
    change(shell, target, physical);
    if (back) {
      shell.write(1, shell.directory + "\n");
    }
    return 0;
  }

  private static int dialectStatus(Shell shell) {
    return shell.dialect == Dialect.BASH ? 1 : 2;
  }

  private static void change(Shell shell, String target, boolean physical) throws NotUnderstood {
    FileAccess files = shell.files();
    if (target.isEmpty()) {
      return;
    }
    String path = physical ? files.absolute(target) : RawPath.resolve(shell.directory, target);
    if (!files.isDirectory(path) || !files.isDirectory(target)) {
      throw new ShellError(dialectStatus(shell), "can't cd to " + target);
    }
    String old = shell.directory;
    shell.directory = physical ? real(shell, path) : path;
    shell.variables.set("OLDPWD", old);
    shell.variables.set("PWD", shell.directory);
  }

  private static String real(Shell shell, String path) throws NotUnderstood {
    try {
      return shell.files().tree().canonical(path, true);
    } catch (FileSystemException e) {
      throw new ShellError(1, path + ": " + FileAccess.reason(e));
    }
  }
}
