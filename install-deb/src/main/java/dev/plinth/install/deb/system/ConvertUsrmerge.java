package dev.plinth.install.deb.system;

import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Node.Directory;
import dev.plinth.rootfs.Node.RegularFile;
import dev.plinth.rootfs.Node.Special;
import dev.plinth.rootfs.Node.Symlink;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import dev.plinth.shell.Command;
import dev.plinth.shell.Invocation;
import dev.plinth.shell.NotUnderstood;
import dev.plinth.shell.files.FileAccess;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;

/**
 * usrmerge's program: what is in {@code /bin}, {@code /sbin} and {@code /lib*} moves below /usr.
 */
final class ConvertUsrmerge implements Command {
  static final String PROGRAM = "/usr/lib/usrmerge/convert-usrmerge";

  private static final List<String> FOLDERS =
      List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libo32", "/libx32");

  @Override
  public int run(Invocation call) throws NotUnderstood {
    try {
      for (String folder : FOLDERS) {
        if (call.tree().lstat(folder).orElse(null) instanceof Directory) {
          move(call.tree(), folder);
          call.tree().removeAll(folder);
          call.note(new Invocation.Note.Did(folder + " merged into /usr" + folder));
        }
        if (call.tree().lstat(folder).isEmpty() && call.tree().isDirectory("/usr" + folder)) {
          call.tree()
              .put(folder, new Symlink(Attributes.generated(0777, call.origin()), "usr" + folder));
        }
      }
    } catch (FileSystemException e) {
      throw new NotUnderstood("convert-usrmerge: " + FileAccess.reason(e));
    }
    return 0;
  }

  private static void move(Tree tree, String path) throws FileSystemException, NotUnderstood {
    String target = "/usr" + path;
    Node node = tree.lstat(path).orElseThrow();
    Optional<Node> standing = tree.lstat(target);
    if (standing.isEmpty()) {
      carry(tree, path, node, target);
    } else if (node instanceof Directory && standing.get() instanceof Directory) {
      for (String name : tree.list(path)) {
        move(tree, RawPath.join(path, name));
      }
    } else if (leadsTo(standing.get(), path)) {
      tree.remove(target);
      carry(tree, path, node, target);
    } else if (!leadsTo(node, target) && !sameLink(node, standing.get())) {
      throw new NotUnderstood("convert-usrmerge: both " + path + " and " + target + " exist");
    }
  }

  /** The program copies file by file: what was one file of several names becomes several. */
  private static void carry(Tree tree, String path, Node node, String target)
      throws FileSystemException {
    switch (node) {
      case Directory directory -> {
        tree.put(target, new Directory(directory.attributes()));
        for (String name : tree.list(path)) {
          String from = RawPath.join(path, name);
          carry(tree, from, tree.lstat(from).orElseThrow(), RawPath.join(target, name));
        }
        tree.remove(path);
      }
      case RegularFile file -> {
        tree.remove(path);
        tree.put(target, new RegularFile(file.attributes(), file.content()));
      }
      case Symlink _, Special _ -> tree.rename(path, target);
    }
  }

  private static boolean leadsTo(Node node, String path) {
    return node instanceof Symlink link && link.target().equals(path);
  }

  private static boolean sameLink(Node a, Node b) {
    return a instanceof Symlink one
        && b instanceof Symlink other
        && one.target().equals(other.target());
  }
}
