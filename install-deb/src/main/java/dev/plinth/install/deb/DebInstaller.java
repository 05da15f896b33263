package dev.plinth.install.deb;

import dev.plinth.install.deb.commands.AccountIds;
import dev.plinth.install.deb.database.DpkgFiles;
import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.install.deb.state.InstalledPackage;
import dev.plinth.install.deb.unpack.ConfigureOrder;
import dev.plinth.install.deb.unpack.MergedUsr;
import dev.plinth.install.deb.unpack.Unpacker;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.InstallRequest;
import dev.plinth.pkg.Installation;
import dev.plinth.pkg.Installer;
import dev.plinth.pkg.PackageFile;
import dev.plinth.rootfs.Tree;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;

/**
 * dpkg's work over a virtual tree: preinst and unpacking of every package, then postinst in the
 * order of dependencies, then triggers until none is left (Debian Policy 6.6 and 6.7).
 */
public final class DebInstaller implements Installer {
  private static final int MOST_TRIGGER_ROUNDS = 10;

  @Override
  public Installation install(InstallRequest request) {
    try {
      return new Run(request).install();
    } catch (FileSystemException e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "the packages cannot be installed: " + e.getMessage(),
          "see which of them disagree about that path",
          e);
    }
  }

  private static final class Run {
    private final InstallRequest request;
    private final Tree tree;
    private final DpkgState state;
    private final DpkgFiles files;
    private final AccountIds ids;
    private final ScriptHost scripts;
    private final List<String> configured = new ArrayList<>();

    Run(InstallRequest request) throws FileSystemException {
      this.request = request;
      this.tree = request.base().copy();
      this.files = new DpkgFiles(tree);
      this.state = files.read(request.architecture());
      long epoch = request.packages().stream().mapToLong(PackageFile::newest).max().orElse(0);
      this.ids = new AccountIds(request.ids(), epoch);
      Platform platform = new Platform("linux", request.architecture());
      this.scripts = new ScriptHost(tree, state, platform, ids, request.allowed());
    }

    Installation install() throws FileSystemException {
      MergedUsr.prepare(tree, request.architecture());
      files.prepare(state);
      Unpacker unpacker = new Unpacker(tree, state);
      List<PackageFile> order = ConfigureOrder.of(request.packages());
      List<InstalledPackage> packages = new ArrayList<>();
      for (PackageFile file : order) {
        InstalledPackage pkg = unpacker.announce(file);
        scripts.run(pkg, "preinst", List.of("install"));
        unpacker.unpack(file, pkg);
        files.writeInfo(pkg);
        packages.add(pkg);
      }
      for (InstalledPackage pkg : packages) {
        configure(pkg);
      }
      triggers();
      if (request.keepPackageManager()) {
        files.writeAll(state);
      } else {
        files.writeRecords(state);
      }
      return new Installation(tree, configured, scripts.outcomes(), ids.ids());
    }

    private void configure(InstalledPackage pkg) throws FileSystemException {
      pkg.stage(InstalledPackage.Stage.HALF_CONFIGURED);
      // Configuring answers whatever is pending for the package itself.
      state.triggers().take(pkg.name());
      files.writeStatus(state);
      scripts.run(pkg, "postinst", List.of("configure", ""));
      pkg.stage(InstalledPackage.Stage.INSTALLED);
      configured.add(pkg.name());
    }

    private void triggers() throws FileSystemException {
      for (int round = 0; round < MOST_TRIGGER_ROUNDS; round++) {
        List<String> waiting = state.triggers().waiting();
        if (waiting.isEmpty()) {
          return;
        }
        for (String name : waiting) {
          List<String> names = state.triggers().take(name);
          state
              .find(name)
              .ifPresent(pkg ->
                  scripts.run(pkg, "postinst", List.of("triggered", String.join(" ", names))));
        }
      }
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "triggers of " + String.join(", ", state.triggers().waiting()) + " never come to an end",
          "exclude one of these packages");
    }
  }
}
