package dev.plinth.install.deb.unpack;

import dev.plinth.pkg.Dependency;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.PackageFile;
import dev.plinth.pkg.Relation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The order in which packages are unpacked and configured: what a package depends on comes before
 * it; a circle of dependencies is entered where dpkg would break it, at a package without a
 * postinst, else at the first by name. Essential packages and what they need come first.
 */
public final class ConfigureOrder {
  private final Map<String, PackageFile> byName = new HashMap<>();
  private final Map<String, List<String>> providers = new HashMap<>();
  private final Set<String> done = new LinkedHashSet<>();
  private final Deque<String> path = new ArrayDeque<>();
  private final Set<String> onPath = new HashSet<>();

  private ConfigureOrder(Collection<PackageFile> files) {
    for (PackageFile file : files) {
      Package pkg = file.pkg();
      byName.put(pkg.name(), file);
      providers.computeIfAbsent(pkg.name(), _ -> new ArrayList<>()).add(pkg.name());
      pkg.relations(Relation.Kind.PROVIDES)
          .flatMap(relation -> relation.alternatives().stream())
          .map(Dependency::name)
          .distinct()
          .forEach(name -> providers.computeIfAbsent(name, _ -> new ArrayList<>()).add(pkg.name()));
    }
  }

  /** The files in that order; the order of the argument does not matter. */
  public static List<PackageFile> of(Collection<PackageFile> files) {
    ConfigureOrder order = new ConfigureOrder(files);
    List<PackageFile> sorted =
        files.stream()
            .sorted(
                Comparator.comparing((PackageFile f) -> !isFirst(f.pkg()))
                    .thenComparing(f -> !f.pkg().essential())
                    .thenComparing(f -> f.pkg().name()))
            .toList();
    sorted.forEach(file -> order.visit(file.pkg().name()));
    return order.done.stream().map(order::file).toList();
  }

  /** Accounts and the base of the file system are there before anything else needs them. */
  private static boolean isFirst(Package pkg) {
    return pkg.name().equals("base-passwd") || pkg.name().equals("base-files");
  }

  private PackageFile file(String name) {
    @Nullable PackageFile file = byName.get(name);
    if (file == null) {
      throw new IllegalArgumentException(name);
    }
    return file;
  }

  private void visit(String name) {
    if (done.contains(name) || onPath.contains(name)) {
      return;
    }
    path.push(name);
    onPath.add(name);
    for (Relation.Kind kind : List.of(Relation.Kind.PRE_DEPENDS, Relation.Kind.DEPENDS)) {
      file(name).pkg().relations(kind).forEach(this::visit);
    }
    path.pop();
    onPath.remove(name);
    done.add(name);
  }

  private void visit(Relation relation) {
    for (Dependency alternative : relation.alternatives()) {
      for (String provider : providers.getOrDefault(alternative.name(), List.of())) {
        visit(provider);
      }
    }
  }
}
