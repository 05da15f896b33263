package dev.plinth.install.deb.system;

import dev.plinth.generate.CaBundle;
import dev.plinth.install.deb.arguments.Options;
import dev.plinth.model.PlinthException;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** update-ca-certificates(8), with the hooks that the tree has. */
final class UpdateCaCertificates implements Command {
  private static final String HOOKS = "/etc/ca-certificates/update.d";

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(),
            Set.of("--fresh", "-f", "--verbose", "-v", "--default", "-d"),
            Set.of("--hooksdir"));
    if (options.has("--default", "-d") || !options.operands().isEmpty()) {
      throw Options.unknown(call.arguments(), "this call");
    }
    boolean fresh = options.has("--fresh", "-f");
    CaBundle.Changes changes;
    try {
      changes = CaBundle.update(call.tree(), fresh, call.origin());
    } catch (PlinthException e) {
      throw SystemCommands.failed(call, e);
    }
    if (!changes.lines().isEmpty()) {
      call.note(
          new Invocation.Note.Did(CaBundle.BUNDLE + ": " + changes.lines().size() + " changes"));
    }
    String folder = options.value("--hooksdir").orElse(HOOKS);
    StringBuilder input = new StringBuilder();
    changes.lines().forEach(line -> input.append(line).append('\n'));
    for (String hook : hooks(call, folder)) {
      List<String> words = new ArrayList<>(List.of(folder + "/" + hook));
      if (fresh) {
        words.add("--fresh");
      }
      int status = call.call(words, input.toString());
      if (status != 0) {
        call.complain("E: " + hook + " exited with code " + status + ".\n");
      }
    }
    return 0;
  }

  /** As run-parts(8) picks them: executable, with a plain name. */
  private static List<String> hooks(Invocation call, String folder) throws NotUnderstood {
    List<String> hooks = new ArrayList<>();
    try {
      for (String name :
          !folder.isEmpty() && call.tree().isDirectory(folder)
              ? call.tree().list(folder)
              : List.<String>of()) {
        boolean executable =
            call.tree()
                .stat(folder + "/" + name)
                .filter(node -> (node.attributes().mode() & 0111) != 0)
                .isPresent();
        if (executable && name.matches("[a-zA-Z0-9_-]+")) {
          hooks.add(name);
        }
      }
    } catch (FileSystemException e) {
      throw new NotUnderstood("update-ca-certificates: " + folder + ": " + FileAccess.reason(e));
    }
    return hooks;
  }
}
