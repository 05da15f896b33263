package dev.plinth.shell.utilities;

import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Node.Directory;
import dev.plinth.rootfs.Node.RegularFile;
import dev.plinth.rootfs.Node.Symlink;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.Accounts;
import dev.plinth.shell.files.FileAccess;
import dev.plinth.shell.files.Modes;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** chmod, chown, chgrp. */
final class Permissions {
  private Permissions() {}

  /** The paths at and below {@code path}, links on the way not followed. */
  static List<String> below(FileAccess files, String path) throws FileSystemException {
    List<String> all = new ArrayList<>();
    String real = files.tree().canonical(files.absolute(path), true);
    files.tree().forEachBelow(real, (below, _) -> all.add(below));
    return all;
  }

  static final class Chmod extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      List<String> words = new ArrayList<>(call.arguments());
      // A mode such as -x or -rw looks like options.
      for (int i = 1; i < words.size(); i++) {
        if (words.get(i).matches("-[rwxXst]+(,.*)?|-[ugo]([-+=,].*)?")) {
          words.set(i, "a" + words.get(i));
          break;
        }
        if (words.get(i).equals("--")) {
          break;
        }
      }
      Arguments arguments =
          Arguments.parse(
              words,
              "Rvcfz:",
              "recursive=R verbose=v changes=c quiet=f silent=f reference=z",
              true);
      List<String> operands = arguments.operands();
      String reference = arguments.value('z');
      if (operands.size() < (reference == null ? 2 : 1)) {
        return fail(call, "missing operand");
      }
      FileAccess files = FileAccess.of(call);
      String mode = reference == null ? operands.getFirst() : octal(files, reference);
      int status = 0;
      for (String path : reference == null ? operands.subList(1, operands.size()) : operands) {
        status = Math.max(status, change(call, files, arguments, mode, path));
      }
      return status;
    }

    private static String octal(FileAccess files, String reference) throws NotUnderstood {
      return "0"
          + Integer.toOctalString(
              files
                  .stat(reference)
                  .orElseThrow(() -> new NotUnderstood("chmod: no file " + reference))
                  .attributes()
                  .mode());
    }

    private static int change(
        Invocation call, FileAccess files, Arguments arguments, String mode, String path)
        throws NotUnderstood {
      if (files.stat(path).isEmpty()) {
        if (dev.plinth.shell.files.Device.at(files.absolute(path)) != null) {
          return 0;
        }
        return arguments.has('f')
            ? 1
            : fail(call, "cannot access '" + path + "': No such file or directory");
      }
      try {
        List<String> paths =
            arguments.has('R') ? below(files, path) : List.of(files.absolute(path));
        for (String one : paths) {
          boolean top = paths.size() == 1 || one.equals(paths.getFirst());
          Node node = files.tree().lstat(one).orElse(null);
          if (node instanceof Symlink && !top) {
            continue;
          }
          Node target = files.tree().stat(one).orElse(null);
          boolean directory = target instanceof Directory;
          int old = target == null ? 0 : target.attributes().mode();
          int bits = Modes.apply(mode, old, directory, files.umask());
          files.tree().change(one, true, attributes -> attributes.withMode(bits));
        }
        return 0;
      } catch (FileSystemException e) {
        return fail(call, "changing permissions of '" + path + "'", e);
      }
    }
  }

  static final class Chown extends Utility {
    private final boolean group;

    Chown(boolean group) {
      this.group = group;
    }

    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments =
          Arguments.parse(
              call,
              "RhfvcPLHz:o:d",
              "recursive=R no-dereference=h dereference=d quiet=f silent=f verbose=v changes=c "
                  + "reference=z from=o");
      if (arguments.has('L') || arguments.has('o')) {
        throw usage(call);
      }
      FileAccess files = FileAccess.of(call);
      List<String> operands = arguments.operands();
      String reference = arguments.value('z');
      if (operands.size() < (reference == null ? 2 : 1)) {
        return fail(call, "missing operand");
      }
      Owner owner;
      if (reference != null) {
        Node node =
            files.stat(reference).orElseThrow(() -> new NotUnderstood("no file " + reference));
        owner = new Owner(group ? -1 : node.attributes().uid(), node.attributes().gid());
      } else {
        String text = operands.getFirst();
        Optional<Owner> known = Owner.parse(files, group ? ":" + text : text);
        if (known.isEmpty()) {
          return fail(call, "invalid " + (group ? "group" : "user") + ": '" + text + "'");
        }
        owner = known.get();
      }
      int status = 0;
      for (String path : reference == null ? operands.subList(1, operands.size()) : operands) {
        status = Math.max(status, change(call, files, arguments, owner, path));
      }
      return status;
    }

    private static int change(
        Invocation call, FileAccess files, Arguments arguments, Owner owner, String path)
        throws NotUnderstood {
      boolean follow = !arguments.has('h');
      boolean missing = (follow ? files.stat(path) : files.lstat(path)).isEmpty();
      if (missing) {
        if (dev.plinth.shell.files.Device.at(files.absolute(path)) != null) {
          return 0;
        }
        return arguments.has('f')
            ? 1
            : fail(call, "cannot access '" + path + "': No such file or directory");
      }
      try {
        boolean link = files.lstat(path).orElse(null) instanceof Symlink;
        if (!arguments.has('R') || link) {
          boolean through = follow && !(arguments.has('R') && link && !path.endsWith("/"));
          owner.apply(files, files.absolute(path), through);
          return 0;
        }
        for (String one : below(files, path)) {
          owner.apply(files, one, false);
        }
        return 0;
      } catch (FileSystemException e) {
        return fail(call, "changing ownership of '" + path + "'", e);
      }
    }
  }

  /**
   * Whom a file is to belong to.
   *
   * @param uid -1 to leave it
   * @param gid -1 to leave it
   */
  record Owner(int uid, int gid) {
    /** Reads {@code user}, {@code user:group}, {@code user:}, {@code :group}, names or numbers. */
    static Optional<Owner> parse(FileAccess files, String text) throws NotUnderstood {
      int colon = text.indexOf(':');
      if (colon < 0 && text.indexOf('.') > 0 && Accounts.user(files, text).isEmpty()) {
        colon = text.indexOf('.');
      }
      String user = colon < 0 ? text : text.substring(0, colon);
      String group = colon < 0 ? "" : text.substring(colon + 1);
      int uid = -1;
      int gid = -1;
      if (!user.isEmpty()) {
        Optional<Accounts.User> known = Accounts.user(files, user);
        long number = natural(user);
        if (known.isEmpty() && number < 0 && !user.equals("root")) {
          return Optional.empty();
        }
        uid = known.isPresent() ? known.get().uid() : (int) Math.max(0, number);
        if (colon >= 0 && group.isEmpty()) {
          if (known.isEmpty()) {
            return Optional.empty();
          }
          gid = known.get().gid();
        }
      }
      if (!group.isEmpty()) {
        Optional<Accounts.Group> known = Accounts.group(files, group);
        long number = natural(group);
        if (known.isEmpty() && number < 0 && !group.equals("root")) {
          return Optional.empty();
        }
        gid = known.isPresent() ? known.get().gid() : (int) Math.max(0, number);
      }
      return Optional.of(new Owner(uid, gid));
    }

    private static long natural(String text) {
      return Utility.natural(text.startsWith("+") ? text.substring(1) : text);
    }

    /** chown(2): an executable file loses its set-id bits and its capabilities. */
    void apply(FileAccess files, String path, boolean follow) throws FileSystemException {
      Node node = (follow ? files.tree().stat(path) : files.tree().lstat(path)).orElse(null);
      boolean regular = node instanceof RegularFile;
      files
          .tree()
          .change(
              path,
              follow,
              old -> {
                Attributes now =
                    old.withOwner(uid < 0 ? old.uid() : uid, gid < 0 ? old.gid() : gid);
                if (!regular) {
                  return now;
                }
                int mode = old.mode() & ~04000;
                if ((mode & 0010) != 0) {
                  mode &= ~02000;
                }
                SortedMap<String, byte[]> xattrs = new TreeMap<>(old.xattrs());
                xattrs.remove("security.capability");
                return now.withMode(mode).withXattrs(xattrs);
              });
    }
  }
}
