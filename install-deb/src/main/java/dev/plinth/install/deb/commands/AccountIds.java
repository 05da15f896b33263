package dev.plinth.install.deb.commands;

import dev.plinth.pkg.InstallRequest.Ids;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Ids of accounts: those of an earlier lock are kept, those that are given now are remembered. */
public final class AccountIds {
  private static final long SECONDS_OF_DAY = 86_400;

  private final SortedMap<String, Integer> users;
  private final SortedMap<String, Integer> groups;
  private final long epoch;

  /**
   * @param epoch in seconds: its day is that of the last password change
   */
  public AccountIds(Ids locked, long epoch) {
    this.users = new TreeMap<>(locked.users());
    this.groups = new TreeMap<>(locked.groups());
    this.epoch = epoch;
  }

  long day() {
    return epoch / SECONDS_OF_DAY;
  }

  /** The time that stands for now, in seconds. */
  long epoch() {
    return epoch;
  }

  @Nullable Integer user(String name) {
    return users.get(name);
  }

  @Nullable Integer group(String name) {
    return groups.get(name);
  }

  void gaveUser(String name, int uid) {
    users.put(name, uid);
  }

  void gaveGroup(String name, int gid) {
    groups.put(name, gid);
  }

  /** All of them. */
  public Ids ids() {
    return new Ids(users, groups);
  }
}
