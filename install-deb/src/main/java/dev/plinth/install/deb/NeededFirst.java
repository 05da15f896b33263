package dev.plinth.install.deb;

import dev.plinth.install.deb.configure.Dpkg;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.PackageFile;
import dev.plinth.pkg.Relation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Unpacks packages in the order in which apt does: by what counts for it, each behind all that it
 * depends on. What one of them pre-depends on is configured before it, with all that this needs
 * (Debian Policy 7.2).
 */
final class NeededFirst {
  private static final int ESSENTIAL = 200;
  private static final int PRE_DEPENDING = 50;

  private final Dpkg dpkg;
  private final Among among;
  private final Set<String> begun = new HashSet<>();
  private final Set<String> unpacked = new HashSet<>();
  private final Set<String> configured = new HashSet<>();

  NeededFirst(Dpkg dpkg, List<PackageFile> packages) {
    this.dpkg = dpkg;
    this.among = new Among(packages);
  }

  void unpack(List<PackageFile> files) {
    List<PackageFile> order = new ArrayList<>(files);
    order.sort(
        Comparator.comparingInt((PackageFile file) -> -score(file.pkg()))
            .thenComparing(file -> file.pkg().name()));
    order = sorted(order, List.of(Relation.Kind.PRE_DEPENDS));
    sorted(order, List.of(Relation.Kind.PRE_DEPENDS, Relation.Kind.DEPENDS)).forEach(this::unpack);
  }

  /** As apt's list for unpacking counts (pkgOrderList in apt's source, orderlist.cc). */
  private static int score(Package pkg) {
    int score = pkg.essential() ? ESSENTIAL : 0;
    if (pkg.relations(Relation.Kind.PRE_DEPENDS).findAny().isPresent()) {
      score += PRE_DEPENDING;
    }
    return score
        + switch (pkg.priority()) {
          case "required" -> 5;
          case "important" -> 4;
          case "standard" -> 3;
          case "extra" -> 0;
          default -> 1;
        };
  }

  /** Each behind what it needs of the kinds given. */
  private List<PackageFile> sorted(List<PackageFile> files, List<Relation.Kind> kinds) {
    List<PackageFile> order = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    files.forEach(file -> visit(file, kinds, seen, order));
    return order;
  }

  private void visit(
      PackageFile file, List<Relation.Kind> kinds, Set<String> seen, List<PackageFile> order) {
    if (seen.add(file.pkg().name())) {
      for (Relation.Kind kind : kinds) {
        among.needed(file.pkg(), kind).forEach(one -> visit(one, kinds, seen, order));
      }
      order.add(file);
    }
  }

  private void unpack(PackageFile file) {
    if (!begun.add(file.pkg().name())) {
      return;
    }
    for (PackageFile needed : among.needed(file.pkg(), Relation.Kind.PRE_DEPENDS)) {
      configure(needed);
    }
    dpkg.unpack(file, false);
    unpacked.add(file.pkg().name());
  }

  private void configure(PackageFile file) {
    List<PackageFile> closure = new ArrayList<>();
    collect(file, closure);
    List<String> names = new ArrayList<>();
    for (PackageFile one : closure) {
      unpack(one);
      if (unpacked.contains(one.pkg().name())) {
        // Else it is what this is needed for: a circle.
        names.add(one.pkg().name());
      }
    }
    dpkg.configure(names);
  }

  /** It and all that it depends on, as far as not configured: what is needed comes first. */
  private void collect(PackageFile file, List<PackageFile> closure) {
    if (!configured.add(file.pkg().name())) {
      return;
    }
    among.needed(file.pkg(), Relation.Kind.PRE_DEPENDS).forEach(one -> collect(one, closure));
    among.needed(file.pkg(), Relation.Kind.DEPENDS).forEach(one -> collect(one, closure));
    closure.add(file);
  }
}
