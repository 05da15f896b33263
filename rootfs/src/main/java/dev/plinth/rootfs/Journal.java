package dev.plinth.rootfs;

import dev.plinth.rootfs.Node.RegularFile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a {@link Tree} since {@link Tree#track} was called; costs only what is touched.
 * Close it when done.
 */
public final class Journal implements AutoCloseable {
  private final Tree tree;
  private final Inodes inodes;

  /** The inode at each touched path before the first touch; null where there was none. */
  private final Map<String, Tree.@Nullable Inode> before = new HashMap<>();

  private final Map<Tree.Inode, Node> nodes = new HashMap<>();

  Journal(Tree tree, Inodes inodes) {
    this.tree = tree;
    this.inodes = inodes;
  }

  void touch(String path, Tree.@Nullable Inode inode) {
    if (!before.containsKey(path)) {
      before.put(path, inode);
    }
    if (inode != null) {
      nodes.putIfAbsent(inode, inode.node);
    }
  }

  /**
   * The canonical paths where something else stands now than before: another kind, content, target
   * or attribute; times and origins do not count. A file that was made and removed again is not
   * among them.
   */
  public SortedSet<String> changed() {
    SortedSet<String> changed = new TreeSet<>();
    for (Map.Entry<String, Tree.@Nullable Inode> entry : before.entrySet()) {
      Tree.Inode old = entry.getValue();
      Tree.Inode now = inodes.get(entry.getKey());
      Node was = old == null ? null : nodes.get(old);
      if (!same(was, now == null ? null : now.node)) {
        changed.add(entry.getKey());
      }
    }
    return changed;
  }

  /** Makes the tree what it was. */
  public void rollBack() {
    before.forEach((path, inode) -> {
      if (inode == null) {
        inodes.remove(path);
      } else {
        inodes.put(path, inode);
      }
    });
    nodes.forEach((inode, node) -> inode.node = node);
    before.clear();
    nodes.clear();
  }

  @Override
  public void close() {
    tree.forget(this);
  }

  private static boolean same(@Nullable Node a, @Nullable Node b) {
    if (a == null || b == null) {
      return a == null && b == null;
    }
    if (a.getClass() != b.getClass()) {
      return false;
    }
    Attributes x = a.attributes();
    Attributes y = b.attributes();
    if (x.mode() != y.mode()
        || x.uid() != y.uid()
        || x.gid() != y.gid()
        || !same(x.xattrs(), y.xattrs())) {
      return false;
    }
    if (a instanceof RegularFile f && b instanceof RegularFile g) {
      return f.content() == g.content()
          || (f.content().size() == g.content().size()
              && f.content().sha256().equals(g.content().sha256()));
    }
    return a.with(y).equals(b);
  }

  private static boolean same(SortedMap<String, byte[]> a, SortedMap<String, byte[]> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (Map.Entry<String, byte[]> entry : new TreeMap<>(a).entrySet()) {
      if (!Arrays.equals(entry.getValue(), b.get(entry.getKey()))) {
        return false;
      }
    }
    return true;
  }
}
