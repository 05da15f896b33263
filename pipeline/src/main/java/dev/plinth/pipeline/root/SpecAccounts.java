package dev.plinth.pipeline.root;

import dev.plinth.lock.LockedArchitecture;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.InstallRequest.Ids;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import dev.plinth.spec.Account;
import dev.plinth.spec.Spec;
import java.nio.file.FileSystemException;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds the spec's accounts to a root; ids that the lock holds are kept. */
final class SpecAccounts {
  private static final Origin ORIGIN = new Origin.Generated("spec");

  private final AccountFiles files;
  private final Tree tree;
  private final SortedMap<String, Integer> users;
  private final SortedMap<String, Integer> groups;

  SpecAccounts(Tree tree, Ids ids, long epoch) {
    this.tree = tree;
    this.files = new AccountFiles(tree, ORIGIN, epoch);
    this.users = new TreeMap<>(ids.users());
    this.groups = new TreeMap<>(ids.groups());
  }

  /** All ids, those given here included. */
  Ids add(Spec spec) {
    for (Account account : spec.accounts()) {
      try {
        switch (account) {
          case Account.Group group -> group(group.name(), group.id(), group.system());
          case Account.User user -> user(user);
        }
      } catch (PlinthException e) {
        throw new PlinthException(e.code(), account.at() + ": " + e.getMessage(), e.hint(), e);
      }
    }
    return new Ids(users, groups);
  }

  private int group(String name, OptionalInt wanted, boolean system) {
    boolean there = files.group(name).isPresent();
    int gid = files.addGroup(name, wanted.isPresent() ? wanted : known(groups, name), system);
    if (!there && wanted.isEmpty()) {
      groups.put(name, gid);
    }
    return gid;
  }

  private void user(Account.User user) {
    String groupName = user.group().isEmpty() ? user.name() : user.group();
    OptionalInt existing = files.group(groupName);
    int gid;
    if (existing.isPresent()) {
      gid = existing.getAsInt();
    } else if (user.group().isEmpty()) {
      gid = group(groupName, user.id(), user.system());
    } else {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "the user "
              + user.name()
              + " shall have the group "
              + groupName
              + ", which does not exist",
          "add the group to 'accounts' before the user");
    }
    boolean there = files.user(user.name()).isPresent();
    files.user(user.name()).ifPresent(old -> agree(user, old, gid));
    OptionalInt wanted = user.id().isPresent() ? user.id() : known(users, user.name());
    int uid =
        files.addUser(
            user.name(),
            wanted,
            user.system(),
            gid,
            RawPath.ofText(user.gecos()),
            RawPath.ofText(user.home()),
            RawPath.ofText(user.shell()));
    if (!there && user.id().isEmpty()) {
      users.put(user.name(), uid);
    }
    user.groups().forEach(group -> files.addMember(group, user.name()));
    if (user.createHome()) {
      home(RawPath.ofText(user.home()), uid, gid);
    }
  }

  /** What is there stays as it is: a spec that wants it otherwise is told, not passed over. */
  private static void agree(Account.User user, AccountFiles.User old, int gid) {
    agree(user, "home", user.home(), Account.User.NO_HOME, old.home());
    agree(user, "shell", user.shell(), Account.User.NO_SHELL, old.shell());
    if (!user.group().isEmpty() && gid != old.gid()) {
      throw differs(user, "group", "the number " + old.gid());
    }
  }

  private static void agree(
      Account.User user, String key, String wanted, String usual, String there) {
    if (!wanted.equals(usual) && !RawPath.ofText(wanted).equals(there)) {
      throw differs(user, key, RawPath.toText(there));
    }
  }

  private static PlinthException differs(Account.User user, String key, String there) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        "the user " + user.name() + " exists already; its " + key + " is " + there,
        "leave '" + key + "' out of 'accounts', or choose another name");
  }

  private void home(String path, int uid, int gid) {
    try {
      if (!tree.isDirectory(path)) {
        tree.mkdirs(RawPath.parent(path), ORIGIN);
        tree.put(path, new Node.Directory(Attributes.generated(0700, ORIGIN).withOwner(uid, gid)));
      }
    } catch (FileSystemException e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "the home " + RawPath.toText(path) + " cannot be made: " + e.getMessage(),
          "choose another home in 'accounts'",
          e);
    }
  }

  private static OptionalInt known(SortedMap<String, Integer> ids, String name) {
    @Nullable Integer id = ids.get(name);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** The ids of a lock, as an installer takes them. */
  static Ids ids(LockedArchitecture locked) {
    return new Ids(new TreeMap<>(locked.users()), new TreeMap<>(locked.groups()));
  }
}
