package dev.plinth.pkg.installed;

import java.util.List;

/**
 * One installed package, as its own database names it; nothing is guessed.
 *
 * @param type what kind of package
 * @param name the name; for Maven {@code group:artifact}, for npm with its scope
 * @param version the version in the format's own notation, with the epoch where there is one (rpm:
 *     {@code [epoch:]version-release})
 * @param architecture as the database writes it; empty where it says none
 * @param source the source package (deb), origin (apk) or source rpm's name; the name itself where
 *     the database says none
 * @param sourceVersion the source's version in the same notation; the version where it says none
 * @param vendor who made it: deb's Maintainer, rpm's Vendor, apk's maintainer; empty where unsaid
 * @param licence as written in the database, unparsed; empty where unsaid
 * @param module rpm's MODULARITYLABEL ({@code name:stream:version:context}); empty elsewhere
 * @param signer rpm's signing key id in lower-case hex (16 digits); empty elsewhere or where
 *     unsigned
 * @param files the paths it owns, without a leading slash, in the database's order; empty where the
 *     database does not say
 */
public record InstalledPackage(
    PackageType type,
    String name,
    String version,
    String architecture,
    String source,
    String sourceVersion,
    String vendor,
    String licence,
    String module,
    String signer,
    List<String> files) {
  public InstalledPackage {
    files = List.copyOf(files);
  }
}
