package dev.plinth.install.deb.commands;

import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Commands that scripts try without looking whether they exist, on systems that mostly do not have
 * them: not found there is what they expect. Where the tree has one, it is run if it is a script of
 * the shell, and not modelled otherwise.
 */
final class Absent implements Command {
  private static final int NOT_FOUND = 127;
  private static final List<String> FOLDERS =
      List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

  private static final Set<String> NAMES =
      Set.of(
          "systemd",
          "runlevel",
          "nscd",
          "telinit",
          "init",
          "print",
          "netstat",
          "sudo",
          "update-inetd",
          "gtk-update-icon-cache-3.0",
          "update-gsfontmap",
          "filerc");

  static boolean isNamed(String name) {
    return NAMES.contains(name);
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    String name = RawPath.name(call.arguments().getFirst());
    for (String folder : FOLDERS) {
      if (call.present(folder + "/" + name)) {
        if (isScript(call, folder + "/" + name)) {
          // By a path that is no name of a model's, or this one would be asked again.
          List<String> words = new ArrayList<>(call.arguments());
          words.set(0, folder + "/./" + name);
          return call.call(words, call.input());
        }
        throw new NotUnderstood("the command '" + name + "' is not modelled");
      }
    }
    call.complain("sh: " + name + ": not found\n");
    return NOT_FOUND;
  }

  private static boolean isScript(Invocation call, String path) throws NotUnderstood {
    try {
      return FileAccess.of(call).read(path).startsWith("#!/bin/sh\n");
    } catch (FileSystemException e) {
      throw new NotUnderstood(path + ": " + FileAccess.reason(e));
    }
  }
}
