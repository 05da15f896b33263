package dev.plinth.install.deb;

import dev.plinth.generate.OpensslPaths;
import dev.plinth.install.deb.accounts.IdPool;
import dev.plinth.install.deb.commands.DebianCommands;
import dev.plinth.install.deb.configure.Dpkg;
import dev.plinth.install.deb.configure.Scripts;
import dev.plinth.install.deb.database.DpkgFiles;
import dev.plinth.install.deb.database.DpkgReader;
import dev.plinth.install.deb.debconf.Debconf;
import dev.plinth.install.deb.services.ServiceCommands;
import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.install.deb.unpack.MergedUsr;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Remembered;
import dev.plinth.pkg.InstallRequest;
import dev.plinth.pkg.Installation;
import dev.plinth.pkg.Installer;
import dev.plinth.pkg.PackageFile;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import java.nio.file.FileSystemException;
import java.util.HashSet;
import java.util.Set;

/**
 * Installs Debian packages as mmdebstrap has apt and dpkg do it, maintainer scripts interpreted:
 * nothing of a package is ever run.
 */
public final class DebInstaller implements Installer {
  private final Remembered known;

  public DebInstaller() {
    this(Remembered.forgetting());
  }

  /**
   * @param known what this version of Plinth found before
   */
  public DebInstaller(Remembered known) {
    this.known = known;
  }

  @Override
  public Installation install(InstallRequest request) {
    Tree tree = request.base().copy();
    try {
      return install(request, tree);
    } catch (FileSystemException e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "the packages cannot be installed: " + e.getMessage(),
          "look at what the base image has at this path",
          e);
    }
  }

  private Installation install(InstallRequest request, Tree tree) throws FileSystemException {
    String architecture = request.architecture();
    DpkgState state = new DpkgReader(tree).read(architecture);
    boolean fresh = state.all().isEmpty();
    long newest = 0;
    Set<String> names = new HashSet<>();
    for (PackageFile file : request.packages()) {
      newest = Math.max(newest, file.newest());
      names.add(file.pkg().name());
    }
    Skeleton.prepare(tree, fresh, request.keepPackageManager());
    // Where usrmerge is installed it does the merge itself, in its turn.
    if (!names.contains("usrmerge")) {
      MergedUsr.prepare(tree, request.packages());
    }
    DpkgFiles files = new DpkgFiles(tree);
    files.prepare(state);
    IdPool ids = new IdPool(request.ids());
    Debconf debconf = new Debconf();
    DebianCommands commands =
        new DebianCommands(state, debconf, ids, request.keepPackageManager(), newest, known);
    DebianCommands scratch =
        new DebianCommands(
            new DpkgState(architecture),
            new Debconf(),
            new IdPool(request.ids()),
            request.keepPackageManager(),
            newest,
            known);
    Scripts scripts =
        new Scripts(
            tree,
            commands,
            scratch,
            ServiceCommands.POLICY::equals,
            Platform.parse("linux/" + architecture),
            debconf,
            request.allowed(),
            known,
            architecture + " " + request.keepPackageManager());
    Dpkg dpkg = new Dpkg(tree, state, scripts);
    if (fresh) {
      // As every bootstrap does it: what is Essential is configured before the rest is unpacked.
      EssentialSet essential = EssentialSet.of(request.packages());
      for (PackageFile file : essential.files()) {
        dpkg.unpack(file, true);
      }
      dpkg.configurePending();
      new NeededFirst(dpkg, essential.others()).unpack(essential.others());
    } else {
      new NeededFirst(dpkg, request.packages()).unpack(request.packages());
    }
    dpkg.configurePending();
    commands.secrets().remove(tree);
    if (request.keepPackageManager()) {
      files.writeAll(state);
    } else {
      files.writeRecords(state, names);
      OpensslPaths.provide(tree, new Origin.Generated("openssl's paths"));
    }
    Skeleton.finish(tree);
    return new Installation(tree, dpkg.configured(), scripts.outcomes(), ids.given());
  }
}
