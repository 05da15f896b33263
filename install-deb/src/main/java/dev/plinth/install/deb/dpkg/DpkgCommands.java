package dev.plinth.install.deb.dpkg;

import dev.plinth.install.deb.arguments.Options;
import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.rootfs.RawPath;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import java.nio.file.FileSystemException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The commands of the package dpkg, by name. */
public final class DpkgCommands {
  private final DpkgState state;

  public DpkgCommands(DpkgState state) {
    this.state = state;
  }

  public @Nullable Command find(String name) {
    return switch (name) {
      case "dpkg", "dpkg-query" -> new DpkgQuery(state);
      case "dpkg-divert" -> new DpkgDivert(state);
      case "dpkg-statoverride" -> new DpkgStatoverride(state);
      case "dpkg-trigger" -> new DpkgTrigger(state);
      case "dpkg-maintscript-helper" -> new MaintscriptHelper();
      case "dpkg-realpath" -> DpkgCommands::realpath;
      case "update-alternatives" -> new Alternatives();
      default -> null;
    };
  }

  private static int realpath(Invocation call) throws NotUnderstood {
    Options options =
        Options.parse(
            call.arguments(), Set.of("-z", "--zero"), Set.of("--root", "--instdir", "--admindir"));
    if (!options.value("--root", "--instdir").orElse("").isEmpty() || options.has("-z", "--zero")) {
      throw Options.unknown(call.arguments(), "this call");
    }
    try {
      String path = RawPath.resolve(call.directory(), options.only(call));
      call.print(call.tree().canonical(path, true) + "\n");
    } catch (FileSystemException e) {
      call.complain("dpkg-realpath: error: cannot resolve pathname\n");
      return 1;
    }
    return 0;
  }
}
