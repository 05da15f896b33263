package dev.plinth.install.deb;

import dev.plinth.pkg.Package;
import dev.plinth.pkg.PackageFile;
import dev.plinth.pkg.Relation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The Essential packages with all that they depend on, and the others; both in the order given.
 *
 * @param files what a bootstrap installs first
 */
record EssentialSet(List<PackageFile> files, List<PackageFile> others) {
  static EssentialSet of(List<PackageFile> packages) {
    Among among = new Among(packages);
    Deque<PackageFile> queue = new ArrayDeque<>();
    Set<String> chosen = new HashSet<>();
    for (PackageFile file : packages) {
      if (file.pkg().essential() && chosen.add(file.pkg().name())) {
        queue.add(file);
      }
    }
    while (!queue.isEmpty()) {
      Package pkg = queue.remove().pkg();
      for (Relation.Kind kind : List.of(Relation.Kind.PRE_DEPENDS, Relation.Kind.DEPENDS)) {
        for (PackageFile needed : among.needed(pkg, kind)) {
          if (chosen.add(needed.pkg().name())) {
            queue.add(needed);
          }
        }
      }
    }
    List<PackageFile> files = new ArrayList<>();
    List<PackageFile> others = new ArrayList<>();
    for (PackageFile file : packages) {
      (chosen.contains(file.pkg().name()) ? files : others).add(file);
    }
    return new EssentialSet(files, others);
  }
}
