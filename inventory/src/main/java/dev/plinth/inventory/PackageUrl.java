package dev.plinth.inventory;

import dev.plinth.model.PackageUrlText;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.pkg.installed.PackageType;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Package URLs of what is installed (package-url/purl-spec, core and types) in the canonical form,
 * with the qualifiers by which scanners look packages up: {@code arch}, {@code distro}, {@code
 * epoch}, {@code upstream}, {@code rpmmod}.
 */
public final class PackageUrl {
  private PackageUrl() {}

  /**
   * The URL of a package.
   *
   * @param system what a distribution's package belongs to; of others it says nothing
   */
  public static String of(InstalledPackage pkg, SystemFacts system) {
    return switch (pkg.type()) {
      case DEB -> system(pkg, system, pkg.name().toLowerCase(Locale.ROOT), pkg.version());
      case APK -> system(pkg, system, pkg.name().toLowerCase(Locale.ROOT), pkg.version());
      case RPM -> system(pkg, system, pkg.name(), withoutEpoch(pkg.version()));
      case MAVEN -> maven(pkg);
      case PYPI -> plain(pkg, "", pkg.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      case NPM -> path(pkg, pkg.name().toLowerCase(Locale.ROOT));
      case GOLANG -> path(pkg, pkg.name().toLowerCase(Locale.ROOT));
      case CARGO, GENERIC -> plain(pkg, "", pkg.name());
    };
  }

  private static String system(
      InstalledPackage pkg, SystemFacts system, String name, String version) {
    SortedMap<String, String> qualifiers = new TreeMap<>();
    qualifiers.put("arch", pkg.architecture());
    qualifiers.put("distro", distro(system));
    qualifiers.put("upstream", upstream(pkg));
    if (pkg.type() == PackageType.RPM) {
      qualifiers.put("epoch", epoch(pkg.version()));
      qualifiers.put("rpmmod", pkg.module());
    }
    return PackageUrlText.of(
        pkg.type().purlType(), namespace(system.id()), name, version, qualifiers);
  }

  /** Red Hat's own id is {@code rhel}, its name in package URLs {@code redhat}. */
  private static String namespace(String id) {
    return id.equals("rhel") ? "redhat" : id.toLowerCase(Locale.ROOT);
  }

  private static String distro(SystemFacts system) {
    String version = system.versionId().isEmpty() ? system.codename() : system.versionId();
    return system.id().isEmpty() || version.isEmpty() ? system.id() : system.id() + "-" + version;
  }

  private static String upstream(InstalledPackage pkg) {
    boolean sameVersion = pkg.sourceVersion().equals(pkg.version());
    boolean same = sameVersion && pkg.source().equals(pkg.name());
    if (pkg.source().isEmpty()) {
      return "";
    }
    return switch (pkg.type()) {
      case RPM -> pkg.source() + "-" + withoutEpoch(pkg.sourceVersion()) + ".src.rpm";
      case DEB -> same ? "" : pkg.source() + (sameVersion ? "" : "@" + pkg.sourceVersion());
      default -> same ? "" : pkg.source();
    };
  }

  private static String epoch(String version) {
    int colon = version.indexOf(':');
    return colon > 0 ? version.substring(0, colon) : "";
  }

  private static String withoutEpoch(String version) {
    return version.substring(version.indexOf(':') + 1);
  }

  private static String maven(InstalledPackage pkg) {
    int colon = pkg.name().indexOf(':');
    return colon < 0
        ? plain(pkg, "", pkg.name())
        : plain(pkg, pkg.name().substring(0, colon), pkg.name().substring(colon + 1));
  }

  /** A name with slashes: all but its last part is the namespace. */
  private static String path(InstalledPackage pkg, String name) {
    int slash = name.lastIndexOf('/');
    return slash < 0
        ? plain(pkg, "", name)
        : plain(pkg, name.substring(0, slash), name.substring(slash + 1));
  }

  private static String plain(InstalledPackage pkg, String namespace, String name) {
    return PackageUrlText.of(
        pkg.type().purlType(), namespace, name, pkg.version(), new TreeMap<>());
  }
}
