package dev.plinth.rootfs;

import dev.plinth.rootfs.Node.Directory;
import dev.plinth.rootfs.Node.Symlink;
import dev.plinth.rootfs.Tree.Inode;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayDeque;
import java.util.Deque;

/** How paths of a {@link Tree} are resolved (path_resolution(7)). */
final class PathWalk {
  private static final int MOST_LINKS = 40;

  private final Inodes inodes;

  /**
   * @param inodes by canonical path, seen as they change
   */
  PathWalk(Inodes inodes) {
    this.inodes = inodes;
  }

  String canonical(String path, boolean followLast) throws FileSystemException {
    // Every key is canonical, so most paths need no walk.
    Inode known = inodes.get(path);
    if (known != null && !(followLast && known.node instanceof Symlink)) {
      return path;
    }
    if (known == null && standsInKnownDirectory(path)) {
      return path;
    }
    Deque<String> todo = new ArrayDeque<>();
    push(todo, path);
    String at = "/";
    int links = 0;
    while (!todo.isEmpty()) {
      String part = todo.pop();
      Inode here = inodes.get(at);
      boolean last = todo.isEmpty();
      if (here == null && part.isEmpty() && last) {
        return at; // a final slash after the name of what is to be made
      }
      requireDirectory(at, path);
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (part.equals("..")) {
        at = RawPath.parent(at);
        continue;
      }
      String next = RawPath.join(at, part);
      Inode inode = inodes.get(next);
      if (inode != null && inode.node instanceof Symlink link && (!last || followLast)) {
        if (++links > MOST_LINKS) {
          throw new FileSystemLoopException(path);
        }
        push(todo, link.target());
        at = link.target().startsWith("/") ? "/" : at;
      } else {
        at = next;
      }
    }
    return at;
  }

  /** Whether {@code path} is a new name in a directory whose own path is canonical. */
  private boolean standsInKnownDirectory(String path) {
    int slash = path.lastIndexOf('/');
    if (slash < 0 || slash == path.length() - 1) {
      return false;
    }
    String name = path.substring(slash + 1);
    if (name.equals(".") || name.equals("..")) {
      return false;
    }
    Inode parent = inodes.get(slash == 0 ? "/" : path.substring(0, slash));
    return parent != null && parent.node instanceof Directory;
  }

  /** Puts the elements of {@code path} before those that are still to be walked. */
  private static void push(Deque<String> todo, String path) {
    int end = path.length();
    while (end >= 0) {
      int slash = path.lastIndexOf('/', end - 1);
      todo.push(path.substring(slash + 1, end));
      end = slash;
    }
  }

  void requireParent(String real, String path) throws FileSystemException {
    if (!real.equals("/")) {
      requireDirectory(RawPath.parent(real), path);
    }
  }

  void requireDirectory(String real, String path) throws FileSystemException {
    Inode inode = inodes.get(real);
    if (inode == null) {
      throw new NoSuchFileException(path);
    }
    if (!(inode.node instanceof Directory)) {
      throw new NotDirectoryException(path);
    }
  }
}
