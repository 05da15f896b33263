package dev.plinth.shell.utilities;

import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Node.Directory;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;

/** rm, unlink and rmdir. */
final class Remove {
  private Remove() {}

  static final class Rm extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments =
          Arguments.parse(call, "rRfdv", "recursive=r force=f dir=d verbose=v one-file-system=x");
      FileAccess files = FileAccess.of(call);
      int status = 0;
      for (String path : arguments.operands()) {
        try {
          status = Math.max(status, remove(call, files, arguments, path));
        } catch (FileSystemException e) {
          status = fail(call, "cannot remove '" + path + "'", e);
        }
      }
      if (arguments.operands().isEmpty() && !arguments.has('f')) {
        return fail(call, "missing operand");
      }
      return status;
    }

    private static int remove(Invocation call, FileAccess files, Arguments arguments, String path)
        throws FileSystemException, NotUnderstood {
      Optional<Node> node = files.lstat(path);
      if (node.isEmpty()) {
        boolean notDirectory =
            path.endsWith("/") && files.lstat(Move.trimSlashes(path)).isPresent();
        if (arguments.has('f')) {
          return 0;
        }
        return fail(
            call,
            "cannot remove '"
                + path
                + "': "
                + (notDirectory ? "Not a directory" : "No such file or directory"));
      }
      String name = baseName(path);
      boolean recursive = arguments.has('r') || arguments.has('R');
      if (node.get() instanceof Directory) {
        if (name.equals(".") || name.equals("..")) {
          return fail(call, "refusing to remove '.' or '..' directory: skipping '" + path + "'");
        }
        if (!recursive && !arguments.has('d')) {
          return fail(call, "cannot remove '" + path + "': Is a directory");
        }
        if (files.tree().canonical(files.absolute(path), true).equals("/")) {
          throw new NotUnderstood("removing the root directory");
        }
      }
      String absolute = files.absolute(Move.trimSlashes(path));
      if (recursive) {
        files.tree().removeAll(absolute);
      } else {
        files.tree().remove(absolute);
      }
      if (arguments.has('v')) {
        call.print("removed '" + path + "'\n");
      }
      return 0;
    }
  }

  /** unlink(1): one path, which is no directory. */
  static final class Unlink extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      List<String> operands = Arguments.parse(call, "", "").operands();
      if (operands.size() != 1) {
        throw usage(call);
      }
      FileAccess files = FileAccess.of(call);
      String path = operands.getFirst();
      Optional<Node> node = files.lstat(path);
      if (node.isEmpty() || node.get() instanceof Directory) {
        String why = node.isEmpty() ? "No such file or directory" : "Is a directory";
        return fail(call, "cannot unlink '" + path + "': " + why);
      }
      try {
        files.tree().remove(files.absolute(path));
        return 0;
      } catch (FileSystemException e) {
        return fail(call, "cannot unlink '" + path + "'", e);
      }
    }
  }

  static final class Rmdir extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments =
          Arguments.parse(call, "pvi", "ignore-fail-on-non-empty=i parents=p verbose=v");
      FileAccess files = FileAccess.of(call);
      int status = 0;
      for (String operand : arguments.operands()) {
        String path = Move.trimSlashes(operand);
        do {
          int removed = remove(call, files, path, arguments);
          if (removed != 0) {
            status = removed == 2 ? status : 1;
            break;
          }
          path = dirName(path);
        } while (arguments.has('p') && !path.equals(".") && !path.equals("/"));
      }
      return status;
    }

    /** 0 done, 1 failed, 2 not empty and that is to be ignored. */
    private static int remove(Invocation call, FileAccess files, String path, Arguments arguments)
        throws NotUnderstood {
      try {
        Node node = files.lstat(path).orElse(null);
        if (node != null && !(node instanceof Directory)) {
          return fail(call, "failed to remove '" + path + "': Not a directory");
        }
        if (node != null && baseName(path).equals(".")) {
          return fail(call, "failed to remove '" + path + "': Invalid argument");
        }
        if (node != null && arguments.has('i') && !files.list(path).isEmpty()) {
          return 2;
        }
        files.tree().remove(files.absolute(path));
        return 0;
      } catch (FileSystemException e) {
        return fail(call, "failed to remove '" + path + "'", e);
      }
    }
  }
}
