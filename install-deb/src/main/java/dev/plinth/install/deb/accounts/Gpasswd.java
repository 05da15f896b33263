package dev.plinth.install.deb.accounts;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.Optional;
import java.util.Set;

/** gpasswd(1), as far as it changes who is in a group. */
final class Gpasswd extends AccountCommand {
  private static final int FAILED = 3;

  Gpasswd(IdPool ids, long day) {
    super(ids, day);
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(call.arguments(), Set.of(), Set.of("-a", "--add", "-d", "--delete"));
    String group = options.only(call);
    Optional<String> added = options.value("-a", "--add");
    Optional<String> removed = options.value("-d", "--delete");
    if (added.isPresent() == removed.isPresent()) {
      throw Options.unknown(call.arguments(), "anything but one member more or less");
    }
    AccountFiles files = files(call);
    if (files.groupId(group).isEmpty()) {
      return fail(call, FAILED, "group '" + group + "' does not exist in /etc/group");
    }
    String user = added.or(() -> removed).orElse("");
    if (added.isPresent()) {
      if (files.userId(user).isEmpty()) {
        return fail(call, FAILED, "user '" + user + "' does not exist");
      }
      if (!files.membersOf(group).contains(user)) {
        files.addMember(group, user);
        did(call, "user " + user + " in group " + group);
      }
    } else if (files.removeMember(group, user)) {
      did(call, "user " + user + " no longer in group " + group);
    } else {
      return fail(call, FAILED, "user '" + user + "' is not a member of '" + group + "'");
    }
    files.save();
    return 0;
  }
}
