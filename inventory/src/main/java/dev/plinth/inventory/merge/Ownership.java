package dev.plinth.inventory.merge;

import dev.plinth.inventory.listing.PathHash;
import dev.plinth.inventory.listing.PathTable;
import dev.plinth.pkg.installed.InstalledPackage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which package of the distribution a file belongs to, by its real path. */
final class Ownership {
  /** Most paths: some 70 MB then. */
  private static final int MOST = 3_000_000;

  private static final String NODE = "node_modules/";

  /** The number of files that a package of a language claims. */
  private static final int CLAIMED = -1;

  private final PathTable owners = new PathTable(MOST);
  private final PathTable folders = new PathTable(MOST);
  private final List<Owner> packages = new ArrayList<>();
  private boolean full;

  private record Owner(InstalledPackage pkg, int layer) {}

  /** Whether paths were left out, so that owned files look as if they were nobody's. */
  boolean isFull() {
    return full;
  }

  /**
   * Makes a package known; returns its number.
   *
   * @param layer the one that brought it
   */
  int add(InstalledPackage pkg, int layer) {
    packages.add(new Owner(pkg, layer));
    return packages.size();
  }

  /** A path that belongs to the package of this number. */
  void own(String path, int number) {
    full |= !owners.put(PathHash.of(path), number);
  }

  /** A path that belongs to a package of a language, and to no other. */
  void claim(String path) {
    long hash = PathHash.of(path);
    if (owners.get(hash) == 0) {
      full |= !owners.put(hash, CLAIMED);
    }
  }

  /** The folder of a package manager: what lies in it is its own. */
  void claimFolder(String path) {
    full |= !folders.put(PathHash.of(path), CLAIMED);
  }

  /**
   * The package that brought what a file shows. Not one that is older: somebody put another file in
   * its place since (npm that updated itself, a JAR that was copied over), and no advisory of the
   * distribution speaks of that.
   *
   * @param layer the one that brought what the file shows
   */
  Optional<InstalledPackage> owner(String path, int layer) {
    int number = owners.get(PathHash.of(path));
    if (number <= 0 || packages.get(number - 1).layer() < layer) {
      return Optional.empty();
    }
    return Optional.of(packages.get(number - 1).pkg());
  }

  /** Whether it belongs to any package; npm's own the whole of their folders. */
  boolean isOwned(String path) {
    if (owners.get(PathHash.of(path)) != 0) {
      return true;
    }
    int slash = path.lastIndexOf('/');
    return slash > 0
        && (folders.get(PathHash.of(path, slash)) != 0
            || path.startsWith(NODE)
            || path.contains("/" + NODE));
  }
}
