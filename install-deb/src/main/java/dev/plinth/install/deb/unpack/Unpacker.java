package dev.plinth.install.deb.unpack;

import dev.plinth.deb.Deb822;
import dev.plinth.deb.DebVersions;
import dev.plinth.install.deb.state.Diversions;
import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.install.deb.state.InstalledPackage;
import dev.plinth.install.deb.state.Triggers;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.Dependency;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.PackageFile;
import dev.plinth.pkg.PackageFile.Member;
import dev.plinth.pkg.Relation;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Unpacks one package after the other as dpkg does: through links of folders, around diversions,
 * over files only of packages that it replaces.
 */
public final class Unpacker {
  private final Tree tree;
  private final DpkgState state;
  private final String architecture;

  public Unpacker(Tree tree, DpkgState state) {
    this.tree = tree;
    this.state = state;
    this.architecture = state.architecture();
  }

  /** Enters the package into the database, before its preinst runs: {@code half-installed}. */
  public InstalledPackage announce(PackageFile file) {
    SortedMap<String, Content> info = new TreeMap<>(file.control());
    Content control = info.remove("control");
    if (control == null) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT, file.pkg() + " has no control file", "do not use this package");
    }
    InstalledPackage pkg =
        new InstalledPackage(
            Deb822.parse(control.bytes(), StandardCharsets.ISO_8859_1, "control of " + file.pkg())
                .getFirst(),
            info);
    state.add(pkg);
    return pkg;
  }

  /** Puts the package's files into the tree. */
  public void unpack(PackageFile file, InstalledPackage pkg) {
    Set<String> conffiles = new LinkedHashSet<>(conffiles(pkg));
    Map<String, String> hashes = new HashMap<>();
    for (Member member : file.members()) {
      pkg.addFile(member.path().equals("/") ? "/." : member.path());
      try {
        place(file.pkg(), member);
      } catch (FileSystemException e) {
        throw new PlinthException(
            ErrorCode.BAD_INPUT,
            file.pkg()
                + " cannot put "
                + RawPath.toText(member.path())
                + " where it belongs: "
                + e.getMessage(),
            "exclude one of the packages that disagree about it",
            e);
      }
      if (conffiles.contains(member.path()) && member.node() instanceof Node.RegularFile conffile) {
        hashes.put(member.path(), md5(conffile.content()));
      }
      state.triggers().touched(member.path());
    }
    // The database lists them in the order of the control file, not of the archive.
    for (String path : conffiles) {
      String hash = hashes.get(path);
      if (hash != null) {
        pkg.addConffile(path, hash);
      }
    }
    Content triggers = pkg.info().get("triggers");
    if (triggers != null) {
      String text = new String(triggers.bytes(), StandardCharsets.UTF_8);
      state.triggers().interests(pkg.name(), text);
      Triggers.activations(text).forEach(state.triggers()::activate);
    }
    pkg.stage(InstalledPackage.Stage.UNPACKED);
  }

  private static java.util.List<String> conffiles(InstalledPackage pkg) {
    Content list = pkg.info().get("conffiles");
    return list == null
        ? java.util.List.of()
        : new String(list.bytes(), StandardCharsets.ISO_8859_1)
            .lines()
            .map(String::strip)
            .filter(line -> line.startsWith("/"))
            .toList();
  }

  private void place(Package pkg, Member member) throws FileSystemException {
    String path = state.diversions().target(member.path(), pkg.name());
    Optional<Node> old = tree.lstat(path);
    if (member.node() instanceof Node.Directory directory) {
      directory(path, directory, old);
      return;
    }
    if (old.isPresent()) {
      conflict(pkg, path, old.get());
      if (old.get() instanceof Node.Directory) {
        throw new FileSystemException(path, null, "a folder of another package stands there");
      }
      tree.remove(path);
    }
    if (member.hardLinkTo() != null) {
      tree.link(state.diversions().target(member.hardLinkTo(), pkg.name()), path);
    } else {
      tree.put(path, overridden(member.path(), member.node()));
    }
  }

  /** A folder that exists, also by way of a link, stays what it is (dpkg's own rule). */
  private void directory(String path, Node.Directory directory, Optional<Node> old)
      throws FileSystemException {
    if (tree.isDirectory(path)) {
      boolean made =
          old.isPresent()
              && old.get() instanceof Node.Directory
              && !(old.get().attributes().origin() instanceof Origin.Packaged);
      boolean implied = old.isPresent() && old.get().attributes().mtime() == Attributes.GENERATED;
      if (made || (implied && old.get() instanceof Node.Directory)) {
        tree.put(path, overridden(path, directory));
      }
      return;
    }
    if (old.isPresent()) {
      throw new FileSystemException(path, null, "what stands there is no folder");
    }
    tree.put(path, overridden(path, directory));
  }

  private Node overridden(String path, Node node) {
    String line = state.overrides().get(path);
    if (line == null) {
      return node;
    }
    String[] words = line.split(" ");
    return node.with(
        node.attributes()
            .withMode(Integer.parseInt(words[2], 8))
            .withOwner(Integer.parseInt(words[0]), Integer.parseInt(words[1])));
  }

  /** Overwriting another package's file needs Replaces, or the same content (Policy 7.6.1). */
  private void conflict(Package pkg, String path, Node old) {
    if (!(old.attributes().origin() instanceof Origin.Packaged owner)
        || owner.packageName().equals(pkg.name())) {
      return;
    }
    Optional<InstalledPackage> other = state.find(owner.packageName());
    boolean replaces =
        other.isPresent()
            && pkg.relations(Relation.Kind.REPLACES)
                .flatMap(relation -> relation.alternatives().stream())
                .anyMatch(dependency -> names(dependency, other.get()));
    boolean diverted =
        state.diversions().all().stream().map(Diversions.Diversion::path).anyMatch(path::equals);
    if (!replaces && !diverted && !sharable(pkg, other)) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          pkg
              + " would overwrite "
              + RawPath.toText(path)
              + ", which belongs to "
              + owner.packageName(),
          "exclude one of the two packages; they do not go together");
    }
  }

  private static boolean names(Dependency dependency, InstalledPackage other) {
    return dependency.name().equals(other.name())
        && dependency.admits(other.version(), DebVersions.INSTANCE);
  }

  /** The same package of another architecture shares its files. */
  private boolean sharable(Package pkg, Optional<InstalledPackage> other) {
    return other.isPresent()
        && other.get().name().equals(pkg.name())
        && !other.get().architecture().equals(architecture);
  }

  private static String md5(Content content) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      return HexFormat.of().formatHex(md5.digest(content.bytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
