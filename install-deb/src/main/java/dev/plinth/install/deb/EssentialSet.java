package dev.plinth.install.deb;

import dev.plinth.pkg.Dependency;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.PackageFile;
import dev.plinth.pkg.Relation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Essential packages with all that they depend on, and the others; both in the order given.
 *
 * @param files what a bootstrap installs first
 */
record EssentialSet(List<PackageFile> files, List<PackageFile> others) {
  static EssentialSet of(List<PackageFile> packages) {
    Map<String, Package> byName = new HashMap<>();
    Map<String, Package> providers = new HashMap<>();
    Deque<Package> queue = new ArrayDeque<>();
    for (PackageFile file : packages) {
      Package pkg = file.pkg();
      byName.put(pkg.name(), pkg);
      pkg.relations(Relation.Kind.PROVIDES)
          .forEach(
              relation -> providers.putIfAbsent(relation.alternatives().getFirst().name(), pkg));
      if (pkg.essential()) {
        queue.add(pkg);
      }
    }
    Set<Package> chosen = new HashSet<>(queue);
    while (!queue.isEmpty()) {
      Package pkg = queue.remove();
      Stream.concat(pkg.relations(Relation.Kind.PRE_DEPENDS), pkg.relations(Relation.Kind.DEPENDS))
          .forEach(relation -> {
            Package needed = first(relation, byName, providers);
            if (needed != null && chosen.add(needed)) {
              queue.add(needed);
            }
          });
    }
    List<PackageFile> files = new ArrayList<>();
    List<PackageFile> others = new ArrayList<>();
    for (PackageFile file : packages) {
      (chosen.contains(file.pkg()) ? files : others).add(file);
    }
    return new EssentialSet(files, others);
  }

  /** The first alternative that is among the packages, under its own name or provided. */
  private static @Nullable Package first(
      Relation relation, Map<String, Package> byName, Map<String, Package> providers) {
    for (Dependency alternative : relation.alternatives()) {
      Package found = byName.get(alternative.name());
      if (found == null) {
        found = providers.get(alternative.name());
      }
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
