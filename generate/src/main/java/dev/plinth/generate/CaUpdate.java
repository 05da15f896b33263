package dev.plinth.generate;

import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Node.RegularFile;
import dev.plinth.rootfs.Node.Symlink;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import java.io.ByteArrayOutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One run of update-ca-certificates(8). */
final class CaUpdate {
  private static final String CONFIGURATION = "/etc/ca-certificates.conf";
  private static final String PACKAGED = "/usr/share/ca-certificates";
  private static final String LOCAL = "/usr/local/share/ca-certificates";
  private static final int DEEPEST = 32;
  private static final int LARGEST_BUNDLE = 256 << 20;

  private final Tree tree;
  private final Origin origin;
  private final ByteArrayOutputStream bundle = new ByteArrayOutputStream(1 << 18);
  private final List<String> added = new ArrayList<>();
  private final List<String> removed = new ArrayList<>();
  private boolean any;

  CaUpdate(Tree tree, Origin origin) {
    this.tree = tree;
    this.origin = origin;
  }

  CaBundle.Changes run(boolean fresh) throws FileSystemException {
    tree.mkdirs(CaBundle.DIRECTORY, origin);
    List<String> configured = configuration();
    if (fresh || configured.isEmpty()) {
      clear();
    }
    for (String line : configured) {
      if (line.startsWith("!")) {
        remove(PACKAGED + "/" + line.substring(1).strip());
      }
    }
    for (String line : configured) {
      String certificate = PACKAGED + "/" + line.strip();
      if (!line.startsWith("#") && !line.startsWith("!") && tree.isRegularFile(certificate)) {
        add(certificate);
      }
    }
    if (tree.isDirectory(LOCAL)) {
      List<String> found = new ArrayList<>();
      find(LOCAL, 0, found);
      Collections.sort(found);
      for (String certificate : found) {
        add(certificate);
      }
    }
    if (!added.isEmpty() || !removed.isEmpty()) {
      clearOrphans();
      HashLinks.rehash(tree, CaBundle.DIRECTORY, origin);
    }
    if (any) {
      tree.put(
          CaBundle.BUNDLE,
          new RegularFile(Attributes.generated(0644, origin), Content.of(bundle.toByteArray())));
    }
    List<String> changes = new ArrayList<>();
    added.forEach(path -> changes.add("+" + path));
    removed.forEach(path -> changes.add("-" + path));
    return new CaBundle.Changes(changes);
  }

  /** The lines that are not empty; a last line without a newline is not read by the script. */
  private List<String> configuration() throws FileSystemException {
    if (!tree.isRegularFile(CONFIGURATION)) {
      return List.of();
    }
    String text =
        new String(
            tree.content(CONFIGURATION).bytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      if (end > from) {
        lines.add(text.substring(from, end));
      }
      from = end + 1;
    }
    return lines;
  }

  private void add(String certificate) throws FileSystemException {
    String name = baseName(certificate);
    String safe = name.replace(' ', '_').replace('(', '=').replace(')', '=').replace(',', '_');
    String pem = CaBundle.DIRECTORY + "/" + safe + ".pem";
    boolean linked =
        tree.stat(pem).isPresent()
            && tree.lstat(pem).orElse(null) instanceof Symlink link
            && link.target().equals(certificate);
    if (!linked) {
      tree.put(pem, new Symlink(Attributes.generated(0777, origin), certificate));
      added.add(pem);
    }
    byte[] bytes = tree.content(certificate).bytes();
    if (bundle.size() + (long) bytes.length > LARGEST_BUNDLE) {
      throw new FileSystemException(CaBundle.BUNDLE, null, "File too large");
    }
    bundle.writeBytes(bytes);
    if (bytes.length > 0 && bytes[bytes.length - 1] != '\n') {
      bundle.write('\n');
    }
    any = true;
  }

  private void remove(String certificate) throws FileSystemException {
    String pem = CaBundle.DIRECTORY + "/" + baseName(certificate) + ".pem";
    if (tree.lstat(pem).orElse(null) instanceof Symlink) {
      tree.remove(pem);
      removed.add(pem);
    }
  }

  private static String baseName(String certificate) {
    String name = RawPath.name(certificate);
    return name.endsWith(".crt") && name.length() > 4 ? name.substring(0, name.length() - 4) : name;
  }

  /** Removes the links to certificates, and those that lead to no file. */
  private void clear() throws FileSystemException {
    for (String path : links()) {
      if (tree.lstat(path).orElse(null) instanceof Symlink link
          && (link.target().startsWith(PACKAGED) || link.target().startsWith(LOCAL))) {
        tree.remove(path);
      }
    }
    for (String path : links()) {
      if (!tree.isRegularFile(path)) {
        tree.remove(path);
      }
    }
  }

  private void clearOrphans() throws FileSystemException {
    for (String path : links()) {
      if (tree.stat(path).isEmpty()) {
        tree.remove(path);
      }
    }
  }

  private List<String> links() throws FileSystemException {
    List<String> links = new ArrayList<>();
    tree.forEachBelow(
        tree.canonical(CaBundle.DIRECTORY, true),
        (path, node) -> {
          if (node instanceof Symlink) {
            links.add(path);
          }
        });
    return links;
  }

  /** Files {@code *.crt} below a folder, links followed, as {@code find -L} finds them. */
  private void find(String directory, int depth, List<String> found) throws FileSystemException {
    if (depth > DEEPEST) {
      throw new NoSuchFileException(directory, null, "the folders are nested too deeply");
    }
    for (String name : tree.list(directory)) {
      String path = RawPath.join(directory, name);
      Node node = tree.stat(path).orElse(null);
      if (node instanceof Node.Directory && !isLoop(path)) {
        find(path, depth + 1, found);
      } else if (node instanceof RegularFile && name.endsWith(".crt")) {
        found.add(path);
      }
    }
  }

  /** Whether a link leads to a folder that holds it. */
  private boolean isLoop(String path) throws FileSystemException {
    return (RawPath.parent(tree.canonical(path, false)) + "/")
        .startsWith(tree.canonical(path, true) + "/");
  }
}
