package dev.plinth.install.deb.commands;

import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Command;
import dev.plinth.shell.CommandTable;
import dev.plinth.shell.Invocation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All commands of Debian that are modelled, by name. */
public final class DebianCommands implements CommandTable {
  /**
   * Modelled programs that scripts look for before they call them, and whose package they imply.
   */
  private static final Set<String> FOLDERS = Set.of("/usr/bin", "/usr/sbin", "/bin", "/sbin");

  private final Map<String, Command> commands = new HashMap<>();
  private final Debconf debconf;

  public DebianCommands(DpkgState state, AccountIds ids, Debconf debconf) {
    this.debconf = debconf;
    DpkgQuery query = new DpkgQuery(state);
    put(query, "dpkg", "dpkg-query");
    put(new DpkgDivert(state), "dpkg-divert");
    put(new DpkgTrigger(state), "dpkg-trigger");
    put(new Alternatives(), "update-alternatives");
    put(new Adduser(ids), "adduser", "addgroup");
    put(
        new ShadowTools(ids),
        "useradd",
        "groupadd",
        "usermod",
        "userdel",
        "groupdel",
        "pwconv",
        "grpconv",
        "pwck",
        "grpck");
    MoreCommands.addTo(this, state, ids);
  }

  void put(Command command, String... names) {
    for (String name : names) {
      commands.put(name, command);
    }
  }

  /** Left out with a reason, successfully. */
  static Command leftOut(String what, String reason) {
    return call -> {
      call.note(new Invocation.Note.LeftOut(what, reason));
      return 0;
    };
  }

  @Override
  public Optional<Command> find(String name) {
    Optional<Command> asked = debconf.find(name);
    return asked.isPresent() ? asked : Optional.ofNullable(commands.get(name));
  }

  /**
   * Whether a program that does not stand in the tree counts as there: only Essential ones, which
   * scripts may use without asking (Debian Policy 3.8).
   */
  public boolean present(String path) {
    return FOLDERS.contains(RawPath.parent(path)) && EssentialPrograms.contains(RawPath.name(path));
  }
}
