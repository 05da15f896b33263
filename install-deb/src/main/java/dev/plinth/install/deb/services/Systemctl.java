package dev.plinth.install.deb.services;

import dev.plinth.install.deb.services.UnitFile.Link;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** systemctl(1) where no systemd runs: calls to it fail, links are made. */
final class Systemctl implements Command {
  private static final Set<String> FLAGS =
      Set.of(
          "-q",
          "--quiet",
          "--system",
          "--user",
          "--global",
          "--no-reload",
          "--no-block",
          "-f",
          "--force",
          "--now",
          "--runtime",
          "--no-pager",
          "--no-legend",
          "--plain",
          "--all",
          "-a",
          "--no-ask-password",
          "--machine",
          "--value",
          "--full");
  private static final Set<String> VALUED =
      Set.of(
          "--root",
          "--kill-whom",
          "--kill-who",
          "--signal",
          "--property",
          "-p",
          "--type",
          "-t",
          "--state",
          "--job-mode",
          "-s",
          "-M");
  private static final int NOT_RUNNING = 3;

  @Override
  public int run(Invocation call) throws NotUnderstood {
    List<String> words = call.arguments();
    List<String> operands = new ArrayList<>();
    boolean global = false;
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      int equals = word.indexOf('=');
      String name = equals > 0 ? word.substring(0, equals) : word;
      if (!word.startsWith("-")) {
        operands.add(word);
      } else if (VALUED.contains(name)) {
        i += equals > 0 ? 0 : 1;
      } else if (!FLAGS.contains(word) && !name.equals("--machine")) {
        throw NotUnderstood.option("systemctl", word);
      }
      global |= word.equals("--global");
      if (word.startsWith("--root=") && !word.equals("--root=/") && !word.equals("--root=")) {
        throw NotUnderstood.option("systemctl", word);
      }
    }
    String verb = operands.isEmpty() ? "" : operands.removeFirst();
    Links links = new Links(call);
    UnitFile units = new UnitFile(links, global ? "user" : "system");
    return switch (verb) {
      case "",
          "daemon-reload",
          "daemon-reexec",
          "start",
          "stop",
          "restart",
          "try-restart",
          "reload",
          "reload-or-restart",
          "try-reload-or-restart",
          "kill",
          "list-units",
          "show",
          "reset-failed",
          "is-system-running" ->
          1;
      case "is-active", "is-failed", "status" -> NOT_RUNNING;
      case "enable" -> enable(call, links, units, operands);
      case "list-unit-files", "disable", "mask", "unmask", "preset", "preset-all", "is-enabled" -> {
        call.tree();
        throw new NotUnderstood("systemctl " + verb + " is not modelled");
      }
      default -> throw NotUnderstood.option("systemctl", "'" + verb + "'");
    };
  }

  private static int enable(Invocation call, Links links, UnitFile units, List<String> names)
      throws NotUnderstood {
    for (String name : names) {
      int at = name.indexOf('@');
      int dot = name.lastIndexOf('.');
      boolean instance = at > 0 && dot > at + 1;
      String file = instance ? name.substring(0, at + 1) + name.substring(dot) : name;
      String path = units.find(file);
      if (path.equals(file)) {
        call.complain("Failed to enable unit, unit " + name + " does not exist.\n");
        return 1;
      }
      boolean any = false;
      for (Link link : units.closure(path, new ArrayList<>())) {
        String made = link.path();
        if (instance && made.contains("@")) {
          made = made.substring(0, made.lastIndexOf('/') + 1) + name;
        }
        any |= links.link(made, merged(call, link.target()));
      }
      if (any) {
        call.note(new Invocation.Note.Did("unit " + name + " enabled"));
      }
    }
    return 0;
  }

  /** Since version 255 systemd names its units below /usr, whatever /lib is. */
  static String merged(Invocation call, String target) throws NotUnderstood {
    Links links = new Links(call);
    List<String> files = new ArrayList<>(links.list("/usr/lib/systemd"));
    for (String name : links.list("/usr/lib")) {
      if (name.contains("-linux-")) {
        files.addAll(links.list("/usr/lib/" + name + "/systemd"));
      }
    }
    boolean split =
        files.stream().anyMatch(name -> name.matches("libsystemd-shared-2([0-4].|5[0-4])\\.so"));
    return !split && target.startsWith("/lib/") ? "/usr" + target : target;
  }
}
