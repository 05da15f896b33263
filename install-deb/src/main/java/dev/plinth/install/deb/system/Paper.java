package dev.plinth.install.deb.system;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Set;

/** What libpaper's scripts ask for. */
final class Paper {
  private Paper() {}

  /** locale(1), asked for the size of paper, which is that of A4 in the C locale. */
  static int locale(Invocation call) throws NotUnderstood {
    List<String> words = call.arguments();
    String size =
        switch (words.size() == 2 ? words.get(1) : "") {
          case "width" -> "210\n";
          case "height" -> "297\n";
          default -> throw Options.unknown(words, "anything but the size of paper");
        };
    call.print(size);
    return 0;
  }

  /** run-parts(8) of a folder in which nobody has put anything. */
  static int hooks(Invocation call) throws NotUnderstood {
    Options options = Options.parse(call.arguments(), Set.of("--verbose", "-v"), Set.of());
    if (options.operands().size() != 1) {
      throw Options.unknown(call.arguments(), "the form of the call");
    }
    String folder = FileAccess.of(call).absolute(options.operands().getFirst());
    try {
      if (!call.tree().isDirectory(folder)) {
        call.complain("run-parts: failed to open directory " + folder + "\n");
        return 1;
      }
      if (!call.tree().list(folder).isEmpty()) {
        throw new NotUnderstood("run-parts of the programs in " + folder + " is not modelled");
      }
    } catch (FileSystemException e) {
      throw new NotUnderstood("run-parts: " + FileAccess.reason(e));
    }
    return 0;
  }
}
