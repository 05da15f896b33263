package dev.plinth.install.deb.services;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.pattern.Glob;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * a2enmod(8), a2dismod, a2enconf, a2disconf, a2ensite and a2dissite: links that switch parts of
 * Apache's configuration on and off, and markers of who did it.
 */
final class ApacheModules implements Command {
  private static final String ROOT = "/etc/apache2/";
  private static final String STATE = "/var/lib/apache2/";
  private static final int MOST_NESTING = 50;

  private static final Set<String> ESSENTIAL =
      Set.of(
          "alias",
          "auth_basic",
          "authn_file",
          "authz_host",
          "authz_user",
          "autoindex",
          "deflate",
          "dir",
          "env",
          "filter",
          "logio",
          "mime",
          "negotiation",
          "setenvif",
          "unixd",
          "version",
          "watchdog");

  static boolean isNamed(String name) {
    return name.length() > 5
        && (name.startsWith("a2en") || name.startsWith("a2dis"))
        && Set.of("mod", "conf", "site").contains(name.substring(name.charAt(2) == 'e' ? 4 : 5));
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    String name = RawPath.name(call.arguments().getFirst());
    Options options =
        Options.parse(
            call.arguments(),
            Set.of(
                "-q",
                "--quiet",
                "-f",
                "--force",
                "-m",
                "--maintmode",
                "-p",
                "--purge",
                "-qm",
                "-mq"),
            Set.of());
    if (options.operands().isEmpty()) {
      throw Options.unknown(call.arguments(), "a choice by somebody at a terminal");
    }
    Links links = new Links(call);
    if (links.read(ROOT + "envvars").filter(text -> text.contains("_AVAILABLE=")).isPresent()) {
      throw new NotUnderstood(name + ": folders that envvars names are not modelled");
    }
    return new Run(call, links, name, options).all();
  }

  /** One call. */
  private static final class Run {
    private final Invocation call;
    private final Links links;
    private final Options options;
    private final boolean enable;
    private final boolean module;
    private final String kind;
    private final String available;
    private final String enabled;
    private final String suffix;

    Run(Invocation call, Links links, String name, Options options) {
      this.call = call;
      this.links = links;
      this.options = options;
      this.enable = name.startsWith("a2en");
      String what = name.substring(enable ? 4 : 5);
      this.module = what.equals("mod");
      this.kind = module ? "module" : what;
      String folder = what.equals("conf") ? "conf" : what + "s";
      this.available = ROOT + folder + "-available";
      this.enabled = ROOT + folder + "-enabled";
      this.suffix = module ? ".load" : ".conf";
    }

    int all() throws NotUnderstood {
      List<String> names = new ArrayList<>();
      int status = 0;
      for (String operand : options.operands()) {
        String pattern =
            operand.endsWith(suffix)
                ? operand.substring(0, operand.length() - suffix.length())
                : operand;
        List<String> found = matching(pattern);
        if (found.isEmpty()) {
          status = error("No " + kind + " found matching " + pattern + "!");
        }
        names.addAll(found);
      }
      for (String name : names) {
        status = change(name, 0) ? status : 1;
      }
      return status;
    }

    /** What the pattern stands for; a name without wildcards stands for itself. */
    private List<String> matching(String pattern) throws NotUnderstood {
      if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0 && pattern.indexOf('[') < 0) {
        return List.of(pattern);
      }
      List<String> found = new ArrayList<>();
      for (String file : links.list(enable ? available : enabled)) {
        if (file.endsWith(suffix) && Glob.matches(pattern + suffix, file)) {
          found.add(file.substring(0, file.length() - suffix.length()));
        }
      }
      return found;
    }

    private boolean change(String given, int depth) throws NotUnderstood {
      if (depth > MOST_NESTING) {
        throw new NotUnderstood("modules of Apache that depend on each other");
      }
      String name = module && enable && given.equals("cgi") && threaded() ? "cgid" : given;
      String file = available + "/" + name + suffix;
      if (links.read(file).isEmpty()) {
        return withoutFile(name);
      }
      if (module && !settleRelations(name, file, depth)) {
        return false;
      }
      if (!module && enable) {
        for (String needed : listed(file, "Depends")) {
          if (!exists(ROOT + "mods-enabled/" + needed + ".load")) {
            return false;
          }
        }
      }
      if (module && name.equals("cache_disk")) {
        throw new NotUnderstood("the cleaner of Apache's disk cache is not modelled");
      }
      return enable ? enable(name) : disable(name);
    }

