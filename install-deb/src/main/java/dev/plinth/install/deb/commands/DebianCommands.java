package dev.plinth.install.deb.commands;

import dev.plinth.install.deb.accounts.AccountCommands;
import dev.plinth.install.deb.accounts.IdPool;
import dev.plinth.install.deb.debconf.Debconf;
import dev.plinth.install.deb.debconf.DebconfCommand;
import dev.plinth.install.deb.debconf.DebconfCommunicate;
import dev.plinth.install.deb.dpkg.DpkgCommands;
import dev.plinth.install.deb.services.ServiceCommands;
import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.install.deb.system.Secrets;
import dev.plinth.install.deb.system.SystemCommands;
import dev.plinth.model.Remembered;
import dev.plinth.shell.Command;
import dev.plinth.shell.CommandTable;
import java.util.Optional;

/** All commands that maintainer scripts of Debian can call besides the shell's utilities. */
public final class DebianCommands implements CommandTable {
  private static final long SECONDS_OF_A_DAY = 86_400;

  private final Debconf debconf;
  private final DpkgCommands dpkg;
  private final AccountCommands accounts;
  private final ServiceCommands services;
  private final SystemCommands system;

  /**
   * @param services whether services are registered, so that an init system would start them
   * @param now time of the newest package, in seconds since 1970
   * @param known what this version of Plinth found before
   */
  public DebianCommands(
      DpkgState state, Debconf debconf, IdPool ids, boolean services, long now, Remembered known) {
    this.debconf = debconf;
    this.dpkg = new DpkgCommands(state);
    this.accounts = new AccountCommands(ids, now / SECONDS_OF_A_DAY);
    this.services = new ServiceCommands(services);
    this.system = new SystemCommands(state, now, known);
  }

  /** What scripts made that must not stay. */
  public Secrets secrets() {
    return system.secrets();
  }

  @Override
  public Optional<Command> find(String name) {
    if (DebconfCommand.isLibrary(name) || DebconfCommand.isFunction(name)) {
      return Optional.of(new DebconfCommand(debconf));
    }
    if (name.equals(DebconfCommunicate.NAME)) {
      return Optional.of(new DebconfCommunicate(debconf));
    }
    if (name.indexOf('/') >= 0) {
      Command found = system.findPath(name);
      return Optional.ofNullable(found == null ? services.find(name) : found);
    }
    Command found = dpkg.find(name);
    found = found == null ? accounts.find(name) : found;
    found = found == null ? services.find(name) : found;
    found = found == null ? system.find(name) : found;
    if (found == null && Absent.isNamed(name)) {
      return Optional.of(new Absent());
    }
    return Optional.ofNullable(found);
  }
}
