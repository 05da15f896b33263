package dev.plinth.inventory.merge;

import dev.plinth.inventory.listing.PathHash;
import dev.plinth.inventory.listing.PathTable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeMap;

/**
 * The symbolic links of an image as far as it is merged, and where paths really lead through them
 * (path_resolution(7)), never out of the root.
 */
final class Links {
  /** Further links are not followed. */
  static final int MOST = 200_000;

  private static final int MOST_HOPS = 40;

  private final TreeMap<String, String> targets = new TreeMap<>();

  /** Links there are or were: most paths pass none, which this tells without a String. */
  private final PathTable hashes = new PathTable(2 * MOST);

  private boolean full;

  /** Whether links were left out. */
  boolean isFull() {
    return full;
  }

  void put(String path, String target) {
    if (targets.size() >= MOST || !hashes.put(PathHash.of(path), 1)) {
      full = true;
      return;
    }
    targets.put(path, target);
  }

  void remove(String path) {
    if (!targets.isEmpty() && hashes.get(PathHash.of(path)) != 0) {
      targets.remove(path);
    }
  }

  void removeBelow(String directory) {
    if (directory.isEmpty()) {
      targets.clear();
    } else {
      targets.subMap(directory + "/", true, directory + "0", false).clear();
    }
  }

  /** Where a path really is, its last element not followed. */
  String canonical(String path) {
    return passesLink(path) ? walk(path, false) : path;
  }

  /** What a path leads to in the end. */
  String follow(String path) {
    return walk(path, true);
  }

  private boolean passesLink(String path) {
    if (targets.isEmpty()) {
      return false;
    }
    long state = PathHash.start();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '/' && hashes.get(PathHash.end(state)) != 0) {
        return true;
      }
      state = PathHash.step(state, c);
    }
    return false;
  }

  private String walk(String path, boolean followLast) {
    Deque<String> todo = new ArrayDeque<>();
    push(todo, path);
    String at = "";
    int hops = 0;
    while (!todo.isEmpty()) {
      String part = todo.pop();
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (part.equals("..")) {
        at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
        continue;
      }
      String next = at.isEmpty() ? part : at + "/" + part;
      String target = targets.get(next);
      if (target == null || (todo.isEmpty() && !followLast)) {
        at = next;
      } else if (++hops > MOST_HOPS || target.length() > 4096) {
        return path; // a circle: such a path leads nowhere
      } else {
        push(todo, target);
        at = target.startsWith("/") ? "" : at;
      }
    }
    return at;
  }

  private static void push(Deque<String> todo, String path) {
    for (int end = path.length(); end >= 0; ) {
      int slash = path.lastIndexOf('/', end - 1);
      todo.push(path.substring(slash + 1, end));
      end = slash;
    }
  }
}
