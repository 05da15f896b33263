package dev.plinth.generate;

import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import java.nio.file.FileSystemException;

/**
 * The places where OpenSSL's library looks for authorities by itself (OPENSSLDIR, as {@code openssl
 * version -d} tells). On Debian they come with the command, which small images do without: then a
 * program that verifies with the defaults would trust nobody.
 */
public final class OpensslPaths {
  private static final String FOLDER = "/usr/lib/ssl";

  private OpensslPaths() {}

  /** Makes them where there is a bundle and nobody brought them; whether they were made. */
  public static boolean provide(Tree tree, Origin origin) throws FileSystemException {
    if (!tree.isRegularFile(CaBundle.BUNDLE) || tree.lstat(FOLDER).isPresent()) {
      return false;
    }
    tree.mkdirs(FOLDER, origin);
    link(tree, FOLDER + "/certs", CaBundle.DIRECTORY, origin);
    link(tree, FOLDER + "/cert.pem", CaBundle.BUNDLE, origin);
    return true;
  }

  private static void link(Tree tree, String path, String target, Origin origin)
      throws FileSystemException {
    tree.put(path, new Node.Symlink(Attributes.generated(0777, origin), target));
  }
}
