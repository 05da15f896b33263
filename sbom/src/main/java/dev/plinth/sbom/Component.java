package dev.plinth.sbom;

import dev.plinth.licence.LicenceFinding;
import dev.plinth.pkg.Package;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * An installed package.
 *
 * @param pkg whose path is empty where nothing is known of the package file
 * @param files that are in the image, sorted by path
 * @param dependsOn names of other packages of the image, sorted ({@link PackageDependencies})
 */
public record Component(
    Package pkg,
    About about,
    LicenceFinding licence,
    List<FileEntry> files,
    List<String> dependsOn) {

  /**
   * What a package says of itself.
   *
   * @param maintainer {@code Name <address>}; empty where missing
   * @param homepage empty where missing
   * @param description all of its lines; empty where missing
   */
  public record About(String maintainer, String homepage, String description) {
    public static final About NOTHING = new About("", "", "");
  }

  public Component {
    files = files.stream().sorted(Comparator.comparing(FileEntry::path)).toList();
    dependsOn = List.copyOf(new TreeSet<>(dependsOn));
  }
}
