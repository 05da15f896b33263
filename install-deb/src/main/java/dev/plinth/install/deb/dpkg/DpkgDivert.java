package dev.plinth.install.deb.dpkg;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.install.deb.database.DpkgFiles;
import dev.plinth.install.deb.state.Diversions;
import dev.plinth.install.deb.state.Diversions.Diversion;
import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.rootfs.Tree;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.pattern.Glob;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** dpkg-divert(1). */
final class DpkgDivert implements Command {
  private static final int CLASH = 2;

  private final DpkgState state;

  DpkgDivert(DpkgState state) {
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
                "--rename",
                "--no-rename",
                "--quiet",
                "--local",
                "--test"),
            Set.of(
                "--package",
                "--divert",
                "--truename",
                "--listpackage",
                "--admindir",
                "--root",
                "--instdir"));
    if (options.has("--truename")) {
      String path = options.value("--truename").orElse("");
      call.print(state.diversions().of(path).map(Diversion::to).orElse(path) + "\n");
      return 0;
    }
    if (options.has("--listpackage")) {
      Optional<Diversion> diversion =
          state.diversions().of(options.value("--listpackage").orElse(""));
      if (diversion.isPresent()) {
        call.print((diversion.get().isLocal() ? "LOCAL" : diversion.get().owner()) + "\n");
      }
      return 0;
    }
    if (options.has("--list")) {
      list(call, options.operands());
      return 0;
    }
    try {
      return change(call, options);
    } catch (FileSystemException e) {
      throw new NotUnderstood("dpkg-divert cannot rename: " + e.getMessage());
    }
  }

  private void list(Invocation call, List<String> patterns) throws NotUnderstood {
    for (Diversion diversion : state.diversions().all()) {
      boolean shown =
          patterns.isEmpty()
              || patterns.stream()
                  .anyMatch(p ->
                      Glob.matches(p, diversion.path())
                          || Glob.matches(p, diversion.to())
                          || Glob.matches(p, diversion.owner()));
      if (shown) {
        call.print(describe(diversion) + "\n");
      }
    }
  }

  private static String describe(Diversion diversion) {
    return (diversion.isLocal() ? "local diversion" : "diversion")
        + " of "
        + diversion.path()
        + " to "
        + diversion.to()
        + (diversion.isLocal() ? "" : " by " + diversion.owner());
  }

  private int change(Invocation call, Options options) throws NotUnderstood, FileSystemException {
    String path = options.only(call);
    String owner =
        options.has("--local")
            ? ":"
            : options
                .value("--package")
                .orElse(call.environment().getOrDefault("DPKG_MAINTSCRIPT_PACKAGE", ":"));
    String to = options.value("--divert").orElse(path + ".distrib");
    Diversions diversions = state.diversions();
    Optional<Diversion> old = diversions.of(path);
    boolean rename = options.has("--rename");
    if (options.has("--remove")) {
      if (old.isEmpty()) {
        return 0;
      }
      boolean other = !options.has("--local") && !old.get().owner().equals(owner);
      boolean elsewhere = options.has("--divert") && !old.get().to().equals(to);
      if ((other && !owner.equals(":")) || elsewhere) {
        return clash(call, old.get());
      }
      if (!options.has("--test")) {
        diversions.remove(path);
        finish(call, rename, old.get().to(), path);
        call.note(new Invocation.Note.Did("no more diversion of " + path));
      }
      return 0;
    }
    Diversion fresh = new Diversion(path, to, owner);
    if (old.isPresent()) {
      return old.get().equals(fresh) ? 0 : clash(call, old.get());
    }
    if (diversions.leadingTo(to).isPresent() || diversions.of(to).isPresent()) {
      return clash(call, fresh);
    }
    if (!options.has("--test")) {
      diversions.add(fresh);
      // A file of the package itself stays where it is.
      boolean own = state.find(owner).map(pkg -> pkg.owns(path)).orElse(false);
      finish(call, rename && !own, path, to);
      call.note(new Invocation.Note.Did(describe(fresh)));
    }
    return 0;
  }

  private void finish(Invocation call, boolean rename, String from, String to)
      throws FileSystemException {
    Tree tree = call.tree();
    if (rename && tree.lstat(from).isPresent() && tree.lstat(to).isEmpty()) {
      tree.rename(from, to);
    }
    new DpkgFiles(tree).writeDiversions(state);
  }

  private static int clash(Invocation call, Diversion with) throws NotUnderstood {
    call.complain("dpkg-divert: error: clashes with '" + describe(with) + "'\n");
    return CLASH;
  }
}
