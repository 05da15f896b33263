package dev.plinth.install.deb.services;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** lighty-enable-mod(1) of modules that name no other. */
final class LighttpdModules implements Command {
  private static final String AVAILABLE = "/etc/lighttpd/conf-available";
  private static final String ENABLED = "/etc/lighttpd/conf-enabled";
  private static final int NO_ACTION = 2;

  static boolean isNamed(String name) {
    return name.equals("lighty-enable-mod") || name.equals("lighttpd-enable-mod");
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    List<String> modules = Options.parse(call.arguments(), Set.of(), Set.of()).operands();
    if (modules.isEmpty()) {
      throw Options.unknown(call.arguments(), "the form of the call");
    }
    int status = 0;
    try {
      for (String module : modules) {
        String file = file(call, module);
        if (file.isEmpty()) {
          call.print("Ignoring unknown module: " + module + "\n");
          status = NO_ACTION;
        } else if (call.tree().isRegularFile(ENABLED + "/" + RawPath.name(file))) {
          call.print("already enabled\n");
          status = NO_ACTION;
        } else {
          enable(call, module, file);
        }
      }
    } catch (FileSystemException e) {
      throw new NotUnderstood("lighty-enable-mod: " + FileAccess.reason(e));
    }
    return status;
  }

  private static String file(Invocation call, String module) throws FileSystemException {
    Pattern name = Pattern.compile("[0-9]+-" + Pattern.quote(module) + "\\.conf");
    if (call.tree().isDirectory(AVAILABLE)) {
      for (String one : call.tree().list(AVAILABLE)) {
        if (name.matcher(one).matches()) {
          return AVAILABLE + "/" + one;
        }
      }
    }
    return "";
  }

  private static void enable(Invocation call, String module, String file)
      throws NotUnderstood, FileSystemException {
    if (FileAccess.of(call).read(file).contains("# -*- ")) {
      throw new NotUnderstood("lighty-enable-mod of " + module + ", which names others");
    }
    call.print("Enabling " + module + ": ok\n");
    call.tree()
        .put(
            ENABLED + "/" + RawPath.name(file),
            new Node.Symlink(
                Attributes.generated(0777, call.origin()),
                "../conf-available/" + RawPath.name(file)));
    call.note(new Invocation.Note.Did(ENABLED + "/" + RawPath.name(file)));
  }
}
