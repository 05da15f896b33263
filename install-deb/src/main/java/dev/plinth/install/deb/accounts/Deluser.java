package dev.plinth.install.deb.accounts;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.util.Set;

/** deluser(8), delgroup(8), userdel(8) and groupdel(8) for accounts; their files stay. */
final class Deluser extends AccountCommand {
  Deluser(IdPool ids, long day) {
    super(ids, day);
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(),
            Set.of("--system", "--quiet", "-q", "--group", "--only-if-empty", "-f", "--force"),
            Set.of());
    String name = options.only(call);
    String tool = RawPath.name(call.arguments().getFirst());
    AccountFiles files = files(call);
    boolean group = tool.equals("delgroup") || tool.equals("groupdel") || options.has("--group");
    boolean exists = group ? files.groupId(name).isPresent() : files.userId(name).isPresent();
    if (!exists) {
      boolean debian = tool.startsWith("del");
      return debian && options.has("--system") ? 0 : fail(call, debian ? 2 : 6, name + "?");
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
}
