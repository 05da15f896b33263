package dev.plinth.install.deb.services;

import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** update-rc.d(8) without insserv: links of run levels as the init script's header names them. */
final class UpdateRcD implements Command {
  static final Set<String> ACTIONS =
      Set.of("defaults", "start", "stop", "defaults-disabled", "remove", "enable", "disable");

  @Override
  public int run(Invocation call) throws NotUnderstood {
    List<String> words = new ArrayList<>(call.arguments().subList(1, call.arguments().size()));
    words.remove("-f");
    if (words.size() < 2) {
      call.complain("update-rc.d: error: not enough arguments\n");
      return 1;
    }
    if (!ACTIONS.contains(words.get(1))) {
      throw NotUnderstood.option("update-rc.d", "'" + words.get(1) + "'");
    }
    if (call.present("/sbin/insserv") || call.present("/usr/lib/insserv/insserv")) {
      throw new NotUnderstood("update-rc.d with insserv is not modelled");
    }
    Links links = new Links(call);
    String name = words.get(0);
    switch (words.get(1)) {
      case "defaults", "start", "stop" -> make(call, links, name, "S");
      case "defaults-disabled" -> make(call, links, name, "K");
      case "remove" -> {
        for (String link : existing(links, name)) {
          links.remove(link);
        }
      }
      case "enable", "disable" -> toggle(call, links, name, words);
      default -> throw new NotUnderstood("update-rc.d '" + words.get(1) + "' is not modelled");
    }
    return 0;
  }

  /** All links of the script, whatever their number. */
  private static List<String> existing(Links links, String name) throws NotUnderstood {
    List<String> found = new ArrayList<>();
    for (String folder : links.list("/etc")) {
      if (folder.length() == 5 && folder.startsWith("rc") && folder.endsWith(".d")) {
        for (String link : links.list("/etc/" + folder)) {
          if (link.length() > 3
              && link.substring(3).equals(name)
              && (link.charAt(0) == 'S' || link.charAt(0) == 'K')) {
            found.add("/etc/" + folder + "/" + link);
          }
        }
      }
    }
    return found;
  }

  private static void make(Invocation call, Links links, String name, String start)
      throws NotUnderstood {
    if (!existing(links, name).isEmpty()) {
      return;
    }
    for (String level : levels(links, name, "# Default-Start:")) {
      links.link("/etc/rc" + level + ".d/" + start + "01" + name, "../init.d/" + name);
    }
    for (String level : levels(links, name, "# Default-Stop:")) {
      links.link("/etc/rc" + level + ".d/K01" + name, "../init.d/" + name);
    }
    call.note(new Invocation.Note.Did("init script " + name + " registered"));
  }

  /** Run levels of one line of the LSB header. */
  private static List<String> levels(Links links, String name, String field) throws NotUnderstood {
    String text =
        links
            .read("/etc/init.d/" + name)
            .orElseThrow(() -> new NotUnderstood("update-rc.d: there is no /etc/init.d/" + name));
    List<String> levels = new ArrayList<>();
    boolean inside = false;
    for (String line : text.split("\n", -1)) {
      if (line.stripTrailing().equals("### BEGIN INIT INFO")) {
        inside = true;
      } else if (line.stripTrailing().equals("### END INIT INFO")) {
        break;
      } else if (inside && line.startsWith(field)) {
        levels.clear();
        for (String word : line.substring(field.length()).strip().split("\\s+", -1)) {
          if (!word.isEmpty()) {
            levels.add(word);
          }
        }
      }
    }
    return levels;
  }

  private static void toggle(Invocation call, Links links, String name, List<String> words)
      throws NotUnderstood {
    boolean enable = words.get(1).equals("enable");
    List<String> levels =
        words.size() > 2 ? words.subList(2, words.size()) : levels(links, name, "# Default-Start:");
    for (String link : existing(links, name)) {
      String level = link.substring("/etc/rc".length(), "/etc/rc".length() + 1);
      int at = link.lastIndexOf('/') + 1;
      char from = enable ? 'K' : 'S';
      if (levels.contains(level) && "S2345".contains(level) && link.charAt(at) == from) {
        links.rename(link, link.substring(0, at) + (enable ? 'S' : 'K') + link.substring(at + 1));
      }
    }
    UnitFile units = new UnitFile(links, "system");
    String path = units.find(name + ".service");
    if (path.startsWith("/")) {
      for (UnitFile.Link link : units.closure(path, new ArrayList<>())) {
        if (enable) {
          links.link(link.path(), link.target());
        } else if (links.isLink(link.path())) {
          links.remove(link.path());
        }
      }
    }
    call.note(new Invocation.Note.Did("init script " + name + " " + words.get(1) + "d"));
  }
}
