package dev.plinth.generate;

import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The folders that ldconfig searches: each once, whatever links lead to it. */
final class LdDirectories {
  /**
   * @param path as it was given first: this spelling goes into the cache
   * @param real without links
   * @param subdirectory below {@code glibc-hwcaps}; empty elsewhere
   */
  record Entry(String path, String real, boolean libc6, Optional<String> subdirectory) {}

  private final Tree tree;
  private final List<Entry> entries = new ArrayList<>();

  LdDirectories(Tree tree) {
    this.tree = tree;
  }

  int size() {
    return entries.size();
  }

  Entry get(int index) {
    return entries.get(index);
  }

  /** Adds a folder, and those below its {@code glibc-hwcaps}, unless it is missing or known. */
  void add(LdConfiguration.Directory directory) {
    if (add(directory.path(), directory.libc6(), Optional.empty())) {
      String capabilities = directory.path() + "/glibc-hwcaps";
      for (String name : names(capabilities)) {
        if (name.charAt(0) != '.' && name.indexOf(':') < 0) {
          add(capabilities + "/" + name, directory.libc6(), Optional.of(name));
        }
      }
    }
  }

  /** Adds one folder that the search found. */
  boolean add(String path, boolean libc6, Optional<String> subdirectory) {
    if (!path.startsWith("/") || !tree.isDirectory(path)) {
      return false;
    }
    String real;
    try {
      real = tree.canonical(path, true);
    } catch (FileSystemException e) {
      return false;
    }
    for (int i = 0; i < entries.size(); i++) {
      Entry known = entries.get(i);
      if (known.real().equals(real)) {
        entries.set(i, new Entry(known.path(), real, libc6, known.subdirectory()));
        return false;
      }
    }
    entries.add(new Entry(path, real, libc6, subdirectory));
    return true;
  }

  List<String> names(String path) {
    try {
      return tree.list(path);
    } catch (FileSystemException e) {
      return List.of();
    }
  }

  /** Where a name in a folder stands. */
  static String join(Entry entry, String name) {
    return RawPath.join(entry.real(), name);
  }
}
