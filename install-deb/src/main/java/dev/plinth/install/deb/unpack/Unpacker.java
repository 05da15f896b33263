package dev.plinth.install.deb.unpack;

import dev.plinth.deb.Deb822;
import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.install.deb.state.DpkgState.StatOverride;
import dev.plinth.install.deb.state.InstalledPackage;
import dev.plinth.install.deb.state.InstalledPackage.Conffile;
import dev.plinth.install.deb.state.Triggers;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.PackageFile;
import dev.plinth.pkg.PackageFile.Member;
import dev.plinth.rootfs.Attributes;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Node.Directory;
import dev.plinth.rootfs.Node.RegularFile;
import dev.plinth.rootfs.Node.Symlink;
import dev.plinth.rootfs.Origin;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts one package after the other into the tree as dpkg does: through links of folders, around
 * diversions, over files only of packages that it replaces; a folder that stands, stands.
 */
public final class Unpacker {
  private final Tree tree;
  private final DpkgState state;
  private final Conffiles conffiles;
  private final Ownership ownership;
  private final OverrideOwner overrideOwner;

  public Unpacker(Tree tree, DpkgState state, Conffiles conffiles) {
    this.tree = tree;
    this.state = state;
    this.conffiles = conffiles;
    this.ownership = new Ownership(state);
    this.overrideOwner = new OverrideOwner(tree);
  }

