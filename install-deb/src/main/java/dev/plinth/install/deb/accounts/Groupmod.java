package dev.plinth.install.deb.accounts;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.Optional;
import java.util.Set;

/** groupmod(8): a group's name and id. */
final class Groupmod extends AccountCommand {
  Groupmod(IdPool ids, long day) {
    super(ids, day);
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(),
            Set.of("-o", "--non-unique"),
            Set.of("-n", "--new-name", "-g", "--gid"));
    String name = options.only(call);
    AccountFiles files = files(call);
    Optional<String[]> line = files.group.find(name);
    if (line.isEmpty()) {
      return fail(call, 6, "group '" + name + "' does not exist");
    }
    Optional<String> gid = options.value("-g", "--gid");
    if (gid.isPresent()) {
      // Files of the group keep the old id, and users with it as primary group are changed too.
      throw Options.unknown(call.arguments(), "-g");
    }
    Optional<String> fresh = options.value("-n", "--new-name");
    if (fresh.isPresent()) {
      if (files.groupId(fresh.get()).isPresent()) {
        return fail(call, 9, "group '" + fresh.get() + "' already exists");
      }
      line.get()[0] = fresh.get();
      files.group.touch();
      files
          .gshadow
          .find(name)
          .ifPresent(fields -> {
            fields[0] = fresh.get();
            files.gshadow.touch();
          });
      files.save();
      ids.groups().give(fresh.get(), Integer.parseInt(line.get()[2]));
      did(call, "group " + name + " renamed to " + fresh.get());
    }
    return 0;
  }
}
