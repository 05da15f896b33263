package dev.plinth.install.deb.system;

import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.utilities.Utilities;
import java.util.List;

/**
 * Questions about file systems: stat(1) of one, and mountpoint(1). The root is one plain file
 * system, with {@code /proc} and its like mounted as in every container.
 */
final class FileSystems {
  private FileSystems() {}

  static int stat(Invocation call) throws NotUnderstood {
    List<String> words = call.arguments();
    if (words.contains("-f") || words.contains("--file-system")) {
      if (words.contains("--format=%T")) {
        call.print("ext2/ext3\n");
        return 0;
      }
      throw new NotUnderstood("'" + String.join(" ", words) + "' is not modelled");
    }
    Command plain =
        Utilities.find("stat").orElseThrow(() -> new NotUnderstood("stat is not modelled"));
    return plain.run(call);
  }

  static int mountpoint(Invocation call) {
    String path = call.arguments().getLast();
    return switch (path) {
      case "/", "/proc", "/proc/", "/sys", "/dev" -> 0;
      default -> 1;
    };
  }
}
