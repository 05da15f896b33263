package dev.plinth.vuln.match;

import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.pkg.installed.PackageType;
import dev.plinth.vuln.advisory.Ecosystems;

/**
 * What of a package decides which advisories apply to it: equal subjects have equal outcomes.
 *
 * @param name of the installed package; empty for deb and apk, where only the source counts
 * @param version what is compared: the source's for deb, the package's own elsewhere
 * @param otherVersion the one of the two that {@code version} is not: the package's own for deb and
 *     apk, the source's for rpm, which has no epoch where it is not the package's too
 */
public record Subject(
    PackageType type,
    String name,
    String version,
    String otherVersion,
    String architecture,
    String source,
    String vendor,
    String module,
    String signer) {
  /** Of an installed package. */
  public static Subject of(InstalledPackage pkg) {
    boolean bySource = pkg.type() == PackageType.DEB || pkg.type() == PackageType.APK;
    boolean kernel = SignedCopies.isKernel(pkg);
    return new Subject(
        pkg.type(),
        bySource ? "" : pkg.name(),
        bySource && !kernel ? pkg.sourceVersion() : pkg.version(),
        pkg.type() == PackageType.RPM ? pkg.sourceVersion() : pkg.version(),
        pkg.type() == PackageType.RPM ? pkg.architecture() : "",
        kernel ? SignedCopies.source(pkg.source()) : pkg.source(),
        pkg.vendor(),
        pkg.module(),
        pkg.signer());
  }

  /** The name as its ecosystem compares names; empty for deb and apk. */
  public String ecosystemName() {
    return PackageMatcher.ecosystem(type)
        .map(ecosystem -> Ecosystems.name(ecosystem, name))
        .orElse(name);
  }
}
