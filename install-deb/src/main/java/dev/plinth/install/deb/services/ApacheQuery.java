package dev.plinth.install.deb.services;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** a2query(1): which modules, sites and configurations of Apache are enabled, and by whom. */
final class ApacheQuery implements Command {
  private static final Pattern ENGINE = Pattern.compile("mpm_(event|worker|prefork)");
  private static final int NOT_FOUND = 1;
  private static final int OFF_BY_ADMIN = 32;
  private static final int OFF_BY_MAINTAINER = 33;

  /** Folder below {@code /etc/apache2} and suffix of its files, by the option that asks. */
  private record Kind(String name, String folder, String suffix) {}

  private static final Kind MODULES = new Kind("module", "mods-enabled", ".load");
  private static final Map<String, Kind> KINDS =
      Map.of(
          "-m", MODULES,
          "-s", new Kind("site", "sites-enabled", ".conf"),
          "-c", new Kind("conf", "conf-enabled", ".conf"));

  @Override
  public int run(Invocation call) throws NotUnderstood {
    List<String> words = new ArrayList<>(call.arguments().subList(1, call.arguments().size()));
    boolean quiet = words.removeIf(word -> word.equals("-q"));
    String option = words.isEmpty() ? "" : words.getFirst();
    String name = words.size() > 1 ? words.get(1) : "";
    Kind kind = KINDS.get(option);
    if (words.size() > 2 || (kind == null && !(option.equals("-M") && name.isEmpty()))) {
      throw Options.unknown(call.arguments(), "the form of the call");
    }
    Links links = new Links(call);
    if (kind == null) {
      call.print(engine(links) + "\n");
      return 0;
    }
    boolean any = false;
    for (String one : enabled(links, kind)) {
      if (name.isEmpty() || one.equals(plain(name))) {
        any = true;
        if (!quiet) {
          call.print(one + " (enabled by " + who(call, kind.name(), "enabled", one) + ")\n");
        }
      }
    }
    return any ? 0 : missing(call, kind.name(), plain(name), quiet);
  }

  /** The name of the one module that does the work; {@code invalid} without one. */
  private static String engine(Links links) throws NotUnderstood {
    List<String> found = new ArrayList<>();
    for (String module : enabled(links, MODULES)) {
      Matcher matcher = ENGINE.matcher(module);
      if (matcher.matches()) {
        found.add(matcher.group(1));
      }
    }
    if (found.size() > 1) {
      throw new NotUnderstood("a2query: more than one MPM is enabled");
    }
    return found.isEmpty() ? "invalid" : found.getFirst();
  }

  private static List<String> enabled(Links links, Kind kind) throws NotUnderstood {
    List<String> names = new ArrayList<>();
    for (String file : links.list("/etc/apache2/" + kind.folder())) {
      if (file.endsWith(kind.suffix())) {
        names.add(file.substring(0, file.length() - kind.suffix().length()));
      }
    }
    return names;
  }

  private static String plain(String name) {
    String rest = name.startsWith("mod") ? name.substring("mod".length()) : name;
    return rest.replaceFirst("\\.(conf|load)", "");
  }

  private static String who(Invocation call, String kind, String what, String name) {
    String folder = "/var/lib/apache2/" + kind + "/" + what + "_by_";
    if (call.tree().stat(folder + "maint/" + name).isPresent()) {
      return "maintainer script";
    }
    boolean admin = call.tree().stat(folder + "admin/" + name).isPresent();
    return admin ? "site administrator" : "unknown";
  }

  private static int missing(Invocation call, String kind, String name, boolean quiet)
      throws NotUnderstood {
    String who = who(call, kind, "disabled", name);
    boolean unknown = who.equals("unknown");
    if (!quiet) {
      call.complain(
          "No " + kind + " matches " + name + (unknown ? "" : " (disabled by " + who + ")") + "\n");
    }
    return unknown
        ? NOT_FOUND
        : who.equals("site administrator") ? OFF_BY_ADMIN : OFF_BY_MAINTAINER;
  }
}