  /** The package as the database will have it; nothing is entered or changed yet. */
  public static InstalledPackage open(PackageFile file) {
    SortedMap<String, Content> info = new TreeMap<>(file.control());
    Content control = info.remove("control");
    if (control == null) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT, file.pkg() + " has no control file", "do not use this package");
    }
    return new InstalledPackage(
        file.pkg(),
        Deb822.parse(control.bytes(), StandardCharsets.ISO_8859_1, "control of " + file.pkg())
            .getFirst(),
        info);
  }

  /**
   * Puts the package's files into the tree and its paths into the database.
   *
   * @param extracted whether configuration files come to stand at once, as they do where the whole
   *     set was extracted before dpkg ran
   * @param listener told of triggers that watch the paths
   */
  public void unpack(
      PackageFile file, InstalledPackage pkg, boolean extracted, Triggers.Listener listener) {
    Conffiles.Listed listed = Conffiles.Listed.of(pkg);
    Set<String> known = new HashSet<>(listed.all());
    known.removeAll(listed.removed());
    Set<String> shipped = new HashSet<>();
    StringBuilder hashes = pkg.info().containsKey("md5sums") ? null : new StringBuilder();
    for (Member member : file.members()) {
      String path = member.path().equals("/") ? "/." : member.path();
      try {
        if (place(pkg, member, known.contains(path) && !extracted, listener)) {
          state.addFile(pkg, path);
          shipped.add(path);
        }
      } catch (FileSystemException e) {
        throw new PlinthException(
            ErrorCode.BAD_INPUT,
            file.pkg()
                + " cannot put "
                + RawPath.toText(path)
                + " where it belongs: "
                + e.getMessage(),
            "exclude one of the packages that disagree about it",
            e);
      }
      if (hashes != null && member.node() instanceof RegularFile plain && !known.contains(path)) {
        hashes.append(Conffiles.md5(plain.content())).append("  ");
        hashes.append(path, 1, path.length()).append('\n');
      }
    }
    enterConffiles(file, pkg, listed, shipped, extracted);
    if (hashes != null) {
      pkg.addInfo("md5sums", Content.ofRaw(hashes.toString()));
    }
  }

  /** The database has them in the order of the control file, not of the archive. */
  private static void enterConffiles(
      PackageFile file,
      InstalledPackage pkg,
      Conffiles.Listed listed,
      Set<String> shipped,
      boolean extracted) {
    SortedMap<String, RegularFile> contents = new TreeMap<>();
    for (Member member : file.members()) {
      if (extracted && member.node() instanceof RegularFile plain) {
        contents.put(member.path(), plain);
      }
    }
    for (String path : listed.all()) {
      if (listed.removed().contains(path)) {
        pkg.putConffile(new Conffile(path, Conffiles.NEW, Conffile.REMOVED));
      } else if (shipped.contains(path) && pkg.conffile(path).isEmpty()) {
        RegularFile plain = contents.get(path);
        pkg.putConffile(
            new Conffile(path, plain == null ? Conffiles.NEW : Conffiles.md5(plain.content()), ""));
      }
    }
  }

  /**
   * @return whether the path is the package's; not so where a package that replaces it is installed
   */
  private boolean place(
      InstalledPackage pkg, Member member, boolean conffile, Triggers.Listener listener)
      throws FileSystemException {
    String path = state.diversions().target(member.path(), pkg.name());
    state.triggers().watched(path, listener);
    Optional<Node> old = tree.lstat(path);
    if (member.node() instanceof Directory directory && tree.isDirectory(path)) {
      adopt(path, directory, old);
      return true;
    }
    if (member.node() instanceof Symlink link && stays(path, link, old)) {
      return true;
    }
    if (!(member.node() instanceof Directory) || old.isPresent()) {
      Ownership.Verdict verdict = ownership.judge(pkg, member.path());
      if (verdict == Ownership.Verdict.LEAVE) {
        return false;
      }
      if (verdict == Ownership.Verdict.TAKE) {
        take(pkg, member.path());
      }
    }
    if (conffile && member.node() instanceof RegularFile file) {
      conffiles.keep(pkg, member.path(), path, file);
      return true;
    }
    write(pkg, member, path, old);
    return true;
  }

  private void write(InstalledPackage pkg, Member member, String path, Optional<Node> old)
      throws FileSystemException {
    if (old.isPresent() && old.get() instanceof Directory && !tree.list(path).isEmpty()) {
      throw new FileSystemException(path, null, "a folder that is not empty stands there");
    }
    if (old.isPresent()) {
      tree.remove(path);
    }
    tree.mkdirs(RawPath.parent(path), new Origin.Packaged(pkg.name()));
    if (member.hardLinkTo() != null) {
      tree.link(state.diversions().target(member.hardLinkTo(), pkg.name()), path);
    } else {
      tree.put(path, overridden(member.path(), member.node()));
    }
  }

  /** A folder that was made before its package came: it keeps its mode and gets its time. */
  private void adopt(String path, Directory shipped, Optional<Node> old)
      throws FileSystemException {
    if (old.isPresent()
        && old.get() instanceof Directory standing
        && standing.attributes().mtime() == Attributes.GENERATED) {
      Attributes attributes = standing.attributes();
      tree.put(
          path,
          standing.with(
              attributes
                  .withMtime(shipped.attributes().mtime())
                  .withOrigin(shipped.attributes().origin())));
    }
  }

  /** A folder is never replaced by a link, nor a link by one that leads to the same folder. */
  private boolean stays(String path, Symlink link, Optional<Node> old) throws FileSystemException {
    if (old.isEmpty()) {
      return false;
    }
    if (old.get() instanceof Directory) {
      return true;
    }
    if (old.get() instanceof Symlink && tree.isDirectory(path)) {
      String target =
          link.target().startsWith("/")
              ? link.target()
              : RawPath.join(RawPath.parent(path), link.target());
      return tree.isDirectory(target)
          && tree.canonical(target, true).equals(tree.canonical(path, true));
    }
    return false;
  }

  /** The path leaves the lists of those that had it. */
  private void take(InstalledPackage pkg, String path) throws FileSystemException {
    for (InstalledPackage other : state.owners(path)) {
      if (!other.name().equals(pkg.name())) {
        state.loseFile(other, path);
        other
            .conffile(path)
            .ifPresent(c -> other.putConffile(new Conffile(c.path(), c.md5(), Conffile.OBSOLETE)));
        new dev.plinth.install.deb.database.DpkgFiles(tree).writeList(other);
      }
    }
  }

  /**
   * Removes what only the older version of a package had; its configuration files stay, known as
   * obsolete.
   */
  public void removeObsolete(
      InstalledPackage old, InstalledPackage fresh, Triggers.Listener listener)
      throws FileSystemException {
    new Obsolete(tree, state).remove(old, fresh, listener);
  }

  private Node overridden(String path, Node node) throws FileSystemException {
    StatOverride override = state.overrides().get(path);
    if (override == null) {
      return node;
    }
    return node.with(
        node.attributes()
            .withMode(Integer.parseInt(override.mode(), 8))
            .withOwner(overrideOwner.user(override.user()), overrideOwner.group(override.group())));
  }
}
