package dev.plinth.generate;

import dev.plinth.generate.Der.Malformed;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node.RegularFile;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What update-ca-certificates(8) does in a Debian root: links in /etc/ssl/certs to the certificates
 * that /etc/ca-certificates.conf and /usr/local/share/ca-certificates name, hash links for OpenSSL,
 * and all of them in one file, byte for byte as the script writes it.
 */
public final class CaBundle {
  /** Where hash links and the bundle are. */
  public static final String DIRECTORY = "/etc/ssl/certs";

  /** All certificates in one file. */
  public static final String BUNDLE = DIRECTORY + "/ca-certificates.crt";

  private static final String LOCAL = "/usr/local/share/ca-certificates";

  private CaBundle() {}

  /**
   * What changed, in the form that the hooks in /etc/ca-certificates/update.d read on their
   * standard input (and {@link JavaKeyStore#apply}): paths of links, added ones first.
   *
   * @param lines {@code +/etc/ssl/certs/NAME.pem} or {@code -…}, raw
   */
  public record Changes(List<String> lines) {
    public Changes {
      lines = List.copyOf(lines);
    }
  }

  /**
   * Brings links and bundle up to date.
   *
   * @param fresh as {@code --fresh}: all links to certificates are made anew
   */
  public static Changes update(Tree tree, boolean fresh, Origin origin) {
    try {
      return new CaUpdate(tree, origin).run(fresh);
    } catch (FileSystemException e) {
      throw failed(e);
    }
  }

  /**
   * Adds certificates of one's own, to be taken up by the next {@link #update}: each goes into a
   * file of its own below /usr/local/share/ca-certificates, since only a file with one certificate
   * gets a hash link and is read by Java.
   *
   * @param name of the PEM file, for names and messages; its extension does not count
   * @param pem text with at least one certificate
   * @return the paths that were written
   * @throws PlinthException of {@link ErrorCode#BAD_INPUT} where {@code pem} holds a private key,
   *     no certificate or a broken one
   */
  public static List<String> add(Tree tree, String name, byte[] pem, Origin origin) {
    List<Pem.Block> blocks = certificates(name, pem);
    int dot = name.lastIndexOf('.');
    String stem = RawPath.ofText(dot > 0 ? name.substring(0, dot) : name).replace('/', '_');
    List<String> paths = new ArrayList<>();
    try {
      tree.mkdirs(LOCAL, origin);
      for (Pem.Block block : blocks) {
        String number = blocks.size() == 1 ? "" : "-" + (paths.size() + 1);
        String path = LOCAL + "/" + stem + number + ".crt";
        String text =
            new String(pem, block.from(), block.to() - block.from(), StandardCharsets.ISO_8859_1);
        tree.put(
            path,
            new RegularFile(
                Attributes.generated(0644, origin), Content.ofRaw(text.stripTrailing() + "\n")));
        paths.add(path);
      }
    } catch (FileSystemException e) {
      throw failed(e);
    }
    return paths;
  }

  /**
   * Checks a PEM file as {@link #add} does.
   *
   * @return how many certificates it holds
   */
  public static int check(String name, byte[] pem) {
    return certificates(name, pem).size();
  }

  private static List<Pem.Block> certificates(String name, byte[] pem) {
    List<Pem.Block> certificates = new ArrayList<>();
    String wrong = null;
    try {
      for (Pem.Block block : Pem.read(pem)) {
        if (block.isCertificate()) {
          Certificate.read(block.der());
          certificates.add(block);
        } else if (block.label().contains("PRIVATE KEY")) {
          wrong = "holds a private key, which must not go into an image";
        }
      }
    } catch (Malformed e) {
      wrong = "holds no certificate that can be read: " + Objects.toString(e.getMessage(), "");
    }
    if (wrong == null && certificates.isEmpty()) {
      wrong = "holds no certificate";
    }
    if (wrong != null) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "the certificate file " + name + " " + wrong,
          "give a PEM file with '-----BEGIN CERTIFICATE-----'");
    }
    return certificates;
  }

  private static PlinthException failed(FileSystemException e) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        "the certificate bundle cannot be written: " + e.getMessage(),
        "look at what the packages put into " + DIRECTORY,
        e);
  }
}
