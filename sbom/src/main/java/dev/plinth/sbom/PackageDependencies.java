package dev.plinth.sbom;

import dev.plinth.pkg.Dependency;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.Relation;
import dev.plinth.pkg.VersionScheme;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which installed packages satisfy the dependencies of which. */
public final class PackageDependencies {
  private final Map<String, Package> installed = new HashMap<>();
  private final Map<String, List<Provided>> provided = new HashMap<>();
  private final VersionScheme versions;

  private record Provided(Package by, Dependency as) {}

  private PackageDependencies(List<Package> packages, VersionScheme versions) {
    this.versions = versions;
    for (Package pkg : packages) {
      installed.put(pkg.name(), pkg);
      pkg.relations(Relation.Kind.PROVIDES)
          .flatMap(relation -> relation.alternatives().stream())
          .forEach(as ->
              provided
                  .computeIfAbsent(as.name(), _ -> new ArrayList<>())
                  .add(new Provided(pkg, as)));
    }
  }

  /**
   * For each package by name, the names of those that satisfy its Depends and Pre-Depends: of each
   * relation the first alternative that an installed package satisfies. What nothing satisfies
   * (dropped on purpose from a micro image) is left out.
   */
  public static SortedMap<String, List<String>> of(List<Package> packages, VersionScheme versions) {
    PackageDependencies all = new PackageDependencies(packages, versions);
    SortedMap<String, List<String>> result = new TreeMap<>();
    for (Package pkg : packages) {
      TreeSet<String> names = new TreeSet<>();
      for (Relation relation : pkg.relations()) {
        if (relation.kind() == Relation.Kind.DEPENDS
            || relation.kind() == Relation.Kind.PRE_DEPENDS) {
          all.satisfying(relation).ifPresent(names::add);
        }
      }
      names.remove(pkg.name());
      result.put(pkg.name(), List.copyOf(names));
    }
    return result;
  }

  private Optional<String> satisfying(Relation relation) {
    return relation.alternatives().stream()
        .flatMap(alternative -> satisfying(alternative).stream())
        .findFirst();
  }

  private Optional<String> satisfying(Dependency wanted) {
    Optional<Package> real = Optional.ofNullable(installed.get(wanted.name()));
    return real.filter(pkg -> wanted.admits(pkg.version(), versions))
        .or(() ->
            provided.getOrDefault(wanted.name(), List.of()).stream()
                .filter(entry -> admits(wanted, entry.as()))
                .map(Provided::by)
                .findFirst())
        .map(Package::name);
  }

  /** A provision without a version satisfies only a dependency without one (Policy 7.5). */
  private boolean admits(Dependency wanted, Dependency as) {
    return wanted.operator() == Dependency.Operator.ANY
        || (as.operator() == Dependency.Operator.EQUAL && wanted.admits(as.version(), versions));
  }
}
