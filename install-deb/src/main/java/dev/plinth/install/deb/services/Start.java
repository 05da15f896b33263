package dev.plinth.install.deb.services;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.List;
import java.util.Set;

/**
 * invoke-rc.d(8), deb-systemd-invoke(1p), service(8) and start-stop-daemon(8) where nothing may be
 * started: they end well, and what would have begun to run is noted as left out.
 */
final class Start implements Command {
  private static final Set<String> BEGIN =
      Set.of("start", "restart", "try-restart", "force-reload", "upgrade", "rotate", "once");
  private static final Set<String> NOTHING =
      Set.of(
          "stop",
          "reload",
          "status",
          "daemon-reload",
          "daemon-reexec",
          "reload-or-restart",
          "reset-failed",
          "--status-all");
  private static final Set<String> FLAGS =
      Set.of(
          "--quiet",
          "--force",
          "--try-anyway",
          "--disclose-deny",
          "--query",
          "--no-fallback",
          "--skip-systemd-native",
          "--user",
          "--system",
          "--no-dbus",
          "--status-all");

  @Override
  public int run(Invocation call) throws NotUnderstood {
    String name = RawPath.name(call.arguments().getFirst());
    if (name.equals("start-stop-daemon")) {
      return daemon(call);
    }
    Options options = Options.parse(call.arguments(), FLAGS, Set.of());
    List<String> words = options.operands();
    boolean actionFirst = name.equals("deb-systemd-invoke");
    if (options.has("--status-all") || (words.isEmpty() && actionFirst)) {
      return 0;
    }
    if (words.size() < (actionFirst ? 1 : 2)) {
      throw Options.unknown(call.arguments(), "a call with these operands");
    }
    String action = words.get(actionFirst ? 0 : 1);
    if (BEGIN.contains(action)) {
      String what = actionFirst ? String.join(" ", words.subList(1, words.size())) : words.get(0);
      call.note(new Invocation.Note.LeftOut(action + " of " + what, ServiceCommands.NO_INIT));
    } else if (!NOTHING.contains(action)) {
      throw Options.unknown(call.arguments(), "'" + action + "'");
    }
    return 0;
  }

  private static int daemon(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(),
            Set.of(
                "-S",
                "--start",
                "-K",
                "--stop",
                "-T",
                "--status",
                "-q",
                "--quiet",
                "-o",
                "--oknodo",
                "-b",
                "--background",
                "-m",
                "--make-pidfile",
                "--remove-pidfile",
                "-t",
                "--test",
                "-v",
                "--verbose"),
            Set.of(
                "-x",
                "--exec",
                "-p",
                "--pidfile",
                "-n",
                "--name",
                "-u",
                "--user",
                "-c",
                "--chuid",
                "-R",
                "--retry",
                "-s",
                "--signal",
                "-a",
                "--startas",
                "-d",
                "--chdir"));
    if (options.has("-S", "--start")) {
      String what =
          options.value("-x", "--exec").or(() -> options.value("-a", "--startas")).orElse("");
      call.note(new Invocation.Note.LeftOut("start of " + what, ServiceCommands.NO_INIT));
      return 0;
    }
    // Nothing runs: there is nothing to stop, and nothing that has a status.
    return options.has("-T", "--status") ? 3 : options.has("-o", "--oknodo") ? 0 : 1;
  }
}
