package dev.plinth.generate;

import dev.plinth.generate.Der.Malformed;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code java -jar ca-certificates-java.jar} does in a Debian root: keeps
 * /etc/ssl/certs/java/cacerts, a JKS key store of trusted certificates, with the aliases that
 * Debian gives. Entries are in the order of their aliases and carry 1970-01-01 as their date, so
 * that the same certificates give the same bytes.
 */
public final class JavaKeyStore {
  /** The key store that Debian's Java runtimes use. */
  public static final String PATH = "/etc/ssl/certs/java/cacerts";

  /** The password unless /etc/default/cacerts says otherwise. */
  public static final String PASSWORD = "changeit";

  private static final String LOCAL = "/usr/local/share/ca-certificates";
  private static final String PACKAGED = "/usr/share/ca-certificates";

  private JavaKeyStore() {}

  /**
   * Applies changes, as the hooks of update-ca-certificates get them.
   *
   * @param changes {@code +PATH} adds or replaces the first certificate of a PEM or DER file,
   *     {@code -PATH} removes it; other lines are passed over, as the program does
   * @return the changes that could not be made, each a file that holds no certificate
   */
  public static List<String> apply(
      Tree tree, List<String> changes, String password, Origin origin) {
    try {
      SortedMap<String, byte[]> certificates = new TreeMap<>();
      if (tree.isRegularFile(PATH)) {
        certificates.putAll(JksFile.read(tree.content(PATH).bytes(), password));
      }
      List<String> skipped = new ArrayList<>();
      for (String change : changes) {
        String alias = alias(change);
        if (change.startsWith("-")) {
          certificates.remove(alias);
        } else if (change.startsWith("+")) {
          try {
            certificates.put(alias, certificate(tree, change.substring(1)));
          } catch (Malformed e) {
            skipped.add(change);
          }
        }
      }
      tree.mkdirs(RawPath.parent(PATH), origin);
      tree.write(
          PATH,
          Content.of(JksFile.write(certificates, password)),
          Attributes.generated(0644, origin));
      return skipped;
    } catch (FileSystemException e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "the Java key store cannot be written: " + e.getMessage(),
          "look at what the packages put into /etc/ssl/certs/java",
          e);
    }
  }

  /**
   * The changes that fill a new key store: every link in /etc/ssl/certs to a certificate of a
   * package or of one's own.
   */
  public static List<String> all(Tree tree) {
    List<String> lines = new ArrayList<>();
    try {
      for (String name : tree.list(CaBundle.DIRECTORY)) {
        String path = RawPath.join(CaBundle.DIRECTORY, name);
        if (name.endsWith(".pem")
            && tree.lstat(path).orElse(null) instanceof dev.plinth.rootfs.Node.Symlink link
            && (link.target().startsWith(PACKAGED) || link.target().startsWith(LOCAL))) {
          lines.add("+" + path);
        }
      }
    } catch (FileSystemException e) {
      return List.of();
    }
    return lines;
  }

  /** The certificates of a key store by alias, for tests and inspection; each in DER. */
  public static SortedMap<String, byte[]> read(byte[] keyStore, String password) {
    return JksFile.read(keyStore, password);
  }

  private static String alias(String change) {
    String path = RawPath.toText(change.isEmpty() ? "" : change.substring(1));
    return ("debian:" + path.substring(path.lastIndexOf('/') + 1)).toLowerCase(Locale.ENGLISH);
  }

  private static byte[] certificate(Tree tree, String path) throws Malformed {
    byte[] bytes;
    try {
      bytes = tree.content(path).bytes();
    } catch (FileSystemException e) {
      throw new Malformed("there is no file " + path);
    }
    if (bytes.length > 0 && bytes[0] == Der.SEQUENCE) {
      return Certificate.read(bytes).der();
    }
    for (Pem.Block block : Pem.read(bytes)) {
      if (block.isCertificate()) {
        return Certificate.read(block.der()).der();
      }
    }
    throw new Malformed("there is no certificate in " + path);
  }
}
