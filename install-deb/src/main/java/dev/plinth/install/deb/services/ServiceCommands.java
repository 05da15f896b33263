package dev.plinth.install.deb.services;

import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The commands that register and start services, by name. Nothing is ever started: as in a chroot
 * whose policy denies it.
 */
public final class ServiceCommands {
  static final String NO_INIT =
      "services are started by whoever runs the image, which has no init system";

  private static final Set<String> FLAGS = Set.of("--quiet", "--user", "--system", "-f", "-n");

  /** Where scripts look for what denies starting services; its model says no to all. */
  public static final String POLICY = "/usr/sbin/policy-rc.d";

  private static final int DENIED = 101;

  private final boolean register;

  /**
   * @param register whether the image keeps what would start services; else they are not registered
   */
  public ServiceCommands(boolean register) {
    this.register = register;
  }

  public @Nullable Command find(String name) {
    return switch (name) {
      case "deb-systemd-helper" ->
          register ? new SystemdHelper() : leftOut(SystemdHelper.ACTIONS, 0);
      case "update-rc.d" -> register ? new UpdateRcD() : leftOut(UpdateRcD.ACTIONS, 1);
      case "systemd-tmpfiles" -> new Tmpfiles();
      case "systemctl" -> new Systemctl();
      case "deb-systemd-invoke", "invoke-rc.d", "service", "rc-service" -> new Start();
      case "start-stop-daemon" -> new Start();
      case "apache2" -> ServiceCommands::configuration;
      case "a2query" -> new ApacheQuery();
      case "journalctl" -> ServiceCommands::catalogue;
      case "policy-rc.d" -> _ -> DENIED;
      case "udevadm", "busctl", "dbus-send", "loginctl" -> _ -> 1;
      default -> {
        if (ApacheModules.isNamed(name)) {
          yield new ApacheModules();
        }
        if (LighttpdModules.isNamed(name)) {
          yield new LighttpdModules();
        }
        yield PostgresqlClusters.isNamed(name) ? new PostgresqlClusters() : null;
      }
    };
  }

  /** {@code apache2 -t}: what packages brought and a2enmod linked holds together. */
  private static int configuration(Invocation call) throws NotUnderstood {
    List<String> words = call.arguments().subList(1, call.arguments().size());
    if (!words.equals(List.of("-t"))) {
      throw NotUnderstood.option("apache2", String.join(" ", words));
    }
    call.print("Syntax OK\n");
    return 0;
  }

  private static int catalogue(Invocation call) {
    if (!call.arguments().contains("--update-catalog")) {
      return 1;
    }
    call.note(
        new Invocation.Note.LeftOut(
            "the catalogue of messages of systemd-journald",
            "systemd-journal-catalog-update.service makes it when a system starts"));
    return 0;
  }

  /**
   * @param at which of the operands says what to do
   */
  private static Command leftOut(Set<String> actions, int at) {
    return call -> {
      List<String> words = new ArrayList<>(call.arguments().subList(1, call.arguments().size()));
      words.removeIf(word -> FLAGS.contains(word));
      String action = at < words.size() ? words.get(at) : "";
      if (!actions.contains(action)) {
        throw NotUnderstood.option(call.arguments().getFirst(), "'" + action + "'");
      }
      boolean question = action.endsWith("-enabled") || action.equals("debian-installed");
      if (!question) {
        call.note(new Invocation.Note.LeftOut(String.join(" ", words), NO_INIT));
      }
      return question ? 1 : 0;
    };
  }
}
