package dev.plinth.install.deb.unpack;

import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;

/**
 * The links of a merged /usr, made before the first package is unpacked: bookworm's base-files
 * ships real {@code /bin}, {@code /lib} and {@code /sbin}, and dpkg keeps a link where a package
 * has a folder.
 */
public final class MergedUsr {
  private static final Origin ORIGIN = new Origin.Packaged("base-files");

  private MergedUsr() {}

  /** Makes the links that the architecture has, where nothing stands yet. */
  public static void prepare(Tree tree, String architecture) throws FileSystemException {
    List<String> names = new ArrayList<>(List.of("bin", "lib", "sbin"));
    if (architecture.equals("amd64")) {
      names.add("lib64");
    }
    for (String name : names) {
      if (tree.lstat("/" + name).isEmpty()) {
        tree.mkdirs("/usr/" + name, ORIGIN);
        tree.put("/" + name, new Node.Symlink(Attributes.generated(0777, ORIGIN), "usr/" + name));
      }
    }
  }
}
