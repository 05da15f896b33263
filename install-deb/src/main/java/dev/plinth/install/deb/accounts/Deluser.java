package dev.plinth.install.deb.accounts;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.Set;

/** deluser(8), delgroup(8), userdel(8) and groupdel(8) for accounts; their files stay. */
final class Deluser extends AccountCommand {
  private static final int HOME = 5;
  private static final int NO_USER = 2;
  private static final int NO_GROUP = 3;
  private static final int NO_MEMBER = 6;

  Deluser(IdPool ids, long day) {
    super(ids, day);
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(),
            Set.of(
                "--system",
                "--quiet",
                "-q",
                "--group",
                "--only-if-empty",
                "-f",
                "--force",
                "-r",
                "--remove",
                "--remove-home"),
            Set.of());
    String tool = RawPath.name(call.arguments().getFirst());
    if (tool.equals("deluser") && options.operands().size() == 2) {
      return member(call, options.operands().get(0), options.operands().get(1));
    }
    String name = options.only(call);
    AccountFiles files = files(call);
    boolean group = tool.equals("delgroup") || tool.equals("groupdel") || options.has("--group");
    boolean exists = group ? files.groupId(name).isPresent() : files.userId(name).isPresent();
    if (!exists) {
      boolean debian = tool.startsWith("del");
      return debian && options.has("--system") ? 0 : fail(call, debian ? 2 : 6, name + "?");
    }
    if (options.has("-r", "--remove", "--remove-home")) {
      String home = files.passwd.find(name).map(line -> line[HOME]).orElse("");
      if (!home.isEmpty() && call.tree().stat(home).isPresent()) {
        throw new NotUnderstood(tool + ": to remove the home " + home + " is not modelled");
      }
    }
    if (group) {
      files.group.remove(name);
      files.gshadow.remove(name);
    } else {
      files.passwd.remove(name);
      files.shadow.remove(name);
    }
    files.save();
    did(call, (group ? "group " : "user ") + name + " removed");
    return 0;
  }

  /** {@code deluser USER GROUP}. */
  private int member(Invocation call, String user, String group) throws NotUnderstood {
    AccountFiles files = files(call);
    if (files.userId(user).isEmpty()) {
      return fail(call, NO_USER, "The user `" + user + "' does not exist.");
    }
    if (files.groupId(group).isEmpty()) {
      return fail(call, NO_GROUP, "The group `" + group + "' does not exist.");
    }
    if (!files.removeMember(group, user)) {
      return fail(call, NO_MEMBER, "The user `" + user + "' is not a member of `" + group + "'.");
    }
    files.save();
    did(call, "user " + user + " no longer in group " + group);
    return 0;
  }
}
