package dev.plinth.generate;

import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Node.Directory;
import dev.plinth.rootfs.Node.RegularFile;
import dev.plinth.rootfs.Node.Symlink;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.Tree;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the libraries of a folder, links their sonames, and removes links that lead nowhere.
 *
 * @param legacy whether capability folders of glibc before 2.37 count
 */
record LdSearch(
    Tree tree,
    LdMachine machine,
    boolean legacy,
    Origin origin,
    LdDirectories directories,
    KnownLibraries libraries) {
  /** Loaders whose link is never turned elsewhere, so that multiarch systems go on running. */
  private static final Set<String> LOADERS =
      Set.of(
          "ld-linux-aarch64.so.1",
          "ld-linux-aarch64_be.so.1",
          "ld-linux-armhf.so.3",
          "ld-linux-x86-64.so.2",
          "ld-linux.so.2",
          "ld-linux.so.3",
          "ld.so.1",
          "ld64.so.1",
          "ld64.so.2");

  /** The library that stands for a soname in one folder. */
  private record Library(String name, int flags, boolean link, int isaLevel) {}

  /** Does one folder; the entries for the cache are in byte order of sonames. */
  List<LdCacheFile.Entry> directory(LdDirectories.Entry directory) throws FileSystemException {
    Map<String, Library> bySoname = new LinkedHashMap<>();
    for (String name : directories.names(directory.real())) {
      look(directory, name, bySoname);
    }
    List<LdCacheFile.Entry> entries = new ArrayList<>();
    long hwcap =
        legacy && directory.subdirectory().isEmpty() ? machine.capabilities(directory.path()) : 0;
    for (Map.Entry<String, Library> found : bySoname.entrySet()) {
      String soname = found.getKey();
      Library library = found.getValue();
      boolean plain = directory.subdirectory().isEmpty();
      if (plain && !library.link()) {
        link(directory, library.name(), soname);
      }
      entries.add(
          new LdCacheFile.Entry(
              soname,
              directory.path() + "/" + (plain ? soname : library.name()),
              library.flags(),
              hwcap,
              library.isaLevel(),
              directory.subdirectory()));
    }
    return entries;
  }

  private void look(LdDirectories.Entry directory, String name, Map<String, Library> bySoname)
      throws FileSystemException {
    String path = LdDirectories.join(directory, name);
    Optional<Node> node = tree.lstat(path);
    boolean link = node.filter(Symlink.class::isInstance).isPresent();
    boolean plain = node.filter(RegularFile.class::isInstance).isPresent();
    boolean capability =
        legacy && !plain && directory.subdirectory().isEmpty() && machine.isCapability(name);
    boolean looked = isLibrary(name) || (!plain && !directory.subdirectory().isEmpty());
    if (!(looked || capability) || isTemporary(name)) {
      return;
    }
    Optional<Node> target = tree.stat(path);
    if (link && target.isEmpty()) {
      if (name.contains(".so.")) {
        tree.remove(path);
      }
      return;
    }
    if (capability && target.filter(Directory.class::isInstance).isPresent()) {
      directories.add(directory.path() + "/" + name, directory.libc6(), Optional.empty());
      return;
    }
    if (target.isPresent() && target.get() instanceof RegularFile file) {
      library(directory, name, file, link, bySoname);
    }
  }

  private void library(
      LdDirectories.Entry directory,
      String name,
      RegularFile file,
      boolean isLink,
      Map<String, Library> bySoname) {
    Optional<ElfFile> elf = libraries.read(file.content());
    int flags = elf.map(known -> machine.flags(known, legacy)).orElse(-1);
    if (elf.isEmpty() || flags < 0) {
      return;
    }
    if (flags == 1 && directory.libc6()) {
      flags = LdMachine.LIBC6;
    }
    String soname = elf.get().soname().orElse(name);
    // A link counts as one only where it is the soname's, or the development link to it.
    boolean link =
        isLink && (name.equals(soname) || (name.endsWith(".so") && soname.startsWith(name)));
    Library library = new Library(name, flags, link, machine.x86() ? elf.get().isaLevel() : 0);
    String key = link ? name : soname;
    Library known = bySoname.get(key);
    if (known == null) {
      bySoname.put(key, library);
    } else if ((!link && known.link())
        || (link == known.link() && machine.order().compare(known.name(), name) < 0)) {
      bySoname.put(key, new Library(name, known.flags(), link, library.isaLevel()));
    }
  }

  private void link(LdDirectories.Entry directory, String library, String soname)
      throws FileSystemException {
    String at = LdDirectories.join(directory, soname);
    String to = LdDirectories.join(directory, library);
    Optional<Node> present = tree.lstat(at);
    if (tree.stat(at).isPresent()) {
      boolean same = tree.sameFile(tree.canonical(at, true), tree.canonical(to, true));
      if (same || LOADERS.contains(soname) || present.filter(Symlink.class::isInstance).isEmpty()) {
        return;
      }
    }
    if (soname.indexOf('/') < 0 && !soname.isEmpty()) {
      tree.put(at, new Symlink(Attributes.generated(0777, origin), library));
    }
  }

  private static boolean isLibrary(String name) {
    return ((name.startsWith("lib") || name.startsWith("ld-")) && name.contains(".so"))
        || name.startsWith("ld.so.")
        || name.startsWith("ld64.so.");
  }

  /** Files that package managers and prelink have not finished. */
  private boolean isTemporary(String name) {
    boolean prelink =
        name.endsWith(".#prelink#")
            || (name.length() >= 17 && name.startsWith(".#prelink#.", name.length() - 17));
    return prelink
        || (!legacy
            && (name.indexOf(';') >= 0
                || name.endsWith(".dpkg-new")
                || name.endsWith(".dpkg-tmp")));
  }
}
