package dev.plinth.inventory.merge;

import dev.plinth.inventory.language.Artifact;
import dev.plinth.inventory.layers.OwnedReader;
import dev.plinth.pkg.installed.InstalledPackage;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Finds out who owns what, by the databases that are visible in the end. */
final class Owners {
  private final Merge merge;
  private final Ownership ownership = new Ownership();

  /** Numbers of packages by name and version, and by name alone. */
  private final Map<String, Integer> numbers = new HashMap<>();

  private Owners(Merge merge) {
    this.merge = merge;
  }

  static Ownership of(Merge merge) throws IOException {
    Owners owners = new Owners(merge);
    owners.packages();
    owners.claims();
    for (Merge.Layer layer : merge.layers()) {
      owners.paths(layer);
    }
    return owners.ownership;
  }

  private void packages() {
    for (Listed listed : merge.history().visible()) {
      for (Artifact artifact : listed.packages()) {
        InstalledPackage pkg = artifact.pkg();
        if (pkg.type().isSystem()) {
          int number = ownership.add(pkg, merge.history().origin(listed, pkg));
          numbers.put(pkg.name() + "\t" + pkg.version(), number);
          numbers.putIfAbsent(pkg.name() + "\t", number);
        } else {
          ownership.claim(listed.span().path());
        }
      }
    }
  }

  /** Databases, and the scripts and sums beside them, are their package manager's. */
  private void claims() {
    for (Merge.Layer layer : merge.layers()) {
      for (Span span : layer.databases().values()) {
        ownership.claimFolder(span.path().substring(0, span.path().lastIndexOf('/')));
      }
    }
  }

  private void paths(Merge.Layer layer) throws IOException {
    OwnedReader.read(
        layer.scanned().owned().stream(),
        source -> {
          Span span = layer.databases().get(source);
          return source.isEmpty() || (span != null && span.isVisible());
        },
        (name, version, path) -> {
          String real = merge.links().canonical(path);
          Integer number = numbers.get(name + "\t" + version);
          if (number != null) {
            ownership.own(real, number);
          } else if (name.isEmpty()) {
            ownership.claim(real);
          }
        });
  }
}
