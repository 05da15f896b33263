package dev.plinth.sbom.found;

import dev.plinth.licence.Expression.Single;
import dev.plinth.pkg.installed.PackageType;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Licences that are not in the SPDX list: their texts are in the image, and a bill that held those
 * of 400 packages would have megabytes of them. So it says where each is.
 */
final class FoundReferences {
  private FoundReferences() {}

  /** What stands for the text of each id, sorted by id. */
  static SortedMap<String, String> of(List<FoundPackage> packages) {
    SortedMap<String, String> texts = new TreeMap<>();
    for (FoundPackage found : packages) {
      found
          .licence()
          .expression()
          .ifPresent(expression ->
              expression.singles().stream()
                  .filter(Single::isReference)
                  .forEach(single -> texts.putIfAbsent(single.id(), text(found, single.id()))));
    }
    return texts;
  }

  private static String text(FoundPackage found, String id) {
    String name = found.pkg().name();
    return found.pkg().type() == PackageType.DEB && id.startsWith("LicenseRef-debian-")
        ? "The text is in the image, in usr/share/doc/" + name + "/copyright."
        : "The package " + name + " names this licence; its text was not looked for.";
  }
}
