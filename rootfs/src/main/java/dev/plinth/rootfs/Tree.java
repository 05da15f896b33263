package dev.plinth.rootfs;

import dev.plinth.rootfs.Node.Directory;
import dev.plinth.rootfs.Node.RegularFile;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A file system in memory, with the kernel's rules (path_resolution(7)): symbolic links on the way
 * are followed inside the root and never lead out of it, hard links share one node, a directory is
 * never replaced by something else. Failures are the exceptions of {@code java.nio.file}, which a
 * caller maps to the errno it needs.
 *
 * <p>All paths are raw (see {@link RawPath}) and taken from the root. Not safe for use by several
 * threads at once.
 */
public final class Tree {
  static final class Inode {
    Node node;

    Inode(Node node) {
      this.node = node;
    }
  }

  private final Inodes inodes = new Inodes();
  private final PathWalk paths = new PathWalk(inodes);
  private final List<Journal> journals = new ArrayList<>(1);

  /** A tree that holds only the root directory, mode 0755. */
  public Tree() {
    inodes.put(
        "/", new Inode(new Directory(Attributes.generated(0755, new Origin.Generated("root")))));
  }

  /** A copy that shares nodes (which are immutable) but no state with this tree. */
  public Tree copy() {
    Tree copy = new Tree();
    Map<Inode, Inode> twins = new HashMap<>();
    inodes.forEach((path, inode) ->
        copy.inodes.put(path, twins.computeIfAbsent(inode, old -> new Inode(old.node))));
    return copy;
  }

  /** Begins to record what changes; the journals of several callers do not disturb each other. */
  public Journal track() {
    Journal journal = new Journal(this, inodes);
    journals.add(journal);
    return journal;
  }

  void forget(Journal journal) {
    journals.remove(journal);
  }

  private void touch(String real) {
    for (int i = 0; i < journals.size(); i++) {
      journals.get(i).touch(real, inodes.get(real));
    }
  }

  private void touchBelow(String real) {
    if (!journals.isEmpty()) {
      inodes.below(real).keySet().forEach(this::touch);
    }
  }

  // ---- looking -----------------------------------------------------------------------------

  /** The node at {@code path}, links on the way followed, a link at the end not. */
  public Optional<Node> lstat(String path) {
    return look(path, false);
  }

  /** The node that {@code path} finally leads to; empty also for a dangling or cyclic link. */
  public Optional<Node> stat(String path) {
    return look(path, true);
  }

  private Optional<Node> look(String path, boolean follow) {
    try {
      Inode inode = inodes.get(canonical(path, follow));
      return inode == null ? Optional.empty() : Optional.of(inode.node);
    } catch (FileSystemException e) {
      return Optional.empty();
    }
  }

  public boolean isDirectory(String path) {
    return stat(path).filter(Directory.class::isInstance).isPresent();
  }

  public boolean isRegularFile(String path) {
    return stat(path).filter(RegularFile.class::isInstance).isPresent();
  }

  /** The content of the regular file that {@code path} leads to. */
  public Content content(String path) throws FileSystemException {
    String real = canonical(path, true);
    Inode inode = inodes.get(real);
    if (inode == null) {
      throw new NoSuchFileException(path);
    }
    if (inode.node instanceof RegularFile file) {
      return file.content();
    }
    throw new FileSystemException(path, null, "Is a directory");
  }

  /**
   * The path without symbolic links that {@code path} stands for. What it names need not exist, the
   * directory that would hold it must.
   *
   * @param followLast whether a link at the very end is followed too
   */
  public String canonical(String path, boolean followLast) throws FileSystemException {
    return paths.canonical(path, followLast);
  }

  /** The names in a directory, in byte order. */
  public List<String> list(String path) throws FileSystemException {
    String real = canonical(path, true);
    paths.requireDirectory(real, path);
    return inodes.names(real);
  }

  /** Visits every node below and with the root in byte order of paths. */
  public void forEach(BiConsumer<String, Node> visitor) {
    inodes.forEach((path, inode) -> visitor.accept(path, inode.node));
  }

  /** Visits the node at {@code path} (no links followed) and all below it, in byte order. */
  public void forEachBelow(String path, BiConsumer<String, Node> visitor)
      throws FileSystemException {
    String real = canonical(path, false);
    List<Map.Entry<String, Inode>> below = new ArrayList<>();
    Inode top = inodes.get(real);
    if (top == null) {
      throw new NoSuchFileException(path);
    }
    below.add(Map.entry(real, top));
    below.addAll(inodes.below(real).entrySet());
    below.forEach(entry -> visitor.accept(entry.getKey(), entry.getValue().node));
  }

  /** How many nodes there are, the root counted. */
  public int size() {
    return inodes.size();
  }

  /** Whether both paths are hard links to one file; links at the end are not followed. */
  public boolean sameFile(String a, String b) throws FileSystemException {
    Inode first = inodes.get(canonical(a, false));
    return first != null && first == inodes.get(canonical(b, false));
  }

  /**
   * Every group of paths that are hard links to one file, each group in byte order, the groups by
   * their first path.
   */
  public List<List<String>> hardLinks() {
    Map<Inode, List<String>> byInode = new HashMap<>();
    inodes.forEach((path, inode) -> {
      if (!(inode.node instanceof Directory)) {
        byInode.computeIfAbsent(inode, _ -> new ArrayList<>(1)).add(path);
      }
    });
    return byInode.values().stream()
        .filter(paths -> paths.size() > 1)
        .sorted((a, b) -> a.getFirst().compareTo(b.getFirst()))
        .toList();
  }

