package dev.plinth.shell.utilities;

import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Node.Directory;
import dev.plinth.rootfs.Node.RegularFile;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import dev.plinth.shell.files.Modes;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** mkdir, touch, mktemp, truncate. */
final class Make {
  private Make() {}

  static final class Mkdir extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments = Arguments.parse(call, "pm:vZ", "parents=p mode=m verbose=v context=Z");
      if (arguments.operands().isEmpty()) {
        return fail(call, "missing operand");
      }
      FileAccess files = FileAccess.of(call);
      int status = 0;
      for (String path : arguments.operands()) {
        try {
          if (path.isEmpty()) {
            status = fail(call, "cannot create directory '': No such file or directory");
            continue;
          }
          boolean parents = arguments.has('p');
          if (parents) {
            parents(files, Move.trimSlashes(path));
            if (files.isDirectory(path)) {
              continue;
            }
          }
          status = Math.max(status, make(call, files, arguments, path));
        } catch (FileSystemException e) {
          status = fail(call, "cannot create directory '" + path + "'", e);
        }
      }
      return status;
    }

    private static int make(Invocation call, FileAccess files, Arguments arguments, String path)
        throws FileSystemException, NotUnderstood {
      String trimmed = Move.trimSlashes(path);
      if (files.lstat(trimmed).isPresent()) {
        return fail(call, "cannot create directory '" + path + "': File exists");
      }
      String mode = arguments.value('m');
      int bits = 0777 & ~files.umask();
      if (mode != null) {
        bits = Modes.apply(mode, 0777, true, files.umask());
      }
      directory(files, trimmed, bits);
      if (arguments.has('v')) {
        call.print("mkdir: created directory '" + path + "'\n");
      }
      return 0;
    }

    private static void parents(FileAccess files, String path) throws FileSystemException {
      String parent = dirName(path);
      if (parent.equals("/") || parent.equals(".") || files.isDirectory(parent)) {
        return;
      }
      parents(files, parent);
      directory(files, parent, (0777 & ~files.umask()) | 0300);
    }

    /** A directory below one with the set-group-id bit inherits bit and group. */
    static void directory(FileAccess files, String path, int mode) throws FileSystemException {
      String absolute = files.absolute(path);
      Attributes above =
          files.stat(dirName(absolute)).map(Node::attributes).orElse(files.fresh(0755));
      Attributes fresh = files.fresh(mode);
      if ((above.mode() & 02000) != 0) {
        fresh = files.fresh(mode | 02000).withOwner(0, above.gid());
      }
      files.tree().put(absolute, new Directory(fresh));
    }
  }

  static final class Touch extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments =
          Arguments.parse(call, "acmhr:d:t:f", "no-create=c reference=r date=d no-dereference=h");
      if (arguments.has('t')) {
        throw usage(call);
      }
      FileAccess files = FileAccess.of(call);
      long time = Attributes.GENERATED;
      String reference = arguments.value('r');
      String date = arguments.value('d');
      if (reference != null) {
        Optional<Node> node = files.stat(reference);
        if (node.isEmpty()) {
          return fail(call, "failed to get attributes of '" + reference + "'");
        }
        time = node.get().attributes().mtime();
      } else if (date != null) {
        time = Clock.fixed(date);
      }
      int status = 0;
      for (String path : arguments.operands()) {
        try {
          touch(files, path, time, arguments.has('c'), !arguments.has('h'));
        } catch (FileSystemException e) {
          status = fail(call, "cannot touch '" + path + "'", e);
        }
      }
      return status;
    }

    private static void touch(
        FileAccess files, String path, long time, boolean noCreate, boolean follow)
        throws FileSystemException, NotUnderstood {
      if (files.stat(path).isEmpty() && (follow || files.lstat(path).isEmpty())) {
        if (noCreate || dev.plinth.shell.files.Device.at(files.absolute(path)) != null) {
          return;
        }
        files.write(path, "");
      }
      files.tree().change(files.absolute(path), follow, old -> old.withMtime(time));
    }
  }

  /** Names are counted, not random: the same script makes the same files. */
  static final class Mktemp extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments =
          Arguments.parse(
              withFolder(call),
              "dutqp:s:",
              "directory=d dry-run=u quiet=q tmpdir=p suffix=s",
              true);
      FileAccess files = FileAccess.of(call);
      boolean given = !arguments.operands().isEmpty();
      String template = given ? arguments.operands().getFirst() : "tmp.XXXXXXXXXX";
      String directory = arguments.value('p');
      if (directory == null && (!given || arguments.has('t'))) {
        directory = folder(call);
      }
      int end = template.lastIndexOf('X') + 1;
      int start = end;
      while (start > 0 && template.charAt(start - 1) == 'X') {
        start--;
      }
      if (end - start < 3) {
        return fail(call, "too few X's in template '" + template + "'");
      }
      String suffix = arguments.value('s');
      String prefix = (directory == null ? "" : directory + "/") + template.substring(0, start);
      for (int i = 1; ; i++) {
        String digits = Integer.toString(i);
        String name =
            prefix
                + "0".repeat(Math.max(0, end - start - digits.length()))
                + digits
                + template.substring(end)
                + (suffix == null ? "" : suffix);
        if (files.lstat(name).isPresent()) {
          continue;
        }
        try {
          if (!arguments.has('u')) {
            make(files, name, arguments.has('d'));
          }
        } catch (FileSystemException e) {
          return fail(call, "failed to create file via template '" + template + "'", e);
        }
        call.print(name + "\n");
        return 0;
      }
    }

    private static String folder(Invocation call) {
      return call.environment().getOrDefault("TMPDIR", "/tmp");
    }

    /** {@code --tmpdir} takes a value only after an equals sign. */
    private static List<String> withFolder(Invocation call) {
      List<String> words = new ArrayList<>(call.arguments());
      for (int i = 1; i < words.size(); i++) {
        if (words.get(i).equals("--tmpdir")) {
          words.set(i, "--tmpdir=" + folder(call));
        }
      }
      return words;
    }

    private static void make(FileAccess files, String name, boolean directory)
        throws FileSystemException {
      files
          .tree()
          .put(
              files.absolute(name),
              directory
                  ? new Directory(files.fresh(0700))
                  : new RegularFile(files.fresh(0600), Content.ofRaw("")));
    }
  }

  static final class Truncate extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments = Arguments.parse(call, "s:c", "size=s no-create=c");
      FileAccess files = FileAccess.of(call);
      String size = arguments.value('s');
      long wanted = size == null ? -1 : natural(size);
      if (wanted < 0 || wanted > 1 << 20) {
        throw usage(call);
      }
      int status = 0;
      for (String path : arguments.operands()) {
        try {
          boolean exists = files.exists(path);
          if (exists || !arguments.has('c')) {
            String old = exists ? files.read(path) : "";
            int n = (int) wanted;
            files.write(
                path,
                n <= old.length() ? old.substring(0, n) : old + "\0".repeat(n - old.length()));
          }
        } catch (FileSystemException e) {
          status = fail(call, "cannot open '" + path + "' for writing", e);
        }
      }
      return status;
    }
  }
}
