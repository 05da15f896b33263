package dev.plinth.install.deb.debconf;

import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The functions of {@code /usr/share/debconf/confmodule}: {@code db_get} and its kin, which leave
 * their answer in {@code RET}.
 */
public final class DebconfCommand implements Command {
  /** Files that scripts source to get the functions. */
  public static boolean isLibrary(String path) {
    return path.equals("/usr/share/debconf/confmodule")
        || path.equals("/usr/share/debconf/confmodule.sh");
  }

  /** Whether a function of the library has this name. */
  public static boolean isFunction(String name) {
    return switch (name) {
      case "db_capb",
          "db_set",
          "db_reset",
          "db_title",
          "db_input",
          "db_text",
          "db_beginblock",
          "db_endblock",
          "db_go",
          "db_get",
          "db_register",
          "db_unregister",
          "db_subst",
          "db_fset",
          "db_fget",
          "db_purge",
          "db_metaget",
          "db_version",
          "db_clear",
          "db_settitle",
          "db_previous_module",
          "db_info",
          "db_progress",
          "db_data",
          "db_x_loadtemplatefile",
          "db_stop" ->
          true;
      default -> false;
    };
  }

  private final Debconf debconf;

  public DebconfCommand(Debconf debconf) {
    this.debconf = debconf;
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    String name = call.arguments().getFirst();
    if (isLibrary(name)) {
      return 0;
    }
    List<String> words = new ArrayList<>();
    words.add(name.substring("db_".length()).toUpperCase(Locale.ROOT));
    if (words.getFirst().equals("TEXT")) {
      words.set(0, "INPUT");
    }
    // The protocol is one line of words.
    for (String argument : call.arguments().subList(1, call.arguments().size())) {
      for (String word : argument.split("[ \t\n]+", -1)) {
        if (!word.isEmpty()) {
          words.add(word);
        }
      }
    }
    String owner = call.environment().getOrDefault("DPKG_MAINTSCRIPT_PACKAGE", "");
    Optional<Debconf.Reply> reply = debconf.command(owner, words);
    if (reply.isEmpty()) {
      throw new NotUnderstood("debconf's command '" + name + "' is not modelled");
    }
    if (!words.getFirst().equals("STOP")) {
      call.assign("RET", reply.get().text());
    }
    return reply.get().code();
  }
}
