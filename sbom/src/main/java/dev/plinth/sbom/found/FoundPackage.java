package dev.plinth.sbom.found;

import dev.plinth.licence.DeclaredLicence;
import dev.plinth.model.Digest;
import dev.plinth.pkg.installed.InstalledPackage;
import java.util.List;

/**
 * A package where it was found.
 *
 * @param pkg what it is
 * @param purl its package URL
 * @param places paths that showed it, without a leading slash
 * @param layer digest of the layer that brought it; empty where there are none
 * @param owner package URL of the package whose files it lies in; empty where nobody's
 * @param doubt why nothing may be concluded of it, one sentence; empty where nothing speaks against
 */
public record FoundPackage(
    InstalledPackage pkg,
    String purl,
    List<String> places,
    String layer,
    String owner,
    String doubt) {
  private static final int HASH = 16;
  private static final int LONGEST_NAME = 60;

  public FoundPackage {
    places = List.copyOf(places);
  }

  DeclaredLicence licence() {
    return DeclaredLicence.of(pkg.licence());
  }

  /** Letters, digits and hyphens, different for different packages. */
  String id() {
    StringBuilder id = new StringBuilder();
    for (int i = 0; i < Math.min(pkg.name().length(), LONGEST_NAME); i++) {
      char c = pkg.name().charAt(i);
      boolean plain =
          (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.';
      id.append(plain ? c : '-');
    }
    String identity = purl + "\0" + layer + "\0" + String.join("\0", places);
    return id.append('-').append(Digest.of(identity).hex(), 0, HASH).toString();
  }
}
