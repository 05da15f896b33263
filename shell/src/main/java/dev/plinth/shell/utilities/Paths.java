package dev.plinth.shell.utilities;

import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Node.Symlink;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** readlink, realpath, basename, dirname, which. */
final class Paths {
  private Paths() {}

  /** The path from {@code directory} to {@code target}, both made canonical first. */
  static String relative(Tree tree, FileAccess files, String target, String directory)
      throws FileSystemException {
    String to = tree.canonical(files.absolute(target), true);
    String from = tree.canonical(directory, true);
    return between(from, to);
  }

  static String between(String from, String to) {
    String[] a = from.equals("/") ? new String[0] : from.substring(1).split("/", -1);
    String[] b = to.equals("/") ? new String[0] : to.substring(1).split("/", -1);
    int common = 0;
    while (common < a.length && common < b.length && a[common].equals(b[common])) {
      common++;
    }
    StringBuilder out = new StringBuilder();
    for (int i = common; i < a.length; i++) {
      out.append(out.isEmpty() ? ".." : "/..");
    }
    for (int i = common; i < b.length; i++) {
      out.append(out.isEmpty() ? "" : "/").append(b[i]);
    }
    return out.isEmpty() ? "." : out.toString();
  }

  /**
   * The path without links.
   *
   * @param how {@code e}: all must exist; {@code f}: all but the last; {@code m}: none must
   * @return null where something that must exist does not
   */
  static @Nullable String canonical(FileAccess files, String path, char how) {
    if (path.isEmpty()) {
      return null;
    }
    String absolute = files.absolute(path);
    try {
      String real = files.tree().canonical(absolute, true);
      boolean exists = files.tree().lstat(real).isPresent();
      if (exists && path.endsWith("/") && !files.tree().isDirectory(real)) {
        return null;
      }
      return exists || how != 'e' ? real : null;
    } catch (FileSystemException e) {
      if (how != 'm') {
        return null;
      }
    }
    String parent = canonical(files, RawPath.parent(RawPath.normalize(absolute)), 'm');
    return RawPath.join(parent == null ? "/" : parent, RawPath.name(RawPath.normalize(absolute)));
  }

  static final class Readlink extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments =
          Arguments.parse(
              call,
              "femnqsvz",
              "canonicalize=f canonicalize-existing=e canonicalize-missing=m no-newline=n "
                  + "quiet=q silent=s verbose=v zero=z");
      if (arguments.operands().isEmpty()) {
        return fail(call, "missing operand");
      }
      FileAccess files = FileAccess.of(call);
      char how = arguments.last("fem");
      int status = 0;
      String end = arguments.has('n') ? "" : arguments.has('z') ? "\0" : "\n";
      for (String path : arguments.operands()) {
        Node node = how == 0 ? files.lstat(path).orElse(null) : null;
        String result =
            how != 0
                ? canonical(files, path, how)
                : node instanceof Symlink link ? link.target() : null;
        if (result == null) {
          status = 1;
        } else {
          call.print(result + end);
        }
      }
      return status;
    }
  }

  static final class Realpath extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments =
          Arguments.parse(
              call,
              "emqszR:B:L",
              "canonicalize-existing=e canonicalize-missing=m quiet=q strip=s no-symlinks=s "
                  + "zero=z relative-to=R");
      if (arguments.has('B') || arguments.has('L') || arguments.operands().isEmpty()) {
        throw usage(call);
      }
      FileAccess files = FileAccess.of(call);
      char how = arguments.last("em");
      String base = arguments.value('R');
      int status = 0;
      for (String path : arguments.operands()) {
        String result =
            arguments.has('s')
                ? RawPath.normalize(files.absolute(path))
                : canonical(files, path, how == 0 ? 'f' : how);
        if (result == null) {
          status = 1;
          if (!arguments.has('q')) {
            fail(call, path + ": No such file or directory");
          }
          continue;
        }
        String from = base == null ? null : canonical(files, base, 'm');
        call.print(
            (from == null ? result : between(from, result)) + (arguments.has('z') ? "\0" : "\n"));
      }
      return status;
    }
  }

  static final class Basename extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments = Arguments.parseOrdered(call, "as:z", "multiple=a suffix=s zero=z");
      List<String> operands = arguments.operands();
      String suffix = arguments.value('s');
      boolean many = suffix != null || arguments.has('a');
      if (operands.isEmpty() || (!many && operands.size() > 2)) {
        throw usage(call);
      }
      if (!many && operands.size() == 2) {
        suffix = operands.get(1);
        operands = operands.subList(0, 1);
      }
      for (String path : operands) {
        String name = path.isEmpty() ? "" : baseName(path);
        if (suffix != null && name.endsWith(suffix) && !name.equals(suffix)) {
          name = name.substring(0, name.length() - suffix.length());
        }
        call.print(name + (arguments.has('z') ? "\0" : "\n"));
      }
      return 0;
    }
  }

  static final class Dirname extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments = Arguments.parse(call, "z", "zero=z");
      if (arguments.operands().isEmpty()) {
        return fail(call, "missing operand");
      }
      for (String path : arguments.operands()) {
        call.print((path.isEmpty() ? "." : dirName(path)) + (arguments.has('z') ? "\0" : "\n"));
      }
      return 0;
    }
  }

  static final class Which extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments = Arguments.parse(call, "as", "all=a");
      FileAccess files = FileAccess.of(call);
      int status = arguments.operands().isEmpty() ? 1 : 0;
      for (String name : arguments.operands()) {
        boolean found = false;
        String path = call.environment().getOrDefault("PATH", "");
        List<String> directories =
            name.indexOf('/') >= 0 ? List.of("") : List.of(path.split(":", -1));
        for (String directory : directories) {
          String candidate = directory.isEmpty() ? name : directory + "/" + name;
          if (call.present(files.absolute(candidate)) && (!found || arguments.has('a'))) {
            found = true;
            if (!arguments.has('s')) {
              call.print(candidate + "\n");
            }
          }
        }
        status = found ? status : 1;
      }
      return status;
    }
  }
}
