package dev.plinth.generate;

import dev.plinth.generate.LdCacheFile.Entry;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Remembered;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node.RegularFile;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What ldconfig(8) does in a root of glibc 2.33 or later as Debian builds it: links from sonames to
 * libraries, and /etc/ld.so.cache, byte for byte. Its auxiliary cache, which holds inode numbers
 * and times, is not written.
 *
 * <p>The release of the tree's own C library decides what differs between releases; the cache says
 * who generated it in that library's words, never in ours. Not safe for use by several threads at
 * once.
 */
public final class LdCache {
  /** Path of the cache. */
  public static final String PATH = "/etc/ld.so.cache";

  private final KnownLibraries libraries;

  /** Reads every library. */
  public LdCache() {
    this(Remembered.forgetting());
  }

  /**
   * @param known what this version of Plinth read before
   */
  public LdCache(Remembered known) {
    this.libraries = new KnownLibraries(known);
  }

  /**
   * Makes the links and the cache.
   *
   * @param architecture as Debian names it: {@code amd64} or {@code arm64}
   * @param origin who makes them
   * @return whether there is a C library; without one nothing is done
   */
  public boolean update(Tree tree, String architecture, Origin origin) {
    LdMachine machine = LdMachine.of(architecture);
    Optional<CLibrary> library = CLibrary.find(tree, machine.triplet(), libraries);
    if (library.isEmpty()) {
      return false;
    }
    try {
      write(tree, machine, library.get(), origin);
    } catch (FileSystemException e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "the library cache cannot be written: " + e.getMessage(),
          "look at what the packages put there",
          e);
    }
    return true;
  }

  private void write(Tree tree, LdMachine machine, CLibrary library, Origin origin)
      throws FileSystemException {
    boolean legacy = library.release() < 237;
    LdDirectories directories = new LdDirectories(tree);
    LdConfiguration.read(tree).forEach(directories::add);
    machine.trusted().forEach(path -> directories.add(LdConfiguration.directory(path)));
    LdSearch search = new LdSearch(tree, machine, legacy, origin, directories, libraries);
    List<Entry> entries = new ArrayList<>();
    // Grows while it is searched: capability directories of old releases are found on the way.
    for (int i = 0; i < directories.size(); i++) {
      entries.addAll(search.directory(directories.get(i)));
    }
    entries.sort(LdCacheFile.order(machine.order()));
    byte[] bytes = LdCacheFile.write(entries, "ldconfig " + library.banner());
    tree.put(PATH, new RegularFile(Attributes.generated(0644, origin), Content.of(bytes)));
  }
}
