package dev.plinth.inventory.json;

import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.pkg.installed.PackageType;
import java.util.List;

/**
 * A package as members of an object; its files are left out. A source that is the package itself is
 * not repeated.
 */
final class PackageJson {
  private String type = "";
  private String name = "";
  private String version = "";
  private String architecture = "";
  private @org.jspecify.annotations.Nullable String source;
  private @org.jspecify.annotations.Nullable String sourceVersion;
  private String vendor = "";
  private String licence = "";
  private String module = "";
  private String signer = "";

  static void write(InstalledPackage pkg, JsonOut out) {
    out.text("type", pkg.type().purlType());
    out.text("name", pkg.name());
    out.text("version", pkg.version());
    out.text("architecture", pkg.architecture());
    out.text("source", pkg.source(), pkg.name());
    out.text("sourceVersion", pkg.sourceVersion(), pkg.version());
    out.text("vendor", pkg.vendor());
    out.text("licence", pkg.licence());
    out.text("module", pkg.module());
    out.text("signer", pkg.signer());
  }

  /** Takes a member if it is one of a package's; otherwise the value is not read. */
  boolean take(String member, JsonIn in) {
    switch (member) {
      case "type" -> type = in.text();
      case "name" -> name = in.text();
      case "version" -> version = in.text();
      case "architecture" -> architecture = in.text();
      case "source" -> source = in.text();
      case "sourceVersion" -> sourceVersion = in.text();
      case "vendor" -> vendor = in.text();
      case "licence" -> licence = in.text();
      case "module" -> module = in.text();
      case "signer" -> signer = in.text();
      default -> {
        return false;
      }
    }
    return true;
  }

  InstalledPackage get(JsonIn in) {
    return new InstalledPackage(
        packageType(in),
        name,
        version,
        architecture,
        source == null ? name : source,
        sourceVersion == null ? version : sourceVersion,
        vendor,
        licence,
        module,
        signer,
        List.of());
  }

  private PackageType packageType(JsonIn in) {
    for (PackageType known : PackageType.values()) {
      if (known.purlType().equals(type)) {
        return known;
      }
    }
    throw in.wrong("has a package of an unknown type");
  }
}
