package dev.plinth.install.deb.accounts;

import dev.plinth.shell.Command;
import org.jspecify.annotations.Nullable;

/** The commands of the packages passwd and adduser, by name. */
public final class AccountCommands {
  private final IdPool ids;
  private final long day;

  /**
   * @param ids where dynamic ids come from
   * @param day that passwords count as changed, in days since 1970
   */
  public AccountCommands(IdPool ids, long day) {
    this.ids = ids;
    this.day = day;
  }

  public @Nullable Command find(String name) {
    return switch (name) {
      case "adduser", "addgroup" -> new Adduser(ids, day);
      case "useradd" -> new Useradd(ids, day);
      case "groupadd" -> new Groupadd(ids, day);
      case "usermod", "chfn", "chsh" -> new Usermod(ids, day);
      case "groupmod" -> new Groupmod(ids, day);
      case "deluser", "delgroup", "userdel", "groupdel" -> new Deluser(ids, day);
      case "gpasswd" -> new Gpasswd(ids, day);
      case "shadowconfig", "pwconv", "grpconv", "pwck", "grpck" -> new ShadowFiles(ids, day);
      case "update-passwd" -> new UpdatePasswd(ids, day);
      case "systemd-sysusers" -> new Sysusers(ids, day);
      default -> null;
    };
  }
}
