package dev.plinth.app;

import dev.plinth.deb.Paragraph;
import dev.plinth.deb.index.PackageStanza;
import dev.plinth.install.deb.state.InstalledPackage;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.PackageDetails;
import dev.plinth.rootfs.Content;
import dev.plinth.rootfs.Node;
import dev.plinth.rootfs.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What dpkg's database and the documentation of installed packages say of them. */
final class DebianDetails {
  private DebianDetails() {}

  static List<PackageDetails> of(
      Tree tree, Collection<InstalledPackage> installed, String architecture) {
    List<PackageDetails> details = new ArrayList<>();
    for (InstalledPackage one : installed) {
      Paragraph control = one.control();
      Package pkg = PackageStanza.installed(control, architecture, "dpkg's database");
      details.add(
          new PackageDetails(
              pkg,
              control.text("Maintainer"),
              control.text("Homepage"),
              control.text("Description"),
              copyright(tree, pkg.name())));
    }
    details.sort(
        Comparator.comparing((PackageDetails d) -> d.pkg().name())
            .thenComparing(d -> d.pkg().architecture()));
    return details;
  }

  /** Debian Policy 12.5; the folder may be a link to that of another package of the same source. */
  private static Optional<Content> copyright(Tree tree, String name) {
    return tree.stat("/usr/share/doc/" + name + "/copyright")
        .flatMap(node ->
            node instanceof Node.RegularFile file ? Optional.of(file.content()) : Optional.empty());
  }
}
