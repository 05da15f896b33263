package dev.plinth.install.deb.dpkg;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.install.deb.database.DpkgFiles;
import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.install.deb.state.DpkgState.StatOverride;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.Accounts;
import dev.plinth.shell.files.FileAccess;
import dev.plinth.shell.pattern.Glob;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Set;

/** dpkg-statoverride(1). */
final class DpkgStatoverride implements Command {
  private static final int ERROR = 2;

  private final DpkgState state;

  DpkgStatoverride(DpkgState state) {
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
                "--quiet",
                "--force",
                "--force-all",
                "--force-statoverride-add",
                "--force-statoverride-remove"),
            Set.of("--admindir", "--root", "--instdir"));
    List<String> words = options.operands();
    if (options.has("--list")) {
      return list(call, words);
    }
    try {
      if (options.has("--add") && words.size() == 4) {
        return add(call, options, words);
      }
      if (options.has("--remove") && words.size() == 1) {
        boolean there = state.overrides().remove(words.getFirst()) != null;
        new DpkgFiles(call.tree()).writeOverrides(state);
        return there ? 0 : ERROR;
      }
    } catch (FileSystemException e) {
      throw new NotUnderstood("dpkg-statoverride: " + FileAccess.reason(e));
    }
    throw Options.unknown(call.arguments(), "the form of the call");
  }

  private int list(Invocation call, List<String> patterns) throws NotUnderstood {
    boolean found = false;
    for (StatOverride override : state.overrides().values()) {
      if (patterns.isEmpty() || patterns.stream().anyMatch(p -> Glob.matches(p, override.path()))) {
        call.print(override + "\n");
        found = true;
      }
    }
    return found ? 0 : 1;
  }

  private int add(Invocation call, Options options, List<String> words)
      throws NotUnderstood, FileSystemException {
    if (!words.get(2).matches("[0-7]{1,5}")) {
      throw Options.unknown(call.arguments(), "the mode " + words.get(2));
    }
    // The database has it without zeros before it.
    String octal = Integer.toOctalString(Integer.parseInt(words.get(2), 8));
    StatOverride fresh = new StatOverride(words.get(0), words.get(1), octal, words.get(3));
    boolean force = options.has("--force", "--force-all", "--force-statoverride-add");
    if (state.overrides().containsKey(fresh.path()) && !force) {
      call.complain(
          "dpkg-statoverride: error: an override for '" + fresh.path() + "' already exists\n");
      return ERROR;
    }
    state.overrides().put(fresh.path(), fresh);
    new DpkgFiles(call.tree()).writeOverrides(state);
    call.note(new Invocation.Note.Did("override " + fresh));
    if (options.has("--update") && call.tree().stat(fresh.path()).isPresent()) {
      FileAccess files = FileAccess.of(call);
      int uid =
          fresh.user().startsWith("#")
              ? Integer.parseInt(fresh.user().substring(1))
              : Accounts.user(files, fresh.user()).orElseThrow(() -> nobody(fresh.user())).uid();
      int gid =
          fresh.group().startsWith("#")
              ? Integer.parseInt(fresh.group().substring(1))
              : Accounts.group(files, fresh.group()).orElseThrow(() -> nobody(fresh.group())).gid();
      int mode = Integer.parseInt(fresh.mode(), 8);
      call.tree().change(fresh.path(), true, old -> old.withOwner(uid, gid).withMode(mode & 07777));
    }
    return 0;
  }

  private static NotUnderstood nobody(String name) {
    return new NotUnderstood("dpkg-statoverride: '" + name + "' is nobody here");
  }
}
