package dev.plinth.install.deb.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The order in which dpkg walks over what it knows: that of its hash tables (FNV-1a). It decides
 * the order of lines in its files, and which of several open triggers is processed first.
 */
public final class HashOrder {
  private static final long PACKAGES = 65_521;
  private static final long PATHS = 262_139;

  private HashOrder() {}

  /** Packages in the order of their names' places. */
  public static List<InstalledPackage> packages(Collection<InstalledPackage> packages) {
    return sorted(packages, InstalledPackage::name, PACKAGES);
  }

  /** Things in the order of their paths' places. */
  static <T> List<T> paths(Collection<T> things, Function<T, String> path) {
    return sorted(things, thing -> path.apply(thing).substring(1), PATHS);
  }

  private static <T> List<T> sorted(Collection<T> things, Function<T, String> name, long places) {
    List<T> sorted = new ArrayList<>(things);
    sorted.sort(Comparator.comparingLong((T thing) -> place(name.apply(thing), places)));
    return sorted;
  }

  private static long place(String name, long places) {
    int hash = 0x811c9dc5;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 16_777_619;
    }
    return Integer.toUnsignedLong(hash) % places;
  }
}
