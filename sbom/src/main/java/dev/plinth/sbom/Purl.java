package dev.plinth.sbom;

import dev.plinth.model.Digest;
import dev.plinth.model.PackageUrlText;
import dev.plinth.model.Platform;
import dev.plinth.pkg.Package;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Package URLs (package-url/purl-spec) in the canonical form: what scanners look packages up by.
 */
public final class Purl {
  private Purl() {}

  /**
   * {@code pkg:deb/debian/NAME@VERSION?arch=…&distro=debian-12&upstream=SOURCE%40VERSION}. As syft
   * writes it, {@code upstream} is there where the source differs in name or version, and has the
   * version where that differs.
   */
  public static String deb(Package pkg, OperatingSystem system) {
    SortedMap<String, String> qualifiers = new TreeMap<>();
    qualifiers.put("arch", pkg.architecture());
    qualifiers.put("distro", system.distro());
    boolean sameVersion = pkg.sourceVersion().equals(pkg.version());
    if (!sameVersion) {
      qualifiers.put("upstream", pkg.source() + "@" + pkg.sourceVersion());
    } else if (!pkg.source().equals(pkg.name())) {
      qualifiers.put("upstream", pkg.source());
    }
    return of("deb", system.id(), pkg.name(), pkg.version(), qualifiers);
  }

  /** A Debian source package. */
  public static String source(String name, String version, OperatingSystem system) {
    SortedMap<String, String> qualifiers = new TreeMap<>();
    qualifiers.put("arch", "source");
    qualifiers.put("distro", system.distro());
    return of("deb", system.id(), name, version, qualifiers);
  }

  /** {@code pkg:oci/NAME@sha256:…?arch=amd64&tag=…}, of an image's last name element. */
  public static String oci(String image, Digest digest, Platform platform) {
    String name = image.substring(image.lastIndexOf('/') + 1);
    SortedMap<String, String> qualifiers = new TreeMap<>();
    qualifiers.put("arch", platform.architecture());
    int colon = name.indexOf(':');
    if (colon >= 0) {
      qualifiers.put("tag", name.substring(colon + 1));
      name = name.substring(0, colon);
    }
    return of("oci", "", name, digest.toString(), qualifiers);
  }

  private static String of(
      String type,
      String namespace,
      String name,
      String version,
      SortedMap<String, String> qualifiers) {
    return PackageUrlText.of(
        type,
        namespace.toLowerCase(Locale.ROOT),
        name.toLowerCase(Locale.ROOT),
        version,
        qualifiers);
  }
}
