package dev.plinth.app;

import dev.plinth.inventory.system.Releases;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.layout.LayoutStore;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.RepositoryIndex;
import java.util.List;

/** What a distribution has to offer now, by indexes whose signatures were verified. */
public final class SignedIndex {
  private final String name;
  private final RepositoryIndex index;

  private SignedIndex(String name, RepositoryIndex index) {
    this.name = name;
    this.index = index;
  }

  /**
   * Asks the mirrors of this machine.
   *
   * @param family os-release's ID
   * @param version os-release's VERSION_ID
   * @param architecture as packages name it
   * @throws PlinthException where it cannot be had, or is not proved: the reason is for people
   */
  public static SignedIndex open(
      Settings settings, String family, String version, String architecture) {
    if (!family.equals("debian")) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND,
          "the index of " + family + " is not read by this version of Plinth",
          "ask its package manager");
    }
    String codename =
        Releases.codename(family, version)
            .orElseThrow(() ->
                new PlinthException(
                    ErrorCode.NOT_FOUND,
                    family + " " + version + " is no release that is known",
                    "ask its package manager"));
    String name = family + "/" + codename;
    LayoutStore store = LayoutStore.at(settings.store());
    return new SignedIndex(
        name,
        new DebianArchives(settings, store)
            .open(name, List.of(architecture), settings.progress())
            .index(architecture));
  }

  /** {@code debian/bookworm}. */
  public String name() {
    return name;
  }

  /** The versions of a binary package that it has now, of all its suites. */
  public List<Package> versions(String pkg) {
    return index.versions(pkg);
  }
}
