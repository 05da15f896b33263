package dev.plinth.spec;

import dev.plinth.model.Nearest;
import dev.plinth.yaml.Problems;
import dev.plinth.yaml.YamlNode.Scalar;
import java.util.List;
import java.util.Optional;

/** Names of signals on Linux (signal(7)). */
final class Signals {
  private static final List<String> NAMES =
      List.of(
          "SIGHUP",
          "SIGINT",
          "SIGQUIT",
          "SIGILL",
          "SIGTRAP",
          "SIGABRT",
          "SIGIOT",
          "SIGBUS",
          "SIGFPE",
          "SIGKILL",
          "SIGUSR1",
          "SIGSEGV",
          "SIGUSR2",
          "SIGPIPE",
          "SIGALRM",
          "SIGTERM",
          "SIGSTKFLT",
          "SIGCHLD",
          "SIGCONT",
          "SIGSTOP",
          "SIGTSTP",
          "SIGTTIN",
          "SIGTTOU",
          "SIGURG",
          "SIGXCPU",
          "SIGXFSZ",
          "SIGVTALRM",
          "SIGPROF",
          "SIGWINCH",
          "SIGIO",
          "SIGPOLL",
          "SIGPWR",
          "SIGSYS");

  private Signals() {}

  static String check(Optional<Scalar> signal, Problems problems) {
    if (signal.isEmpty()) {
      return "";
    }
    String text = signal.get().text();
    if (text.startsWith("SIG")) {
      boolean realTime = text.startsWith("SIGRTMIN") || text.startsWith("SIGRTMAX");
      if (!realTime && !NAMES.contains(text)) {
        problems.add(
            signal.get().at(), "there is no signal '" + text + "'" + Nearest.hint(text, NAMES));
      }
    } else if (Integer.parseInt(text) < 1 || Integer.parseInt(text) > 64) {
      problems.add(signal.get().at(), "there is no signal " + text + ": use 1 to 64, or a name");
    }
    return text;
  }
}
