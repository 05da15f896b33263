package dev.plinth.rootfs;

import dev.plinth.rootfs.Tree.Inode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What is at each canonical path of a tree: found by hash, since nearly all that is asked is of one
 * path and paths have long beginnings in common, and gone through in byte order of paths.
 */
final class Inodes {
  private final Map<String, Inode> byPath = new HashMap<>();
  private final NavigableMap<String, Inode> inOrder = new TreeMap<>();

  @Nullable Inode get(String path) {
    return byPath.get(path);
  }

  boolean contains(String path) {
    return byPath.containsKey(path);
  }

  void put(String path, Inode inode) {
    if (byPath.put(path, inode) != inode) {
      inOrder.put(path, inode);
    }
  }

  /** What was there; null where nothing was. */
  @Nullable Inode remove(String path) {
    Inode old = byPath.remove(path);
    if (old != null) {
      inOrder.remove(path);
    }
    return old;
  }

  int size() {
    return byPath.size();
  }

  void forEach(BiConsumer<String, Inode> visitor) {
    inOrder.forEach(visitor);
  }

  /** All below a directory, as it is now: later changes do not show. */
  SortedMap<String, Inode> below(String directory) {
    // '0' follows the slash: the names between are those below.
    return new TreeMap<>(
        directory.equals("/")
            ? inOrder.tailMap("/", false)
            : inOrder.subMap(directory + "/", directory + "0"));
  }

  void removeBelow(String directory) {
    NavigableSet<String> names =
        inOrder.subMap(directory + "/", true, directory + "0", false).navigableKeySet();
    names.forEach(byPath::remove);
    names.clear();
  }

  /** The names in a directory, in byte order. */
  List<String> names(String directory) {
    String prefix = directory.equals("/") ? "/" : directory + "/";
    List<String> names = new ArrayList<>();
    Iterator<String> keys = inOrder.tailMap(prefix, false).keySet().iterator();
    while (keys.hasNext()) {
      String key = keys.next();
      if (!key.startsWith(prefix)) {
        break;
      }
      int slash = key.indexOf('/', prefix.length());
      if (slash < 0) {
        names.add(key.substring(prefix.length()));
      } else {
        // Skips all that is below this child, whose own path came before: a sibling such as
        // "name.d" sorts between "name" and "name/".
        keys = inOrder.tailMap(key.substring(0, slash) + "0", true).keySet().iterator();
      }
    }
    return names;
  }
}
