package dev.plinth.pkg.installed;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one file of a database says.
 *
 * @param packages what is installed by it
 * @param files paths owned, by package name, where another file lists the packages (dpkg's {@code
 *     info/NAME.list}); without leading slashes
 * @param gaps what could not be read, one sentence each; what was read stands all the same
 */
public record DatabaseFile(
    List<InstalledPackage> packages, SortedMap<String, List<String>> files, List<String> gaps) {
  public DatabaseFile {
    packages = List.copyOf(packages);
    files = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(files));
    gaps = List.copyOf(gaps);
  }

  /** Packages, all of them readable. */
  public static DatabaseFile of(List<InstalledPackage> packages) {
    return new DatabaseFile(packages, new TreeMap<>(Map.of()), List.of());
  }
}
