package dev.plinth.install.deb.unpack;

import dev.plinth.install.deb.state.InstalledPackage;
import dev.plinth.install.deb.state.InstalledPackage.Conffile;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Node.RegularFile;
import dev.plinth.rootfs.Tree;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Configuration files between unpacking and configuring: dpkg puts the new one beside the old, and
 * decides when the package is configured. A file that was changed by hand stays.
 */
public final class Conffiles {
  /** The hash of one that no configured version had. */
  static final String NEW = "newconffile";

  private record Pending(String target, RegularFile node) {}

  private final Tree tree;
  private final Map<String, Map<String, Pending>> pending = new LinkedHashMap<>();

  public Conffiles(Tree tree) {
    this.tree = tree;
  }

  /**
   * A package's conffiles as its control file lists them.
   *
   * @param all in that order
   * @param removed those marked {@code remove-on-upgrade}, which it does not ship
   */
  record Listed(List<String> all, Set<String> removed) {
    static Listed of(InstalledPackage pkg) {
      List<String> all = new ArrayList<>();
      Set<String> removed = new LinkedHashSet<>();
      pkg.info("conffiles")
          .ifPresent(content -> {
            for (String line :
                new String(content.bytes(), StandardCharsets.ISO_8859_1).split("\n", -1)) {
              String stripped = line.strip();
              if (stripped.startsWith("/")) {
                all.add(stripped);
              } else if (stripped.startsWith(Conffile.REMOVED + " ")) {
                String path = stripped.substring(Conffile.REMOVED.length()).strip();
                all.add(path);
                removed.add(path);
              }
            }
          });
      return new Listed(all, removed);
    }
  }

  /**
   * Keeps a new version aside.
   *
   * @param path in the package
   * @param target where it goes, diversions followed
   */
  void keep(InstalledPackage pkg, String path, String target, RegularFile node) {
    pending
        .computeIfAbsent(pkg.name(), _ -> new LinkedHashMap<>())
        .put(path, new Pending(target, node));
  }

  /** Decides over all of a package's conffiles. */
  public void settle(InstalledPackage pkg) throws FileSystemException {
    Map<String, Pending> mine = pending.remove(pkg.name());
    if (mine == null) {
      return;
    }
    for (Map.Entry<String, Pending> entry : mine.entrySet()) {
      String old = pkg.conffile(entry.getKey()).map(Conffile::md5).orElse(NEW);
      String md5 = md5(entry.getValue().node().content());
      settle(entry.getValue(), old, md5);
      pkg.putConffile(new Conffile(entry.getKey(), md5, ""));
    }
  }

  private void settle(Pending file, String old, String fresh) throws FileSystemException {
    String target = tree.canonical(file.target(), true);
    Optional<Node> standing = tree.stat(target);
    String current =
        standing.isPresent() && standing.get() instanceof RegularFile there
            ? md5(there.content())
            : "";
    if (current.equals(fresh)) {
      // The same text: the new file takes the old one's owner and mode (file_copy_perms).
      put(target, file.node(), standing);
    } else if (current.isEmpty() && old.equals(NEW)) {
      put(target, file.node(), Optional.empty());
    } else if (current.equals(old)) {
      put(target, file.node(), standing);
    } else if (!old.equals(fresh) && !current.isEmpty()) {
      // Both sides changed it: what was made by hand stays, the package's lies beside.
      put(target + ".dpkg-dist", file.node(), standing);
    }
  }

  private void put(String path, RegularFile node, Optional<Node> like) throws FileSystemException {
    Attributes attributes = node.attributes();
    if (like.isPresent()) {
      Attributes old = like.get().attributes();
      attributes = attributes.withMode(old.mode()).withOwner(old.uid(), old.gid());
    }
    tree.put(path, node.with(attributes));
  }

  static String md5(Content content) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      return HexFormat.of().formatHex(md5.digest(content.bytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
