package dev.plinth.pkg.installed;

import java.util.Locale;

/** The kinds of packages that an inventory tells apart, named as package URLs name their types. */
public enum PackageType {
  DEB,
  APK,
  RPM,
  MAVEN,
  PYPI,
  NPM,
  GOLANG,
  CARGO,
  /** A program without a package manager of its own: a JDK, Python, Node. */
  GENERIC;

  /** Whether the package manager of a distribution installs it. */
  public boolean isSystem() {
    return this == DEB || this == APK || this == RPM;
  }

  /** The type of a package URL (package-url/purl-spec, types). */
  public String purlType() {
    return name().toLowerCase(Locale.ROOT);
  }
}
