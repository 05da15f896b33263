package dev.plinth.install.deb.commands;

import dev.plinth.install.deb.database.DpkgFiles;
import dev.plinth.install.deb.state.Diversions.Diversion;
import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.Set;

/** dpkg-divert(1). */
final class DpkgDivert implements Command {
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
    Optional<String> truename = options.value("--truename");
    if (truename.isPresent()) {
      String path = truename.get();
      call.print(state.diversions().of(path).map(Diversion::to).orElse(path) + "\n");
      return 0;
    }
    Optional<String> listed = options.value("--listpackage");
    if (listed.isPresent()) {
      Optional<Diversion> diversion = state.diversions().of(listed.get());
      if (diversion.isPresent()) {
        String by = diversion.get().owner();
        call.print((by.equals(":") ? "LOCAL" : by) + "\n");
      }
      return 0;
    }
    if (options.has("--list")) {
      for (Diversion diversion : state.diversions().all()) {
        if (options.operands().isEmpty() || options.operands().contains(diversion.path())) {
          call.print(
              (diversion.owner().equals(":") ? "local diversion" : "diversion")
                  + " of "
                  + diversion.path()
                  + " to "
                  + diversion.to()
                  + (diversion.owner().equals(":") ? "" : " by " + diversion.owner())
                  + "\n");
        }
      }
      return 0;
    }
    if (options.operands().size() != 1) {
      throw Options.unknown(call.arguments(), "the form of the call");
    }
    String path = options.operands().getFirst();
    String owner =
        options.has("--local")
            ? ":"
            : options
                .value("--package")
                .orElse(call.environment().getOrDefault("DPKG_MAINTSCRIPT_PACKAGE", ":"));
    String to = options.value("--divert").orElse(path + ".distrib");
    Optional<Diversion> old = state.diversions().of(path);
    boolean remove = options.has("--remove");
    if (remove == old.isEmpty()) {
      return 0;
    }
    String from = remove ? old.get().to() : path;
    String target = remove ? path : to;
    if (remove) {
      state.diversions().remove(path);
    } else {
      state.diversions().add(new Diversion(path, to, owner));
      call.note(new Invocation.Note.Did("diversion of " + path + " to " + to));
    }
    try {
      new DpkgFiles(call.tree()).writeDiversions(state);
      if (options.has("--rename")
          && call.tree().lstat(from).isPresent()
          && call.tree().lstat(target).isEmpty()) {
        call.tree().rename(from, target);
      }
    } catch (FileSystemException e) {
      throw new NotUnderstood(0, "dpkg-divert cannot rename " + from + ": " + e.getMessage());
    }
    return 0;
  }
}
