package dev.plinth.install.deb.system;

import dev.plinth.deb.DebVersions;
import dev.plinth.generate.mime.MimeDatabase;
import dev.plinth.install.deb.arguments.Options;
import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.install.deb.state.InstalledPackage;
import dev.plinth.model.PlinthException;
import dev.plinth.rootfs.Tree;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.Set;

/** update-mime-database(1): the MIME database of a folder that has {@code packages}. */
final class MimeTypes implements Command {
  private static final String PACKAGE = "shared-mime-info";

  private final DpkgState state;

  MimeTypes(DpkgState state) {
    this.state = state;
  }

  @Override
  public int run(Invocation call) throws NotUnderstood {
    Options options = Options.parse(call.arguments(), Set.of("-V", "-n"), Set.of());
    if (options.operands().size() != 1) {
      throw Options.unknown(call.arguments(), "the form of the call");
    }
    Tree tree = call.tree();
    // The program writes its own version down, which is the upstream one of its package.
    Optional<String> version = state.find(PACKAGE).map(InstalledPackage::version);
    if (version.isEmpty()) {
      throw new NotUnderstood("update-mime-database of another package is not modelled");
    }
    String folder = FileAccess.of(call).absolute(options.operands().getFirst());
    try {
      if (!tree.isDirectory(folder + "/packages")) {
        call.complain("Directory '" + folder + "/packages' does not exist!\n");
        return 1;
      }
      MimeDatabase.update(tree, folder, DebVersions.upstream(version.get()), call.origin());
    } catch (PlinthException e) {
      throw SystemCommands.failed(call, e);
    } catch (FileSystemException e) {
      throw new NotUnderstood("update-mime-database: " + FileAccess.reason(e));
    }
    call.note(new Invocation.Note.Did(folder + "/mime.cache"));
    return 0;
  }
}
