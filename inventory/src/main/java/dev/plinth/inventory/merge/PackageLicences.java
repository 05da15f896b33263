package dev.plinth.inventory.merge;

import dev.plinth.inventory.layers.CopyrightFacts;
import dev.plinth.inventory.layers.CopyrightReader;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.pkg.installed.PackageType;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives Debian's packages, whose database has no licences, those of their copyright files. The
 * folder of a package may be a link to that of another one of the same source (Debian Policy 12.5).
 */
final class PackageLicences {
  private final Merge merge;
  private final CopyrightReader reader;
  private final Map<String, CopyrightFacts> visible;
  private final Map<InstalledPackage, InstalledPackage> known = new HashMap<>();

  PackageLicences(Merge merge, CopyrightReader reader) {
    this.merge = merge;
    this.reader = reader;
    this.visible = merge.copyrights();
  }

  /** The package with its licence, where a visible file says one. */
  InstalledPackage of(InstalledPackage pkg) {
    return pkg.type() == PackageType.DEB && pkg.licence().isEmpty() && !visible.isEmpty()
        ? known.computeIfAbsent(pkg, this::read)
        : pkg;
  }

  private InstalledPackage read(InstalledPackage pkg) {
    CopyrightFacts file =
        visible.get(merge.links().follow("usr/share/doc/" + pkg.name() + "/copyright"));
    return file == null
        ? pkg
        : new InstalledPackage(
            pkg.type(),
            pkg.name(),
            pkg.version(),
            pkg.architecture(),
            pkg.source(),
            pkg.sourceVersion(),
            pkg.vendor(),
            reader.renamed(file.licence(), file.owner(), pkg.name()),
            pkg.module(),
            pkg.signer(),
            pkg.files());
  }
}
