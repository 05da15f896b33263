package dev.plinth.install.deb.commands;

import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.Set;

/** adduser(8) and addgroup(8) for system accounts, with Debian's default configuration. */
final class Adduser implements Command {
  private static final int FIRST_SYSTEM = 100;
  private static final int LAST_SYSTEM = 999;
  private static final int NOGROUP = 65534;
  private static final Set<String> FLAGS =
      Set.of(
          "--system",
          "--group",
          "--no-create-home",
          "--disabled-password",
          "--disabled-login",
          "--quiet",
          "--force-badname",
          "--allow-badname",
          "--allow-bad-names",
          "--debug",
          "--verbose",
          "--allow-all-names");
  private static final Set<String> VALUED =
      Set.of(
          "--home",
          "--shell",
          "--gecos",
          "--comment",
          "--ingroup",
          "--uid",
          "--gid",
          "--firstuid",
          "--lastuid",
          "--conf",
          "--firstgid",
          "--lastgid");

  private final AccountIds ids;

  Adduser(AccountIds ids) {
    this.ids = ids;
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Options options = Options.parse(call.arguments(), FLAGS, VALUED);
    AccountDatabase accounts = new AccountDatabase(call, ids);
    boolean groupOnly = RawPath.name(call.arguments().getFirst()).equals("addgroup");
    if (options.operands().size() == 2 && !options.has("--system")) {
      accounts.join(options.operands().get(0), options.operands().get(1));
      call.note(
          new Invocation.Note.Did(
              options.operands().get(0) + " joins " + options.operands().get(1)));
      return 0;
    }
    if (options.operands().size() != 1 || !(options.has("--system") || groupOnly)) {
      throw Options.unknown(call.arguments(), "adding an account for a person");
    }
    String name = options.operands().getFirst();
    if (groupOnly || (options.has("--group") && !options.has("--system"))) {
      if (accounts.find(AccountDatabase.GROUP, name).isEmpty()) {
        accounts.addGroup(name, id(options, "--gid").orElse(free(accounts, name)));
      }
      return 0;
    }
    if (accounts.find(AccountDatabase.PASSWD, name).isPresent()) {
      return 0;
    }
    user(call, options, accounts, name);
    return 0;
  }

  private void user(Invocation call, Options options, AccountDatabase accounts, String name)
      throws NotUnderstood {
    Optional<Integer> wanted = id(options, "--uid");
    int uid =
        wanted.isPresent() ? wanted.get() : accounts.userId(name, FIRST_SYSTEM, LAST_SYSTEM, false);
    int gid = NOGROUP;
    if (options.has("--group")) {
      Optional<String[]> group = accounts.find(AccountDatabase.GROUP, name);
      if (group.isPresent()) {
        gid = Integer.parseInt(group.get()[2]);
      } else {
        gid = ids.group(name) == null ? uid : accounts.groupId(name, uid, LAST_SYSTEM, false);
        accounts.addGroup(name, gid);
      }
    } else if (options.has("--ingroup")) {
      gid = group(accounts, options.value("--ingroup").orElse(""));
    } else if (options.has("--gid")) {
      gid = id(options, "--gid").orElse(NOGROUP);
    }
    String home = options.value("--home").orElse("/nonexistent");
    String gecos = options.value("--gecos", "--comment").orElse("");
    String shell = options.value("--shell").orElse("/usr/sbin/nologin");
    accounts.addUser(name, uid, gid, gecos, home, shell);
    if (!options.has("--no-create-home") && !home.equals("/nonexistent")) {
      home(call, home, uid, gid);
    }
  }

  private static int free(AccountDatabase accounts, String name) throws NotUnderstood {
    return accounts.groupId(name, FIRST_SYSTEM, LAST_SYSTEM, false);
  }

  private static int group(AccountDatabase accounts, String name) throws NotUnderstood {
    Optional<String[]> group = accounts.find(AccountDatabase.GROUP, name);
    if (group.isEmpty()) {
      throw new NotUnderstood(0, "adduser: there is no group " + name);
    }
    return Integer.parseInt(group.get()[2]);
  }

  private static Optional<Integer> id(Options options, String name) {
    return options.value(name).filter(text -> text.matches("[0-9]{1,9}")).map(Integer::parseInt);
  }

  private static void home(Invocation call, String home, int uid, int gid) throws NotUnderstood {
    try {
      if (!call.tree().isDirectory(home)) {
        call.tree().mkdirs(RawPath.parent(home), call.origin());
        call.tree()
            .put(
                home,
                new Node.Directory(Attributes.generated(0755, call.origin()).withOwner(uid, gid)));
      }
    } catch (FileSystemException e) {
      throw new NotUnderstood(0, "adduser cannot make " + home + ": " + e.getMessage());
    }
  }
}
