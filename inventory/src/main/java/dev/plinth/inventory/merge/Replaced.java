package dev.plinth.inventory.merge;

import dev.plinth.inventory.language.Artifact;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.pkg.installed.PackageType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Node's packages that were put in place of the distribution's within one layer ({@code npm install
 * -g npm} beside {@code apk add npm}): the distribution's package of the same name has another
 * version. What lies in such a folder is of no package any more. Elsewhere this cannot be told
 * without the sums of all files, but folders of other languages have the version in their name.
 */
final class Replaced {
  private static final String FILE = "package.json";

  private final Map<InstalledPackage, String> folders = new HashMap<>();

  private Replaced() {}

  static Replaced of(History history, Ownership ownership) {
    Replaced replaced = new Replaced();
    for (Listed listed : history.visible()) {
      for (Artifact artifact : listed.packages()) {
        InstalledPackage pkg = artifact.pkg();
        String path = listed.span().path();
        if (pkg.type() == PackageType.NPM && path.endsWith("/" + FILE)) {
          ownership
              .owner(path, history.origin(listed, pkg))
              .filter(owner -> owner.name().equals(pkg.name()))
              .filter(owner -> differ(upstream(owner.version()), upstream(pkg.version())))
              .ifPresent(owner ->
                  replaced.folders.put(owner, path.substring(0, path.length() - FILE.length())));
        }
      }
    }
    return replaced;
  }

  /** Whether a file that a package owned shows something else now. */
  boolean is(String path, InstalledPackage owner) {
    return Optional.ofNullable(folders.get(owner)).filter(path::startsWith).isPresent();
  }

  private static boolean differ(String a, String b) {
    return !a.isEmpty() && !b.isEmpty() && !a.equals(b);
  }

  /** {@code 9.2.0} of {@code 1:9.2.0~ds1-1}, 10.8.0-r0 and 10.8.0-beta.1. */
  private static String upstream(String version) {
    int from = version.indexOf(':') + 1;
    int to = from;
    while (to < version.length()
        && (version.charAt(to) == '.' || Character.isDigit(version.charAt(to)))) {
      to++;
    }
    return version.substring(from, to);
  }
}
