package dev.plinth.install.deb.unpack;

import dev.plinth.pkg.PackageFile;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import java.nio.file.FileSystemException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * The links of a merged /usr, made before the first package is unpacked: bookworm's packages ship
 * real {@code /bin}, {@code /lib} and {@code /sbin}, and dpkg keeps a link where a package has a
 * folder.
 */
public final class MergedUsr {
  private static final Origin ORIGIN = new Origin.Packaged("base-files");

  private static final Set<String> ALWAYS = Set.of("bin", "lib", "sbin");

  /** What the C libraries of other word sizes are in: linked where a package has it. */
  private static final Set<String> SOMETIMES = Set.of("lib32", "lib64", "libx32", "libo32");

  private MergedUsr() {}

  /** Makes the links that the packages need, where nothing stands yet. */
  public static void prepare(Tree tree, Collection<PackageFile> files) throws FileSystemException {
    Set<String> names = new TreeSet<>(ALWAYS);
    for (PackageFile file : files) {
      for (PackageFile.Member member : file.members()) {
        String path = member.path();
        if (path.startsWith("/lib") && SOMETIMES.contains(first(path))) {
          names.add(first(path));
        }
      }
    }
    for (String name : names) {
      String path = RawPath.join("/", name);
      if (tree.lstat(path).isEmpty()) {
        if (!tree.isDirectory("/usr")) {
          tree.put("/usr", new Node.Directory(Attributes.generated(0755, ORIGIN)));
        }
        tree.mkdirs("/usr/" + name, ORIGIN);
        tree.put(path, new Node.Symlink(Attributes.generated(0777, ORIGIN), "usr/" + name));
      }
    }
  }

  private static String first(String path) {
    int slash = path.indexOf('/', 1);
    return slash < 0 ? path.substring(1) : path.substring(1, slash);
  }
}
