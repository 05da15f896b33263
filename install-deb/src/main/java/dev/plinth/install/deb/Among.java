package dev.plinth.install.deb;

import dev.plinth.pkg.Dependency;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.PackageFile;
import dev.plinth.pkg.Relation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what a package needs among those that are installed with it. */
final class Among {
  private final Map<String, PackageFile> byName = new HashMap<>();
  private final Map<String, PackageFile> providers = new HashMap<>();

  Among(List<PackageFile> packages) {
    for (PackageFile file : packages) {
      byName.put(file.pkg().name(), file);
      file.pkg()
          .relations(Relation.Kind.PROVIDES)
          .forEach(
              relation -> providers.putIfAbsent(relation.alternatives().getFirst().name(), file));
    }
  }

  /** Of each relation of this kind the first alternative that is there, by its name or provided. */
  List<PackageFile> needed(Package pkg, Relation.Kind kind) {
    List<PackageFile> needed = new ArrayList<>();
    pkg.relations(kind)
        .forEach(relation -> {
          PackageFile found = first(relation);
          if (found != null) {
            needed.add(found);
          }
        });
    return needed;
  }

  private @Nullable PackageFile first(Relation relation) {
    for (Dependency alternative : relation.alternatives()) {
      PackageFile found = byName.get(alternative.name());
      found = found == null ? providers.get(alternative.name()) : found;
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
