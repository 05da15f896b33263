package dev.plinth.shell.utilities;

import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Node.Directory;
import dev.plinth.rootfs.Node.Symlink;
import dev.plinth.rootfs.Tree;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** mv and ln. */
final class Move {
  private Move() {}

  static final class Mv extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments =
          Arguments.parse(
              call,
              "fnvTt:uZ",
              "force=f no-clobber=n verbose=v no-target-directory=T target-directory=t");
      if (arguments.has('u')) {
        throw usage(call);
      }
      FileAccess files = FileAccess.of(call);
      List<String> operands = new ArrayList<>(arguments.operands());
      String into = arguments.value('t');
      if (into == null) {
        if (operands.size() < 2) {
          return fail(call, "missing file operand");
        }
        into = operands.removeLast();
      }
      boolean directory = !arguments.has('T') && files.isDirectory(into);
      if ((operands.size() > 1 || arguments.has('t')) && !directory) {
        return fail(call, "target '" + into + "' is not a directory");
      }
      int status = 0;
      for (String from : operands) {
        String to = directory ? into + "/" + baseName(from) : into;
        try {
          status = Math.max(status, move(call, files, arguments, from, to));
        } catch (FileSystemException e) {
          status = fail(call, "cannot move '" + from + "' to '" + to + "'", e);
        }
      }
      return status;
    }

    private static int move(
        Invocation call, FileAccess files, Arguments arguments, String from, String to)
        throws FileSystemException, NotUnderstood {
      Optional<Node> source = files.lstat(trimSlashes(from));
      if (source.isEmpty()) {
        return fail(call, "cannot stat '" + from + "': No such file or directory");
      }
      Optional<Node> old = files.lstat(trimSlashes(to));
      if (arguments.has('n') && arguments.last("nf") == 'n' && old.isPresent()) {
        return 0;
      }
      Tree tree = call.tree();
      String absolute = files.absolute(trimSlashes(from));
      String target = files.absolute(trimSlashes(to));
      if (old.isPresent()) {
        boolean same = tree.canonical(absolute, false).equals(tree.canonical(target, false));
        if (same || tree.sameFile(absolute, target)) {
          return fail(call, "'" + from + "' and '" + to + "' are the same file");
        }
        if (old.get() instanceof Directory && !(source.get() instanceof Directory)) {
          return fail(call, "cannot overwrite directory '" + to + "' with non-directory");
        }
        if (!(old.get() instanceof Directory) && source.get() instanceof Directory) {
          return fail(call, "cannot overwrite non-directory '" + to + "' with directory");
        }
      }
      tree.rename(absolute, target);
      if (arguments.has('v')) {
        call.print("renamed '" + from + "' -> '" + to + "'\n");
      }
      return 0;
    }
  }

  static String trimSlashes(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  static final class Ln extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments =
          Arguments.parse(
              call,
              "sfnTt:vrLP",
              "symbolic=s force=f no-dereference=n no-target-directory=T target-directory=t "
                  + "verbose=v relative=r physical=P logical=L");
      FileAccess files = FileAccess.of(call);
      List<String> operands = new ArrayList<>(arguments.operands());
      String into = arguments.value('t');
      if (into == null) {
        if (operands.isEmpty()) {
          throw usage(call);
        }
        into = operands.size() == 1 ? "." : operands.removeLast();
      }
      boolean link = arguments.has('n') && files.lstat(into).orElse(null) instanceof Symlink;
      boolean directory = !arguments.has('T') && !link && files.isDirectory(into);
      if ((operands.size() > 1 || arguments.has('t')) && !directory) {
        return fail(call, "target '" + into + "': Not a directory");
      }
      int status = 0;
      for (String target : operands) {
        String path = directory ? into + "/" + baseName(target) : into;
        try {
          status = Math.max(status, link(call, files, arguments, target, path));
        } catch (FileSystemException e) {
          status = fail(call, "failed to create link '" + path + "'", e);
        }
      }
      return status;
    }

    private static int link(
        Invocation call, FileAccess files, Arguments arguments, String target, String path)
        throws FileSystemException, NotUnderstood {
      Tree tree = call.tree();
      String absolute = files.absolute(path);
      boolean symbolic = arguments.has('s');
      Optional<Node> old = files.lstat(path);
      if (!symbolic && files.lstat(target).orElse(null) instanceof Directory) {
        return fail(call, target + ": hard link not allowed for directory");
      }
      if (!symbolic && files.lstat(target).isEmpty()) {
        return fail(call, "failed to access '" + target + "': No such file or directory");
      }
      if (old.isPresent()) {
        if (!arguments.has('f')) {
          return fail(call, "failed to create link '" + path + "': File exists");
        }
        if (old.get() instanceof Directory) {
          return fail(call, path + ": cannot overwrite directory");
        }
        if (!symbolic && tree.sameFile(files.absolute(target), absolute)) {
          return fail(call, "'" + target + "' and '" + path + "' are the same file");
        }
        tree.remove(absolute);
      }
      if (symbolic) {
        String text =
            arguments.has('r') ? Paths.relative(tree, files, target, dirName(absolute)) : target;
        tree.put(absolute, new Symlink(files.fresh(0777), text));
      } else {
        boolean follow = arguments.last("LP") == 'L';
        tree.link(tree.canonical(files.absolute(target), follow), absolute);
      }
      if (arguments.has('v')) {
        call.print("'" + path + (symbolic ? "' -> '" : "' => '") + target + "'\n");
      }
      return 0;
    }
  }
}