  // ---- changing ----------------------------------------------------------------------------

  /**
   * Puts a node at {@code path}. The directory that holds it must exist; what stood there is
   * replaced, but a directory by a directory only (its attributes change, its entries stay), and a
   * link at the end is replaced, not followed.
   *
   * @return the canonical path that was written
   */
  public String put(String path, Node node) throws FileSystemException {
    String real = canonical(path, false);
    paths.requireParent(real, path);
    Inode old = inodes.get(real);
    if (old != null && (old.node instanceof Directory) != (node instanceof Directory)) {
      throw node instanceof Directory
          ? new FileAlreadyExistsException(path)
          : new FileSystemException(path, null, "Is a directory");
    }
    touch(real);
    if (old != null && node instanceof Directory) {
      old.node = node;
    } else {
      inodes.put(real, new Inode(node));
    }
    return real;
  }

  /** Makes {@code path} a directory, and those above it where they are missing, mode 0755. */
  public void mkdirs(String path, Origin origin) throws FileSystemException {
    String real = RawPath.normalize(path);
    if (real.equals("/") || isDirectory(real)) {
      return;
    }
    mkdirs(RawPath.parent(real), origin);
    put(real, new Directory(Attributes.generated(0755, origin)));
  }

  /**
   * Writes the regular file that {@code path} leads to, following a link at the end: an existing
   * file keeps its attributes and its hard links and takes the new content and time; a new one gets
   * {@code fresh}.
   */
  public void write(String path, Content content, Attributes fresh) throws FileSystemException {
    String real = canonical(path, true);
    Inode old = inodes.get(real);
    if (old == null) {
      put(real, new RegularFile(fresh, content));
    } else if (old.node instanceof RegularFile file) {
      touch(real);
      old.node = new RegularFile(file.attributes().withMtime(fresh.mtime()), content);
    } else {
      throw new FileSystemException(path, null, "Is a directory");
    }
  }

  /**
   * Makes {@code path} a further hard link of the file at {@code existing} (links not followed).
   */
  public void link(String existing, String path) throws FileSystemException {
    String from = canonical(existing, false);
    Inode inode = inodes.get(from);
    if (inode == null) {
      throw new NoSuchFileException(existing);
    }
    if (inode.node instanceof Directory) {
      throw new FileSystemException(existing, path, "hard link not allowed for directory");
    }
    String real = canonical(path, false);
    paths.requireParent(real, path);
    if (inodes.contains(real)) {
      throw new FileAlreadyExistsException(path);
    }
    touch(real);
    inodes.put(real, inode);
  }

  /** Changes the attributes of what {@code path} names; all its hard links change with it. */
  public void change(String path, boolean follow, UnaryOperator<Attributes> change)
      throws FileSystemException {
    String real = canonical(path, follow);
    Inode inode = inodes.get(real);
    if (inode == null) {
      throw new NoSuchFileException(path);
    }
    touch(real);
    inode.node = inode.node.with(change.apply(inode.node.attributes()));
  }

  /** Removes a file, link or empty directory; a link at the end is removed, not followed. */
  public void remove(String path) throws FileSystemException {
    String real = canonical(path, false);
    Inode inode = inodes.get(real);
    if (inode == null) {
      throw new NoSuchFileException(path);
    }
    if (real.equals("/") || (inode.node instanceof Directory && !list(real).isEmpty())) {
      throw new DirectoryNotEmptyException(path);
    }
    touch(real);
    inodes.remove(real);
  }

  /** Removes {@code path} and all below it; nothing happens where it does not exist. */
  public void removeAll(String path) throws FileSystemException {
    String real;
    try {
      real = canonical(path, false);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return;
    }
    if (real.equals("/")) {
      throw new DirectoryNotEmptyException(path);
    }
    touch(real);
    touchBelow(real);
    if (inodes.remove(real) != null) {
      inodes.removeBelow(real);
    }
  }

  /** rename(2): moves a node with all below it; replaces a file, or an empty directory. */
  public void rename(String from, String to) throws FileSystemException {
    String source = canonical(from, false);
    Inode moved = inodes.get(source);
    if (moved == null) {
      throw new NoSuchFileException(from);
    }
    String target = canonical(to, false);
    if (source.equals("/") || target.startsWith(source + "/")) {
      throw new FileSystemException(from, to, "Invalid argument");
    }
    paths.requireParent(target, to);
    @Nullable Inode old = inodes.get(target);
    if (source.equals(target) || old == moved) {
      return;
    }
    if (old != null) {
      if ((old.node instanceof Directory) != (moved.node instanceof Directory)) {
        throw moved.node instanceof Directory
            ? new NotDirectoryException(to)
            : new FileSystemException(to, null, "Is a directory");
      }
      remove(target);
    }
    touch(source);
    touch(target);
    touchBelow(source);
    Map<String, Inode> below = inodes.below(source);
    if (!journals.isEmpty()) {
      below.keySet().forEach(path -> touch(target + path.substring(source.length())));
    }
    inodes.removeBelow(source);
    inodes.remove(source);
    inodes.put(target, moved);
    below.forEach((path, inode) -> inodes.put(target + path.substring(source.length()), inode));
  }
}
