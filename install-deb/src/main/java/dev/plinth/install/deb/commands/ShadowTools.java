package dev.plinth.install.deb.commands;

import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** useradd(8), groupadd(8), usermod(8), groupmod(8), userdel, groupdel, pwconv and grpconv. */
final class ShadowTools implements Command {
  private static final int FIRST = 100;
  private static final int LAST = 999;
  private static final int MEMBERS = 3;

  private final AccountIds ids;

  ShadowTools(AccountIds ids) {
    this.ids = ids;
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    AccountDatabase accounts = new AccountDatabase(call, ids);
    return switch (RawPath.name(call.arguments().getFirst())) {
      case "groupadd" -> groupadd(call, accounts);
      case "useradd" -> useradd(call, accounts);
      case "usermod" -> usermod(call, accounts);
      case "userdel" ->
          remove(call, accounts, List.of(AccountDatabase.PASSWD, AccountDatabase.SHADOW));
      case "groupdel" ->
          remove(call, accounts, List.of(AccountDatabase.GROUP, AccountDatabase.GSHADOW));
      case "pwconv" -> pwconv(accounts);
      case "grpconv" -> grpconv(accounts);
      case "pwck", "grpck" -> 0;
      default -> throw Options.unknown(call.arguments(), "it");
    };
  }

  private int groupadd(Invocation call, AccountDatabase accounts) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(),
            Set.of("-r", "--system", "-f", "--force", "-o"),
            Set.of("-g", "--gid", "-K"));
    String name = operand(call, options);
    if (accounts.find(AccountDatabase.GROUP, name).isPresent()) {
      return options.has("-f", "--force") ? 0 : 9;
    }
    Optional<Integer> wanted = options.value("-g", "--gid").map(Integer::parseInt);
    accounts.addGroup(
        name, wanted.isPresent() ? wanted.get() : accounts.groupId(name, FIRST, LAST, true));
    return 0;
  }

  private int useradd(Invocation call, AccountDatabase accounts) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(),
            Set.of(
                "-r",
                "--system",
                "-M",
                "--no-create-home",
                "-N",
                "--no-user-group",
                "-U",
                "--user-group",
                "-o",
                "-l"),
            Set.of(
                "-g",
                "--gid",
                "-d",
                "--home-dir",
                "--home",
                "-s",
                "--shell",
                "-c",
                "--comment",
                "-u",
                "--uid",
                "-G",
                "-K",
                "-p"));
    String name = operand(call, options);
    if (accounts.find(AccountDatabase.PASSWD, name).isPresent()) {
      return 9;
    }
    Optional<Integer> wanted = options.value("-u", "--uid").map(Integer::parseInt);
    int uid = wanted.isPresent() ? wanted.get() : accounts.userId(name, FIRST, LAST, true);
    int gid;
    if (options.has("-g", "--gid")) {
      gid = gid(accounts, options.value("-g", "--gid").orElse(""));
    } else {
      gid = accounts.groupId(name, uid, uid, true);
      accounts.addGroup(name, gid);
    }
    accounts.addUser(
        name,
        uid,
        gid,
        options.value("-c", "--comment").orElse(""),
        options.value("-d", "--home-dir", "--home").orElse("/home/" + name),
        options.value("-s", "--shell").orElse("/bin/sh"));
    for (String group : options.value("-G").orElse("").split(",")) {
      if (!group.isEmpty()) {
        accounts.join(name, group);
      }
    }
    return 0;
  }

  private static int gid(AccountDatabase accounts, String group) throws NotUnderstood {
    if (group.matches("[0-9]{1,9}")) {
      return Integer.parseInt(group);
    }
    Optional<String[]> found = accounts.find(AccountDatabase.GROUP, group);
    if (found.isEmpty()) {
      throw new NotUnderstood(0, "there is no group " + group);
    }
    return Integer.parseInt(found.get()[2]);
  }

  private static int usermod(Invocation call, AccountDatabase accounts) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(),
            Set.of("-a", "--append", "-L", "--lock", "-U"),
            Set.of(
                "-G",
                "--groups",
                "-d",
                "--home",
                "-s",
                "--shell",
                "-c",
                "--comment",
                "-g",
                "--gid",
                "-aG",
                "-p",
                "--password"));
    String name = operand(call, options);
    Optional<String[]> user = accounts.find(AccountDatabase.PASSWD, name);
    if (user.isEmpty()) {
      call.complain("usermod: user '" + name + "' does not exist\n");
      return 6;
    }
    String[] fields = user.get();
    if (options.has("-c", "--comment")) {
      fields[4] = options.value("-c", "--comment").orElse("");
    }
    if (options.has("-d", "--home")) {
      fields[5] = options.value("-d", "--home").orElse("");
    }
    if (options.has("-s", "--shell")) {
      fields[6] = options.value("-s", "--shell").orElse("");
    }
    if (options.has("-g", "--gid")) {
      fields[MEMBERS] = "" + gid(accounts, options.value("-g", "--gid").orElse(""));
    }
    accounts.put(AccountDatabase.PASSWD, fields);
    for (String group : options.value("-G", "--groups", "-aG").orElse("").split(",")) {
      if (!group.isEmpty()) {
        accounts.join(name, group);
      }
    }
    return 0;
  }

  private static int remove(Invocation call, AccountDatabase accounts, List<String> files)
      throws NotUnderstood {
    Options options = Options.parse(call.arguments(), Set.of("-f", "--force"), Set.of());
    for (String file : files) {
      accounts.remove(file, operand(call, options));
    }
    return 0;
  }

  private int pwconv(AccountDatabase accounts) throws NotUnderstood {
    return new ShadowFiles(accounts).passwords(ids.day());
  }

  private static int grpconv(AccountDatabase accounts) throws NotUnderstood {
    return new ShadowFiles(accounts).groups();
  }

  private static String operand(Invocation call, Options options) throws NotUnderstood {
    if (options.operands().size() != 1) {
      throw Options.unknown(call.arguments(), "the form of the call");
    }
    return options.operands().getFirst();
  }
}
