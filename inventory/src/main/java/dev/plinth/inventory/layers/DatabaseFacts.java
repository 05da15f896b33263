package dev.plinth.inventory.layers;

import dev.plinth.pkg.installed.InstalledPackage;
import java.util.List;

/**
 * What one file of a package database says in one layer.
 *
 * @param path raw, in the layer
 * @param packages without their files, which are among the owned paths of the layer
 */
public record DatabaseFacts(String path, List<InstalledPackage> packages) {
  public DatabaseFacts {
    packages = List.copyOf(packages);
  }
}
