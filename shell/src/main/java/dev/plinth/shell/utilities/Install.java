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

/** install. */
final class Install extends Utility {
  @Override
  public int run(Invocation call) throws NotUnderstood {
    Arguments arguments =
        Arguments.parse(
            call,
            "dm:o:g:Dt:TpvcCZ",
            "directory=d mode=m owner=o group=g target-directory=t no-target-directory=T "
                + "preserve-timestamps=p verbose=v compare=C");
    FileAccess files = FileAccess.of(call);
    String user = arguments.value('o');
    String group = arguments.value('g');
    String both = (user == null ? "" : user) + (group == null ? "" : ":" + group);
    Optional<Permissions.Owner> owner = Permissions.Owner.parse(files, both);
    if (owner.isEmpty()) {
      return fail(call, "invalid user or group '" + both + "'");
    }
    String text = arguments.value('m');
    int mode = text == null ? 0755 : Modes.apply(text, 0, arguments.has('d'), 0);
    List<String> operands = new ArrayList<>(arguments.operands());
    int status = 0;
    try {
      if (arguments.has('d')) {
        for (String path : operands) {
          directory(files, Move.trimSlashes(path), mode, owner.get());
        }
        return 0;
      }
      String into = arguments.value('t');
      if (into == null) {
        if (operands.size() < 2) {
          return fail(call, "missing file operand");
        }
        into = operands.removeLast();
      }
      if (arguments.has('D')) {
        String above = arguments.has('t') ? into : dirName(into);
        directories(files, above);
      }
      boolean directory = !arguments.has('T') && files.isDirectory(into);
      if ((operands.size() > 1 || arguments.has('t')) && !directory) {
        return fail(call, "target '" + into + "' is not a directory");
      }
      for (String from : operands) {
        String to = directory ? into + "/" + baseName(from) : into;
        Node source = files.stat(from).orElse(null);
        if (source == null && !from.equals("/dev/null")) {
          status = fail(call, "cannot stat '" + from + "': No such file or directory");
        } else if (source instanceof Directory) {
          status = fail(call, "omitting directory '" + from + "'");
        } else {
          long time =
              arguments.has('p') && source != null
                  ? source.attributes().mtime()
                  : Attributes.GENERATED;
          Content content =
              source instanceof RegularFile file ? file.content() : Content.ofRaw(files.read(from));
          file(files, to, content, time, mode, owner.get());
        }
      }
    } catch (FileSystemException e) {
      return fail(call, String.valueOf(e.getFile()), e);
    }
    return status;
  }

  private static void file(
      FileAccess files, String to, Content content, long time, int mode, Permissions.Owner owner)
      throws FileSystemException {
    String target = files.absolute(to);
    if (files.tree().lstat(target).isPresent()) {
      files.tree().remove(target);
    }
    files.tree().put(target, new RegularFile(files.fresh(0600).withMtime(time), content));
    owner.apply(files, target, false);
    files.tree().change(target, false, old -> old.withMode(mode));
  }

  private static void directories(FileAccess files, String path) throws FileSystemException {
    if (!files.isDirectory(path)) {
      directories(files, dirName(path));
      files.tree().put(files.absolute(path), new Directory(files.fresh(0755)));
    }
  }

  private static void directory(FileAccess files, String path, int mode, Permissions.Owner owner)
      throws FileSystemException {
    directories(files, path);
    owner.apply(files, files.absolute(path), true);
    files.tree().change(files.absolute(path), true, old -> old.withMode(mode));
  }
}
