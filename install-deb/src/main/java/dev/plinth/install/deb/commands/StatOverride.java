package dev.plinth.install.deb.commands;

import dev.plinth.install.deb.database.DpkgFiles;
import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** dpkg-statoverride(1). */
final class StatOverride implements Command {
  private final DpkgState state;

  StatOverride(DpkgState state) {
    this.state = state;
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(),
            Set.of(
                "--add",
                "--remove",
                "--list",
                "--update",
                "--force",
                "--quiet",
                "--force-all",
                "--force-statoverride-add"),
            Set.of("--admindir", "--root"));
    List<String> words = options.operands();
    if (options.has("--list")) {
      boolean found = false;
      for (var entry : state.overrides().entrySet()) {
        if (words.isEmpty() || words.contains(entry.getKey())) {
          call.print(entry.getValue() + " " + entry.getKey() + "\n");
          found = true;
        }
      }
      return found ? 0 : 1;
    }
    try {
      if (options.has("--remove") && words.size() == 1) {
        state.overrides().remove(words.getFirst());
      } else if (options.has("--add") && words.size() == 4) {
        state.overrides().put(words.get(3), String.join(" ", words.subList(0, 3)));
        if (options.has("--update")) {
          change(call, words);
        }
      } else {
        throw Options.unknown(call.arguments(), "the form of the call");
      }
      new DpkgFiles(call.tree()).writeOverrides(state);
      return 0;
    } catch (FileSystemException e) {
      throw new NotUnderstood(0, "dpkg-statoverride cannot change the tree: " + e.getMessage());
    }
  }

  private static void change(Invocation call, List<String> words)
      throws FileSystemException, NotUnderstood {
    int uid = id(call, AccountDatabase.PASSWD, words.get(0));
    int gid = id(call, AccountDatabase.GROUP, words.get(1));
    int mode = Integer.parseInt(words.get(2), 8);
    if (call.tree().stat(words.get(3)).isPresent()) {
      call.tree().change(words.get(3), true, old -> old.withOwner(uid, gid).withMode(mode));
    }
  }

  private static int id(Invocation call, String file, String name) throws NotUnderstood {
    if (name.startsWith("#")) {
      return Integer.parseInt(name.substring(1));
    }
    AccountDatabase accounts =
        new AccountDatabase(
            call,
            new AccountIds(
                new dev.plinth.pkg.InstallRequest.Ids(
                    new java.util.TreeMap<>(), new java.util.TreeMap<>()),
                0));
    Optional<String[]> found = accounts.find(file, name);
    if (found.isEmpty()) {
      throw new NotUnderstood(0, "dpkg-statoverride: there is no " + name);
    }
    return Integer.parseInt(found.get()[2]);
  }
}
