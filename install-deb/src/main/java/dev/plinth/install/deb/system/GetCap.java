package dev.plinth.install.deb.system;

import dev.plinth.generate.Capabilities;
import dev.plinth.rootfs.Node;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.util.Optional;

/** getcap(8) of files that have none. */
final class GetCap implements Command {
  @Override
  public int run(Invocation call) throws NotUnderstood {
    FileAccess files = FileAccess.of(call);
    for (String path : call.arguments().subList(1, call.arguments().size())) {
      Optional<Node> node = files.stat(path);
      if (path.startsWith("-")
          || node.filter(n -> n.attributes().xattrs().containsKey(Capabilities.ATTRIBUTE))
              .isPresent()) {
        throw new NotUnderstood("getcap " + path + " is not modelled");
      }
    }
    return 0;
  }
}
