package dev.plinth.inventory;

import dev.plinth.pkg.installed.InstalledPackage;
import java.util.List;
import java.util.Optional;

/**
 * A package where it was found.
 *
 * @param pkg what it is
 * @param places paths that showed it, without a leading slash: of a database or of the package's
 *     own files; a JAR in a JAR is {@code outer.jar!/inner.jar}
 * @param layer the layer that brought it, counted from 0 at the bottom; −1 where there are none
 * @param owner the package of the distribution whose files it lies in; empty where nobody's
 * @param doubt why nothing may be concluded of it whatever feeds say, one sentence; empty where
 *     nothing speaks against it
 */
public record Item(
    InstalledPackage pkg,
    List<String> places,
    int layer,
    Optional<InstalledPackage> owner,
    String doubt) {
  public Item {
    places = List.copyOf(places);
  }

  /** Of which nothing is doubtful. */
  public Item(
      InstalledPackage pkg, List<String> places, int layer, Optional<InstalledPackage> owner) {
    this(pkg, places, layer, owner, "");
  }
}
