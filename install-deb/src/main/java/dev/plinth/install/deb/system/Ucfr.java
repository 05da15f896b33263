package dev.plinth.install.deb.system;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** ucfr(1): records which package a configuration file belongs to. */
final class Ucfr implements Command {
  static final String REGISTRY = "registry";
  private static final int TAKEN = 4;

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(),
            Set.of("-f", "--force", "-p", "--purge", "-v", "--verbose"),
            Set.of());
    List<String> words = options.operands();
    if (words.size() != 2) {
      throw Options.unknown(call.arguments(), "the form of the call");
    }
    UcfFiles files = new UcfFiles(call);
    files.touch(REGISTRY);
    String path = Ucf.real(call, FileAccess.of(call).absolute(words.get(1)));
    Optional<String> old = files.line(REGISTRY, path);
    if (options.has("-p", "--purge")) {
      if (old.isPresent()) {
        files.replace(REGISTRY, path, "");
      }
      return 0;
    }
    if (old.isPresent()) {
      String owner = old.get().split("\\s")[0];
      if (owner.equals(words.get(0))) {
        return 0;
      }
      if (!options.has("-f", "--force")) {
        call.complain("ucfr: " + path + " belongs to " + owner + "\n");
        return TAKEN;
      }
    }
    files.replace(REGISTRY, path, words.get(0) + " \t " + path);
    call.note(new Invocation.Note.Did("configuration file " + path + " of " + words.get(0)));
    return 0;
  }
}
