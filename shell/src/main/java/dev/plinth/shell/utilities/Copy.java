package dev.plinth.shell.utilities;

import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Node.Directory;
import dev.plinth.rootfs.Node.RegularFile;
import dev.plinth.rootfs.Node.Special;
import dev.plinth.rootfs.Node.Symlink;
import dev.plinth.rootfs.Tree;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** cp. */
final class Copy extends Utility {
  @Override
  public int run(Invocation call) throws NotUnderstood {
    Arguments arguments =
        Arguments.parse(
            call,
            "adprRfLPHlsuvTt:nxZ",
            "archive=a recursive=r preserve=p no-dereference=P dereference=L force=f link=l "
                + "symbolic-link=s update=u verbose=v no-target-directory=T target-directory=t "
                + "no-clobber=n one-file-system=x remove-destination=Q reflink=Y");
    List<String> operands = new ArrayList<>(arguments.operands());
    String into = arguments.value('t');
    if (arguments.has('l') || arguments.has('s') || arguments.has('u')) {
      throw usage(call);
    }
    if (into == null) {
      if (operands.size() < 2) {
        return fail(call, "missing file operand");
      }
      into = operands.removeLast();
    }
    return new Run(call, arguments).all(operands, into);
  }

  private static final class Run {
    private final Invocation call;
    private final FileAccess files;
    private final Tree tree;
    private final Arguments arguments;
    private final boolean recursive;
    private final boolean follow;
    private final boolean preserve;
    private final Map<String, String> copied = new HashMap<>();
    private int status;

    Run(Invocation call, Arguments arguments) {
      this.call = call;
      this.files = FileAccess.of(call);
      this.tree = call.tree();
      this.arguments = arguments;
      boolean archive = arguments.has('a');
      this.recursive = archive || arguments.has('r') || arguments.has('R');
      this.preserve = archive || arguments.has('p');
      char how = arguments.last("LPad");
      this.follow = how == 'L' || (how == 0 && !recursive);
    }

    int all(List<String> sources, String into) throws NotUnderstood {
      boolean directory = !arguments.has('T') && files.isDirectory(into);
      if ((sources.size() > 1 || arguments.has('t')) && !directory) {
        return fail(call, "target '" + into + "': No such file or directory");
      }
      for (String source : sources) {
        String to = directory ? into + "/" + baseName(source) : into;
        try {
          boolean top = !follow && recursive && arguments.last("H") == 'H';
          copy(source, to, follow || top || source.endsWith("/"), 0);
        } catch (FileSystemException e) {
          status = fail(call, "cannot copy '" + source + "'", e);
        }
      }
      return status;
    }

    private void copy(String from, String to, boolean followLink, int depth)
        throws FileSystemException, NotUnderstood {
      Node node =
          (followLink ? files.stat(from) : files.lstat(from))
              .orElseThrow(() -> new NoSuchFileException(from));
      if (depth > 200) {
        throw new NotUnderstood("directories nested too deeply for cp");
      }
      if (node instanceof Directory directory) {
        directory(from, to, directory, depth);
        return;
      }
      if (arguments.has('n') && files.lstat(to).isPresent()) {
        return;
      }
      String real = tree.canonical(files.absolute(from), followLink);
      String target = files.absolute(to);
      if (files.isDirectory(to) && !(files.lstat(to).orElse(null) instanceof Symlink)) {
        status = fail(call, "cannot overwrite directory '" + to + "' with non-directory");
        return;
      }
      if (isSame(real, target, node)) {
        status = fail(call, "'" + from + "' and '" + to + "' are the same file");
        return;
      }
      if (arguments.has('Q')) {
        removeFile(target);
      }
      String twin = preservesLinks() ? copied.get(key(real)) : null;
      if (twin != null) {
        removeFile(target);
        tree.link(twin, target);
        return;
      }
      if (node instanceof RegularFile file) {
        regular(file, target);
      } else if (node instanceof Symlink link) {
        removeFile(target);
        tree.put(target, new Symlink(attributes(node, 0777, 0777), link.target()));
      } else if (node instanceof Special) {
        removeFile(target);
        tree.put(target, node.with(attributes(node, 0666, ~files.umask())));
      }
      if (preservesLinks()) {
        copied.put(key(real), tree.canonical(target, false));
      }
      if (arguments.has('v')) {
        call.print("'" + from + "' -> '" + to + "'\n");
      }
    }

    private boolean preservesLinks() {
      return arguments.has('a') || arguments.has('d');
    }

    /** One name for all hard links of a file. */
    private String key(String real) throws FileSystemException {
      for (String known : copied.keySet()) {
        if (tree.sameFile(known, real)) {
          return known;
        }
      }
      return real;
    }

    private boolean isSame(String real, String target, Node node) throws FileSystemException {
      boolean followTarget = node instanceof RegularFile && !arguments.has('Q');
      String other = tree.canonical(target, followTarget);
      return other.equals(real) || (tree.lstat(other).isPresent() && tree.sameFile(other, real));
    }

    private void removeFile(String target) throws FileSystemException {
      if (tree.lstat(target).isPresent()) {
        tree.remove(target);
      }
    }

    private void regular(RegularFile file, String target) throws FileSystemException {
      Content content = file.content();
      boolean exists = tree.stat(target).isPresent();
      if (!exists && tree.lstat(target).isPresent()) {
        throw new FileSystemException(target, null, "not writing through dangling symlink");
      }
      tree.write(target, content, attributes(file, 0777 & ~07000, ~files.umask()));
      if (exists && preserve) {
        tree.change(target, true, _ -> attributes(file, 0, 0));
      }
    }

    private Attributes attributes(Node node, int mask, int umask) {
      Attributes old = node.attributes();
      if (preserve) {
        return new Attributes(
            old.mode(),
            old.uid(),
            old.gid(),
            old.mtime(),
            arguments.has('a') ? old.xattrs() : new TreeMap<>(),
            files.origin());
      }
      return files.fresh(old.mode() & mask & umask);
    }

    private void directory(String from, String to, Directory directory, int depth)
        throws FileSystemException, NotUnderstood {
      if (!recursive) {
        status = fail(call, "-r not specified; omitting directory '" + from + "'");
        return;
      }
      String source = tree.canonical(files.absolute(from), true);
      String target = files.absolute(to);
      boolean exists = files.isDirectory(to);
      String real = tree.canonical(target, true);
      if (real.equals(source) || real.startsWith(source + "/")) {
        status = fail(call, "cannot copy a directory, '" + from + "', into itself, '" + to + "'");
        return;
      }
      if (!exists) {
        if (tree.lstat(target).isPresent()) {
          status = fail(call, "cannot overwrite non-directory '" + to + "'");
          return;
        }
        tree.put(target, new Directory(attributes(directory, 07777, ~files.umask())));
      }
      for (String name : tree.list(source)) {
        try {
          copy(from + "/" + name, to + "/" + name, follow, depth + 1);
        } catch (FileSystemException e) {
          status = fail(call, "cannot copy '" + from + "/" + name + "'", e);
        }
      }
      if (exists && preserve) {
        tree.change(target, true, _ -> attributes(directory, 0, 0));
      }
    }
  }
}
