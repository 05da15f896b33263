package dev.plinth.rootfs;

import dev.plinth.archive.TarEntry;
import dev.plinth.archive.TarReader;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.rootfs.Node.Directory;
import dev.plinth.rootfs.Node.RegularFile;
import dev.plinth.rootfs.Node.Special;
import dev.plinth.rootfs.Node.Symlink;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Makes a tree of an image's layers, applied from the lowest up as a container runtime does (OCI
 * image-spec, layer.md): later entries replace earlier ones, whiteouts hide what lower layers have
 * and nothing of their own layer, wherever in the layer they stand. A link on the way of a name is
 * followed inside the tree, so nothing is ever written outside.
 *
 * <p>A layer that cannot be applied is a {@code BAD_INPUT} error that names it and the entry.
 */
public final class TreeReader {
  private static final int LONGEST_PATH = 4096;
  private static final int LONGEST_NAME = 255;

  private final Tree tree = new Tree();
  private final Origin origin;

  /**
   * @param imageDigest the image that the layers belong to, for the origin of nodes
   */
  public TreeReader(String imageDigest) {
    this.origin = new Origin.Base(imageDigest);
  }

  /** The tree of the layers applied so far. */
  public Tree tree() {
    return tree;
  }

  /**
   * Applies a layer that lies uncompressed on disk. Contents are slices of the file, which must
   * stay as it is.
   *
   * @param what names the layer in errors
   */
  public void apply(Path tar, String what) throws IOException {
    try (InputStream in = Files.newInputStream(tar)) {
      apply(in, tar, what, new Whiteouts(tree));
    }
  }

  /**
   * Applies a layer while its bytes are copied to {@code copy}, of which contents are slices.
   *
   * @param in uncompressed; read to its end, not closed
   * @return the digest of all bytes: the layer's diffID
   */
  public Digest apply(InputStream in, Path copy, String what) throws IOException {
    MessageDigest hash = Digest.sha256();
    try (OutputStream out = Files.newOutputStream(copy)) {
      InputStream tee = new Tee(in, out, hash);
      apply(tee, copy, what, new Whiteouts(tree));
      byte[] rest = new byte[1 << 16];
      while (tee.read(rest, 0, rest.length) >= 0) {}
    }
    return Digest.finish(hash);
  }

  private void apply(InputStream in, Path tar, String what, Whiteouts whiteouts)
      throws IOException {
    TarReader reader = new TarReader(in, what); // the stream is the caller's
    for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
      TarEntry entry = next.get();
      String path = RawPath.ofMember(entry.name(), what);
      checkLength(path, what);
      try {
        if (!whiteouts.apply(path, what)) {
          whiteouts.written(place(path, entry, tar));
        }
      } catch (FileSystemException e) {
        String why = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
        throw bad(what, path, "cannot be placed: " + why, e);
      }
    }
  }

  private String place(String path, TarEntry entry, Path tar) throws FileSystemException {
    if (path.equals("/")) {
      if (entry.type() != TarEntry.Type.DIRECTORY) {
        throw new FileSystemException(path, null, "the root is not a directory");
      }
      return tree.put(path, node(entry, tar));
    }
    tree.mkdirs(RawPath.parent(path), origin);
    String real = tree.canonical(path, false);
    if (entry.type() == TarEntry.Type.HARD_LINK) {
      return link(real, RawPath.normalize(entry.linkName()));
    }
    Node node = node(entry, tar);
    boolean merges =
        node instanceof Directory
            && tree.lstat(real).filter(Directory.class::isInstance).isPresent();
    if (!merges) {
      tree.removeAll(real);
    }
    return tree.put(real, node);
  }

  private String link(String path, String target) throws FileSystemException {
    String existing = tree.canonical(target, false);
    if (existing.equals(path)) {
      return path;
    }
    Node node = tree.lstat(existing).orElse(null);
    if (node == null || node instanceof Directory) {
      throw new FileSystemException(path, target, "its hard link leads to no file");
    }
    if (existing.startsWith(path + "/")) {
      throw new FileSystemException(path, target, "its hard link leads to below itself");
    }
    tree.removeAll(path);
    tree.link(existing, path);
    return path;
  }

  private Node node(TarEntry entry, Path tar) {
    Attributes attributes =
        new Attributes(
            entry.mode(),
            (int) entry.uid(),
            (int) entry.gid(),
            Math.max(0, entry.mtime()),
            entry.xattrs(),
            origin);
    return switch (entry.type()) {
      case FILE ->
          new RegularFile(attributes, Content.slice(tar, entry.offset(), entry.size(), null));
      case DIRECTORY -> new Directory(attributes);
      case SYMLINK -> new Symlink(attributes, entry.linkName());
      case CHARACTER_DEVICE -> new Special(attributes, 'c', entry.major(), entry.minor());
      case BLOCK_DEVICE -> new Special(attributes, 'b', entry.major(), entry.minor());
      case FIFO -> new Special(attributes, 'p', 0, 0);
      case HARD_LINK -> throw new IllegalStateException("a hard link is no node of its own");
    };
  }

  private static void checkLength(String path, String what) {
    boolean fits = path.length() <= LONGEST_PATH;
    for (int from = 0; fits && from < path.length(); ) {
      int slash = path.indexOf('/', from);
      int end = slash < 0 ? path.length() : slash;
      fits = end - from <= LONGEST_NAME;
      from = end + 1;
    }
    if (!fits) {
      throw bad(what, path.substring(0, 80) + "…", "is longer than a path may be", null);
    }
  }

  private static PlinthException bad(
      String what, String path, String problem, @org.jspecify.annotations.Nullable Throwable why) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        what + ": '" + RawPath.toText(path) + "' " + problem,
        "the layer is damaged or hostile: do not use the image",
        why);
  }

  /** Hashes and copies what is read. */
  private static final class Tee extends InputStream {
    private final InputStream in;
    private final OutputStream out;
    private final MessageDigest hash;

    Tee(InputStream in, OutputStream out, MessageDigest hash) {
      this.in = in;
      this.out = out;
      this.hash = hash;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int n = in.read(buffer, offset, length);
      if (n > 0) {
        hash.update(buffer, offset, n);
        out.write(buffer, offset, n);
      }
      return n;
    }
  }
}
