package dev.plinth.shell.utilities;

import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Node.Directory;
import dev.plinth.rootfs.Node.RegularFile;
import dev.plinth.rootfs.Node.Special;
import dev.plinth.rootfs.Node.Symlink;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.Accounts;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** ls and stat. */
final class Listing {
  private Listing() {}

  static final class Ls extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments =
          Arguments.parse(call, "1aAdlnrLURv", "all=a almost-all=A directory=d reverse=r");
      boolean details = arguments.has('l') || arguments.has('n');
      if (arguments.has('R') || (details && arguments.has('L'))) {
        throw usage(call);
      }
      FileAccess files = FileAccess.of(call);
      List<String> operands =
          arguments.operands().isEmpty()
              ? new ArrayList<>(List.of("."))
              : new ArrayList<>(arguments.operands());
      Collections.sort(operands);
      List<String> plain = new ArrayList<>();
      List<String> directories = new ArrayList<>();
      int status = 0;
      for (String path : operands) {
        Optional<Node> node = files.lstat(path);
        if (node.isEmpty()) {
          fail(call, "cannot access '" + path + "': No such file or directory");
          status = 2;
        } else if (!arguments.has('d') && files.isDirectory(path)) {
          directories.add(path);
        } else {
          plain.add(path);
        }
      }
      StringBuilder out = new StringBuilder();
      for (String name : order(plain, arguments)) {
        out.append(details ? LongListing.line(files, name, name, arguments.has('n')) : name);
        out.append('\n');
      }
      if (details && !directories.isEmpty()) {
        throw new NotUnderstood("'ls -l' of a directory depends on the file system");
      }
      boolean titles = operands.size() > 1;
      for (String path : directories) {
        if (titles) {
          out.append(out.isEmpty() ? "" : "\n").append(path).append(":\n");
        }
        try {
          List<String> names = new ArrayList<>(files.list(path));
          boolean all = arguments.has('a');
          names.removeIf(name -> !all && !arguments.has('A') && name.startsWith("."));
          if (all) {
            names.add(".");
            names.add("..");
            Collections.sort(names);
          }
          order(names, arguments).forEach(name -> out.append(name).append('\n'));
        } catch (FileSystemException e) {
          status = Math.max(status, fail(call, "cannot open directory '" + path + "'", e));
        }
      }
      call.print(out.toString());
      return status;
    }

    private static List<String> order(List<String> names, Arguments arguments) {
      if (arguments.has('v')) {
        names.sort(Versions::compare);
      }
      return arguments.has('r') ? names.reversed() : names;
    }
  }

  static final class Stat extends Utility {
    @Override
    public int run(Invocation call) throws NotUnderstood {
      Arguments arguments = Arguments.parse(call, "c:Lp:", "format=c printf=p dereference=L");
      boolean escapes = arguments.last("cp") == 'p';
      String format = arguments.value(escapes ? 'p' : 'c');
      if (format == null) {
        throw new NotUnderstood("stat without a format is not modelled");
      }
      FileAccess files = FileAccess.of(call);
      int status = 0;
      for (String path : arguments.operands()) {
        Optional<Node> node = arguments.has('L') ? files.stat(path) : files.lstat(path);
        if (node.isEmpty()) {
          status = fail(call, "cannot statx '" + path + "': No such file or directory");
        } else {
          String text = escapes ? Escapes.format(format) : format + "\n";
          call.print(format(files, text, path, node.get()));
        }
      }
      return status;
    }

    private static String format(FileAccess files, String format, String path, Node node)
        throws NotUnderstood {
      StringBuilder out = new StringBuilder();
      for (int i = 0; i < format.length(); i++) {
        char c = format.charAt(i);
        if (c != '%' || i + 1 == format.length()) {
          out.append(c);
        } else {
          out.append(field(files, format.charAt(++i), path, node));
        }
      }
      return out.toString();
    }

    private static String field(FileAccess files, char letter, String path, Node node)
        throws NotUnderstood {
      return switch (letter) {
        case 'a' -> Integer.toOctalString(node.attributes().mode());
        case 'u' -> Integer.toString(node.attributes().uid());
        case 'g' -> Integer.toString(node.attributes().gid());
        case 'U' -> user(files, node.attributes().uid());
        case 'G' -> group(files, node.attributes().gid());
        case 'n' -> path;
        case 'N' ->
            "'" + path + "'" + (node instanceof Symlink link ? " -> '" + link.target() + "'" : "");
        case 's' -> Long.toString(size(node));
        case 'F' -> kind(node);
        case 'A' -> letters(node);
        case '%' -> "%";
        case 'd' -> "1";
        case 'i' -> inode(files, path);
        case 'h' -> links(files, path, node);
        default -> throw new NotUnderstood("stat -c %" + letter + " is not modelled");
      };
    }

    /**
     * Only the root's number is known; scripts compare it to find out whether they are in a chroot.
     */
    private static String inode(FileAccess files, String path) throws NotUnderstood {
      if (dev.plinth.rootfs.RawPath.normalize(files.absolute(path)).equals("/")) {
        return "2";
      }
      throw new NotUnderstood("the inode number of " + path + " is not known");
    }

    static String links(FileAccess files, String path, Node node) throws NotUnderstood {
      if (node instanceof Directory) {
        throw new NotUnderstood("the link count of a directory depends on the file system");
      }
      try {
        String real = files.tree().canonical(files.absolute(path), false);
        for (List<String> group : files.tree().hardLinks()) {
          if (group.contains(real)) {
            return Integer.toString(group.size());
          }
        }
        return "1";
      } catch (FileSystemException e) {
        throw new NotUnderstood("stat: " + path);
      }
    }

    static long size(Node node) throws NotUnderstood {
      if (node instanceof RegularFile file) {
        return file.content().size();
      }
      if (node instanceof Symlink link) {
        return link.target().length();
      }
      throw new NotUnderstood("the size of a directory depends on the file system");
    }

    private static String kind(Node node) {
      return switch (node) {
        case Directory _ -> "directory";
        case Symlink _ -> "symbolic link";
        case RegularFile file -> file.content().size() == 0 ? "regular empty file" : "regular file";
        case Special special ->
            switch (special.kind()) {
              case 'c' -> "character special file";
              case 'b' -> "block special file";
              case 'p' -> "fifo";
              default -> "socket";
            };
      };
    }

    static String letters(Node node) {
      int mode = node.attributes().mode();
      StringBuilder out = new StringBuilder();
      out.append(node instanceof Directory ? 'd' : node instanceof Symlink ? 'l' : '-');
      for (int shift = 6; shift >= 0; shift -= 3) {
        boolean special = (mode & (04000 >> ((6 - shift) / 3))) != 0;
        boolean executable = (mode >> shift & 1) != 0;
        out.append((mode >> shift & 4) != 0 ? 'r' : '-');
        out.append((mode >> shift & 2) != 0 ? 'w' : '-');
        String marks = shift == 0 ? "tT" : "sS";
        out.append(special ? marks.charAt(executable ? 0 : 1) : executable ? 'x' : '-');
      }
      return out.toString();
    }

    static String user(FileAccess files, int uid) throws NotUnderstood {
      for (Accounts.User user : Accounts.users(files)) {
        if (user.uid() == uid) {
          return user.name();
        }
      }
      return uid == 0 ? "root" : "UNKNOWN";
    }

    static String group(FileAccess files, int gid) throws NotUnderstood {
      for (Accounts.Group group : Accounts.groups(files)) {
        if (group.gid() == gid) {
          return group.name();
        }
      }
      return gid == 0 ? "root" : "UNKNOWN";
    }
  }
}
