package dev.plinth.install.deb.commands;

import dev.plinth.generate.CaBundle;
import dev.plinth.generate.LdCache;
import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Commands whose model is a call of something that exists already, or a reason to leave it out. */
final class MoreCommands {
  private static final String NO_INIT = "an image has no init system that runs";
  private static final String BYTECODE = "bytecode is made by the interpreter when it is wanted";

  private MoreCommands() {}

  static void addTo(DebianCommands commands, DpkgState state, AccountIds ids) {
    commands.put(ldconfig(state), "ldconfig");
    commands.put(MoreCommands::caCertificates, "update-ca-certificates");
    commands.put(new MaintscriptHelper(), "dpkg-maintscript-helper");
    commands.put(new StatOverride(state), "dpkg-statoverride");
    commands.put(new UpdatePasswd(ids), "update-passwd");
    commands.put(
        DebianCommands.leftOut("service actions", NO_INIT),
        "invoke-rc.d",
        "deb-systemd-invoke",
        "systemctl",
        "service",
        "start-stop-daemon");
    commands.put(
        DebianCommands.leftOut("python bytecode", BYTECODE),
        "py3compile",
        "py3clean",
        "pycompile",
        "pyclean",
        "pypycompile");
    // Nothing runs while packages are installed, as policy-rc.d and ischroot would say.
    commands.put(_ -> 0, "ischroot");
    commands.put(_ -> 1, "pidof", "pgrep", "mountpoint", "selinuxenabled", "runlevel");
    commands.put(new BuildClock(ids), "date");
    commands.put(MoreCommands::uname, "uname");
    Init init = new Init();
    commands.put(init, "update-rc.d", "deb-systemd-helper");
  }

  /** The machine that runs the image later is not known: a kernel that every release accepts. */
  private static int uname(Invocation call) throws NotUnderstood {
    List<String> words = call.arguments().subList(1, call.arguments().size());
    String machine = call.platform().architecture().equals("arm64") ? "aarch64" : "x86_64";
    switch (words.isEmpty() ? "-s" : words.getFirst()) {
      case "-s" -> call.print("Linux\n");
      case "-r" -> call.print("6.12.0\n");
      case "-m", "-p", "-i" -> call.print(machine + "\n");
      case "-o" -> call.print("GNU/Linux\n");
      default -> throw Options.unknown(call.arguments(), words.getFirst());
    }
    return 0;
  }

  private static Command ldconfig(DpkgState state) {
    return call -> {
      Options.parse(
          call.arguments(),
          Set.of("-X", "-N", "-v", "--verbose", "-i", "--ignore-aux-cache"),
          Set.of("-r", "-C", "-f"));
      if (LdCache.update(call.tree(), state.architecture(), call.origin())) {
        call.note(new Invocation.Note.Did("library cache"));
      }
      return 0;
    };
  }

  private static int caCertificates(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(),
            Set.of("--fresh", "-f", "--verbose", "-v", "--default", "-d"),
            Set.of("--hooksdir"));
    CaBundle.Changes changes =
        CaBundle.update(call.tree(), options.has("--fresh", "-f"), call.origin());
    call.note(
        new Invocation.Note.Did("certificate bundle, " + changes.lines().size() + " changes"));
    return hooks(call, changes.lines());
  }

  /** Each executable below the hooks folder gets the changes (run-parts, in byte order). */
  private static int hooks(Invocation call, List<String> changes) throws NotUnderstood {
    String folder = "/etc/ca-certificates/update.d";
    try {
      if (!call.tree().isDirectory(folder)) {
        return 0;
      }
      String input = changes.isEmpty() ? "" : String.join("\n", changes) + "\n";
      for (String name : call.tree().list(folder)) {
        Optional<dev.plinth.rootfs.Node> hook = call.tree().stat(folder + "/" + name);
        if (hook.isPresent() && (hook.get().attributes().mode() & 0111) != 0) {
          call.call(List.of(folder + "/" + name), input);
        }
      }
      return 0;
    } catch (java.nio.file.FileSystemException e) {
      throw new NotUnderstood(0, folder + " cannot be read: " + e.getMessage());
    }
  }
}
