package dev.plinth.install.deb;

import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import java.nio.file.FileSystemException;

/** What mmdebstrap makes before the first package comes, and takes away after the last. */
final class Skeleton {
  private static final Origin ORIGIN = new Origin.Generated("plinth");
  private static final String FSTAB = "# UNCONFIGURED FSTAB FOR BASE SYSTEM\n";
  private static final int APT_USER = 42;

  private Skeleton() {}

  static void prepare(Tree tree, boolean fresh, boolean packageManager) throws FileSystemException {
    if (!tree.isDirectory("/tmp")) {
      directory(tree, "/tmp", 01777, 0);
    }
    tree.mkdirs("/etc", ORIGIN);
    tree.mkdirs("/var/lib/dpkg", ORIGIN);
    if (!fresh || !packageManager) {
      return;
    }
    for (String path :
        new String[] {
          "/etc/apt/apt.conf.d",
          "/etc/apt/sources.list.d",
          "/etc/apt/preferences.d",
          "/etc/dpkg/dpkg.cfg.d",
          "/var/cache/apt/archives",
          "/var/lib/apt/lists",
          "/var/log/apt"
        }) {
      tree.mkdirs(path, ORIGIN);
    }
    directory(tree, "/var/cache/apt/archives/partial", 0700, APT_USER);
    directory(tree, "/var/lib/apt/lists/partial", 0700, APT_USER);
    tree.write("/etc/fstab", Content.ofRaw(FSTAB), Attributes.generated(0644, ORIGIN));
  }

  private static void directory(Tree tree, String path, int mode, int uid)
      throws FileSystemException {
    tree.put(path, new Node.Directory(Attributes.generated(mode, ORIGIN).withOwner(uid, 0)));
  }

  /** What a running system would have in {@code /run} and {@code /tmp} has no place in an image. */
  static void finish(Tree tree) throws FileSystemException {
    clear(tree, "/run", "lock");
    clear(tree, "/tmp", "");
    for (String path :
        new String[] {
          "/var/log/dpkg.log", "/var/log/alternatives.log", "/var/lib/dbus/machine-id"
        }) {
      if (tree.lstat(path).isPresent()) {
        tree.remove(path);
      }
    }
    if (tree.isRegularFile("/etc/machine-id")) {
      tree.put(
          "/etc/machine-id",
          new Node.RegularFile(Attributes.generated(0644, ORIGIN), Content.ofRaw("")));
    }
  }

  private static void clear(Tree tree, String folder, String kept) throws FileSystemException {
    if (tree.isDirectory(folder)) {
      for (String name : tree.list(folder)) {
        if (!name.equals(kept)) {
          tree.removeAll(folder + "/" + name);
        }
      }
    }
  }
}
