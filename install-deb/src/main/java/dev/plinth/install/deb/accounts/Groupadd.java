package dev.plinth.install.deb.accounts;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.Set;

/** groupadd(8). */
final class Groupadd extends AccountCommand {
  Groupadd(IdPool ids, long day) {
    super(ids, day);
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(),
            Set.of("-f", "--force", "-r", "--system", "-o", "--non-unique"),
            Set.of("-g", "--gid", "-K", "--key", "-p", "--password"));
    String name = options.only(call);
    AccountFiles files = files(call);
    if (files.groupId(name).isPresent()) {
      return options.has("-f", "--force")
          ? 0
          : fail(call, 9, "group '" + name + "' already exists");
    }
    int gid;
    if (options.has("-g", "--gid")) {
      gid = id(call, options.value("-g", "--gid").orElse(""));
      if (files.groupIds().contains(gid) && !options.has("-o", "--non-unique")) {
        return fail(call, 4, "GID '" + gid + "' already exists");
      }
    } else {
      // login.defs of Debian: system groups from the top downwards.
      boolean system = options.has("-r", "--system");
      gid =
          system
              ? Useradd.chooseSystem(ids.groups(), name, files.groupIds())
              : ids.groups().choose(name, 1000, 60000, files.groupIds());
      ids.groups().give(name, gid);
    }
    files.addGroup(name, gid);
    files.save();
    did(call, "group " + name + " " + gid);
    return 0;
  }
}