    private boolean withoutFile(String name) throws NotUnderstood {
      String link = enabled + "/" + name + suffix;
      if (!enable && links.isLink(link) && !exists(link)) {
        links.remove(link);
        String other = enabled + "/" + name + ".conf";
        if (module && links.isLink(other) && !exists(other)) {
          links.remove(other);
        }
        return true;
      }
      if (options.has("-p", "--purge")) {
        mark(name);
        return true;
      }
      error(kind + " " + name + " does not exist!");
      return false;
    }

    private boolean settleRelations(String name, String file, int depth) throws NotUnderstood {
      if (enable) {
        for (String needed : listed(file, "Depends")) {
          if (!change(needed, depth + 1)) {
            return false;
          }
        }
        for (String other : listed(file, "Conflicts")) {
          if (exists(enabled + "/" + other + suffix)) {
            error("Module " + other + " is enabled - cannot proceed due to conflicts.");
            return false;
          }
        }
        return true;
      }
      for (String other : links.list(enabled)) {
        String path = enabled + "/" + other;
        if (other.endsWith(".load") && listed(path, "Depends").contains(name)) {
          if (!options.has("-f", "--force")) {
            error("modules depend on " + name + " and need to be disabled first");
            return false;
          }
          if (!change(other.substring(0, other.length() - 5), depth + 1)) {
            return false;
          }
        }
      }
      return true;
    }

    private boolean enable(String name) throws NotUnderstood {
      boolean fresh = false;
      if (module && links.read(available + "/" + name + ".conf").isPresent()) {
        fresh = link(name + ".conf");
      }
      boolean linked = link(name + suffix);
      if (linked) {
        call.print("Enabling " + kind + " " + name + ".\n");
        mark(name);
      } else if (fresh) {
        call.print("Enabling config file " + name + ".conf.\n");
      }
      return true;
    }

    private boolean link(String file) throws NotUnderstood {
      String path = enabled + "/" + file;
      String target = "../" + RawPath.name(available) + "/" + file;
      if (links.isLink(path) && !exists(path)) {
        links.remove(path);
      }
      Optional<String> now = links.target(path);
      if (now.isPresent() || exists(path)) {
        if (now.isEmpty() || !now.get().equals(target)) {
          throw new NotUnderstood(path + " is not Apache's own link");
        }
        return false;
      }
      return links.link(path, target);
    }

    private boolean disable(String name) throws NotUnderstood {
      String link = enabled + "/" + name + suffix;
      String other = enabled + "/" + name + ".conf";
      if (!exists(link) && !links.isLink(link)) {
        if (module && exists(other)) {
          links.remove(other);
        } else if (options.has("-p", "--purge")) {
          mark(name);
        }
        return true;
      }
      if (module && ESSENTIAL.contains(name) && !options.has("-f", "--force")) {
        throw new NotUnderstood("'" + name + "' is disabled only where somebody confirms it");
      }
      links.remove(link);
      if (module && exists(other)) {
        links.remove(other);
      }
      mark(name);
      call.print(kind + " " + name + " disabled.\n");
      return true;
    }

    /** Remembers who switched it on or off, and forgets what was remembered before. */
    private void mark(String name) throws NotUnderstood {
      String state = STATE + kind;
      String who = options.has("-m", "--maintmode", "-qm", "-mq") ? "maint" : "admin";
      for (String folder : links.list(state)) {
        links.remove(state + "/" + folder + "/" + name);
      }
      if (!options.has("-p", "--purge")) {
        links.write(
            state + "/" + (enable ? "enabled" : "disabled") + "_by_" + who + "/" + name, "");
      }
      call.note(
          new Invocation.Note.Did(
              "Apache's " + kind + " " + name + (enable ? " enabled" : " disabled")));
    }

    /** Names after {@code # Depends:} in the comments that begin a file. */
    private Set<String> listed(String file, String type) throws NotUnderstood {
      Set<String> names = new LinkedHashSet<>();
      for (String line : links.read(file).orElse("").split("\n", -1)) {
        String head = "# " + type + ":";
        if (line.startsWith(head)) {
          for (String word : line.substring(head.length()).strip().split("\\s+", -1)) {
            if (!word.isEmpty()) {
              names.add(word);
            }
          }
          return names;
        }
        if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
          return names;
        }
      }
      return names;
    }

    private boolean threaded() {
      return !exists(enabled + "/mpm_prefork.load")
          && (exists(enabled + "/mpm_worker.load") || exists(enabled + "/mpm_event.load"));
    }

    private boolean exists(String path) {
      return call.tree().stat(path).isPresent();
    }

    private int error(String text) throws NotUnderstood {
      call.complain("ERROR: " + text + "\n");
      return 1;
    }
  }
}
