package dev.plinth.install.deb.unpack;

import dev.plinth.install.deb.state.DpkgState;
import dev.plinth.install.deb.state.InstalledPackage;
import dev.plinth.install.deb.state.InstalledPackage.Conffile;
import dev.plinth.install.deb.state.Triggers;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.RawPath;
import dev.plinth.rootfs.Tree;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Files of a package's older version that the new one has no more. */
final class Obsolete {
  private final Tree tree;
  private final DpkgState state;

  Obsolete(Tree tree, DpkgState state) {
    this.tree = tree;
    this.state = state;
  }

  void remove(InstalledPackage old, InstalledPackage fresh, Triggers.Listener listener)
      throws FileSystemException {
    for (String path : Conffiles.Listed.of(fresh).removed()) {
      removeConffile(old, path);
    }
    Set<String> standing = new HashSet<>();
    for (String path : fresh.files()) {
      standing.add(real(path, fresh));
    }
    List<String> paths = new ArrayList<>(old.files());
    for (String path : paths.reversed()) {
      if (fresh.owns(path) || path.equals("/.")) {
        continue;
      }
      Optional<Conffile> conffile = old.conffile(path);
      if (conffile.isPresent()) {
        fresh.putConffile(new Conffile(path, conffile.get().md5(), Conffile.OBSOLETE));
        state.addFile(fresh, path);
        continue;
      }
      // The same place by another way, as after a merge of /usr.
      String real = real(path, old);
      if (!standing.contains(real) && remove(real, path, listener) && old.info().isEmpty()) {
        removeLinks(real);
      }
    }
    for (Conffile conffile : old.conffiles()) {
      if (fresh.conffile(conffile.path()).isPresent()) {
        Conffile now = fresh.conffile(conffile.path()).get();
        if (now.md5().equals(Conffiles.NEW) && now.mark().isEmpty()) {
          fresh.putConffile(new Conffile(now.path(), conffile.md5(), ""));
        }
      }
    }
  }

  private String real(String path, InstalledPackage owner) {
    String target = state.diversions().target(path, owner.name());
    try {
      return tree.canonical(target, false);
    } catch (FileSystemException e) {
      return target;
    }
  }

  /**
   * @return whether it was no folder and is gone
   */
  private boolean remove(String real, String path, Triggers.Listener listener)
      throws FileSystemException {
    Optional<Node> node = tree.lstat(real);
    if (node.isEmpty() || !state.owners(path).isEmpty()) {
      return false;
    }
    if (node.get() instanceof Node.Directory) {
      if (tree.list(real).isEmpty()) {
        tree.remove(real);
      }
      return false;
    }
    state.triggers().activate(path, listener);
    tree.remove(real);
    return true;
  }

  /**
   * Records of images without a package manager name no links, while dpkg's lists do: links beside
   * a file that lead to it are taken for its package's own, and would lead nowhere.
   */
  private void removeLinks(String gone) throws FileSystemException {
    String folder = RawPath.parent(gone);
    String name = gone.substring(gone.lastIndexOf('/') + 1);
    for (String beside : List.copyOf(tree.list(folder))) {
      String link = RawPath.join(folder, beside);
      if (tree.lstat(link).orElse(null) instanceof Node.Symlink symlink
          && symlink.target().equals(name)
          && state.owners(link).isEmpty()) {
        tree.remove(link);
        removeLinks(link);
      }
    }
  }

  private void removeConffile(InstalledPackage old, String path) throws FileSystemException {
    Optional<Conffile> known = old.conffile(path);
    if (known.isPresent() && tree.isRegularFile(path) && state.owners(path).isEmpty()) {
      if (Conffiles.md5(tree.content(path)).equals(known.get().md5())) {
        tree.remove(path);
      } else {
        tree.rename(path, path + ".dpkg-old");
      }
    }
  }
}
