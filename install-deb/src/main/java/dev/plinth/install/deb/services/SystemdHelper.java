package dev.plinth.install.deb.services;

import dev.plinth.install.deb.services.UnitFile.Link;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** deb-systemd-helper(1p): enables and masks units, and remembers what it did. */
final class SystemdHelper implements Command {
  static final Set<String> ACTIONS =
      Set.of(
          "is-enabled",
          "was-enabled",
          "debian-installed",
          "enable",
          "reenable",
          "update-state",
          "disable",
          "purge",
          "mask",
          "unmask");

  private static final String STATE = "/var/lib/systemd/deb-systemd-";

  @Override
  public int run(Invocation call) throws NotUnderstood {
    List<String> words = new ArrayList<>(call.arguments().subList(1, call.arguments().size()));
    boolean user = words.remove("--user");
    words.removeIf(word -> word.equals("--quiet") || word.equals("--system"));
    if (words.isEmpty()) {
      return 0;
    }
    String action = words.removeFirst();
    if (!ACTIONS.contains(action)) {
      throw NotUnderstood.option("deb-systemd-helper", "'" + action + "'");
    }
    return new Run(call, user ? "user" : "system").all(action, words);
  }

  /** One call, for the system's or the users' units. */
  private static final class Run {
    private final Invocation call;
    private final Links links;
    private final UnitFile units;
    private final String instance;
    private final String enabled;
    private final String masked;

    Run(Invocation call, String instance) {
      this.call = call;
      this.links = new Links(call);
      this.units = new UnitFile(links, instance);
      this.instance = instance;
      String prefix = STATE + (instance.equals("user") ? "user-helper-" : "helper-");
      this.enabled = prefix + "enabled";
      this.masked = prefix + "masked";
    }

    int all(String action, List<String> names) throws NotUnderstood {
      boolean question = action.endsWith("-enabled") || action.equals("debian-installed");
      boolean yes = false;
      for (String name : names) {
        switch (action) {
          case "is-enabled" -> yes |= allLinked(name);
          case "was-enabled" -> yes |= wasEnabled(name);
          case "debian-installed" -> yes |= isKnown(name);
          case "enable" -> enable(name);
          case "reenable" -> {
            disable(name, false);
            makeLinks(name, true);
          }
          case "update-state" -> updateState(name);
          case "disable", "purge" -> {
            boolean purge =
                action.equals("purge")
                    || call.environment().getOrDefault("_DEB_SYSTEMD_HELPER_PURGE", "").equals("1");
            disable(name, purge);
            tidy();
          }
          case "mask" -> mask(name);
          case "unmask" -> unmask(name);
          default -> throw new NotUnderstood("deb-systemd-helper '" + action + "' is not modelled");
        }
      }
      return question && !yes ? 1 : 0;
    }

    private String statePath(String name) {
      return enabled + "/" + name.substring(name.lastIndexOf('/') + 1) + ".dsh-also";
    }

    private boolean isKnown(String name) throws NotUnderstood {
      return links.read(statePath(name)).isPresent();
    }

    private List<Link> closure(String name) throws NotUnderstood {
      return units.closure(units.find(name), new ArrayList<>());
    }

    private boolean allLinked(String name) throws NotUnderstood {
      for (Link link : closure(name)) {
        if (!links.isLink(link.path())) {
          return false;
        }
      }
      return true;
    }

    private boolean wasEnabled(String name) throws NotUnderstood {
      for (String path : entries(name)) {
        if (!links.isLink(path)) {
          return false;
        }
      }
      return true;
    }

    private List<String> entries(String name) throws NotUnderstood {
      Optional<String> text = links.read(statePath(name));
      return text.isEmpty() ? List.of() : text.get().lines().toList();
    }

    private void enable(String name) throws NotUnderstood {
      boolean systemctl = call.present("/bin/systemctl") || call.present("/usr/bin/systemctl");
      if (!systemctl) {
        makeLinks(name, true);
        return;
      }
      if (isKnown(name)) {
        boolean any = false;
        for (Link link : closure(name)) {
          any |= links.isLink(link.path());
        }
        makeLinks(name, any);
      } else {
        new Presets(links, instance).enable(name, units, call);
        makeLinks(name, false);
      }
    }

    private void makeLinks(String name, boolean create) throws NotUnderstood {
      StringBuilder state = new StringBuilder(links.read(statePath(name)).orElse(""));
      for (Link link : closure(name)) {
        if (!state.toString().contains(link.path() + "\n")) {
          state.append(link.path()).append('\n');
          links.write(statePath(name), state.toString());
        }
        String remembered =
            link.path().replaceFirst("^/etc/systemd/" + instance + "/", enabled + "/");
        if (links.read(remembered).isEmpty()) {
          if (create && links.link(link.path(), link.target())) {
            call.note(new Invocation.Note.Did("unit " + name + " enabled"));
          }
          links.write(remembered, "");
        }
      }
    }

    private void updateState(String name) throws NotUnderstood {
      StringBuilder state = new StringBuilder();
      for (Link link : closure(name)) {
        state.append(link.path()).append('\n');
      }
      links.write(statePath(name), state.toString());
    }

    private void disable(String name, boolean purge) throws NotUnderstood {
      List<String> entries = entries(name);
      if (purge) {
        links.remove(statePath(name));
      }
      for (String path : entries) {
        if (purge || links.isLink(path)) {
          links.remove(path.replaceFirst("^/etc/systemd/" + instance + "/", enabled + "/"));
        }
        if (links.isLink(path)) {
          links.remove(path);
        }
      }
    }

    private void tidy() throws NotUnderstood {
      links.removeEmpty(STATE + "helper-enabled");
      links.removeEmpty(STATE + "user-helper-enabled");
      for (String folder : List.of("/etc/systemd/system", "/etc/systemd/user")) {
        for (String name : links.list(folder)) {
          links.removeEmpty(folder + "/" + name);
        }
      }
    }

    private void mask(String name) throws NotUnderstood {
      String path = "/etc/systemd/" + instance + "/" + name;
      if (links.link(path, "/dev/null")) {
        links.write(masked + "/" + name, "");
        call.note(new Invocation.Note.Did("unit " + name + " masked"));
      }
    }

    private void unmask(String name) throws NotUnderstood {
      String path = "/etc/systemd/" + instance + "/" + name;
      boolean ours = links.read(masked + "/" + name).isPresent();
      if (ours && links.target(path).filter("/dev/null"::equals).isPresent()) {
        links.remove(path);
        links.remove(masked + "/" + name);
      }
      links.removeEmpty(STATE + "helper-masked");
    }
  }
}
