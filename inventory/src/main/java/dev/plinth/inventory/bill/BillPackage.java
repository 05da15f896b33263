package dev.plinth.inventory.bill;

import dev.plinth.inventory.SystemFacts;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.pkg.installed.PackageType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a bill says of a package, as its package manager would: name, version and source are those
 * of its package URL, whose qualifiers come first and properties of trivy and syft second.
 */
final class BillPackage {
  private static final Pattern EPOCH = Pattern.compile("^(\\d{1,10}):(.*)$", Pattern.DOTALL);
  private static final Pattern MAJOR = Pattern.compile("v\\d{1,4}");
  private static final Pattern SOURCE_RPM =
      Pattern.compile("^(.+)-([^-]+-[^-]+?)(\\.(no)?src\\.rpm)?$");

  private final BillEntry entry;
  private final SystemFacts system;
  private final InstalledPackage pkg;
  private String doubt;

  /**
   * @param tellsSources whether the bill names the sources of packages of a type
   */
  BillPackage(
      BillEntry entry,
      Optional<BillPurl> purl,
      SystemFacts system,
      Predicate<PackageType> tellsSources) {
    this.entry = entry;
    this.system = system;
    this.doubt = entry.doubt;
    Optional<PackageType> type = purl.flatMap(BillPackage::type);
    if (purl.isEmpty()) {
      doubt(
          entry.purl.isEmpty()
              ? "the bill has no package URL for it"
              : "its package URL cannot be read: '" + shown(entry.purl) + "'");
      this.pkg = plain(PackageType.GENERIC, entry.name, entry.version);
    } else if (type.isEmpty()) {
      doubt("no feed that Plinth reads is of " + purl.get().type() + " packages");
      this.pkg = plain(PackageType.GENERIC, purl.get().name(), version(purl.get()));
    } else if (type.get().isSystem()) {
      this.pkg = ofSystem(type.get(), purl.get(), tellsSources);
    } else {
      this.pkg = plain(type.get(), name(type.get(), purl.get()), version(purl.get()));
    }
    if (pkg.version().isEmpty()) {
      doubt("the bill does not say its version");
    }
  }

  InstalledPackage pkg() {
    return pkg;
  }

  /** Why nothing may be concluded of it; empty where nothing speaks against it. */
  String doubt() {
    return doubt;
  }

  /** The type of a package URL; empty where Plinth has none of that kind. */
  static Optional<PackageType> type(BillPurl purl) {
    for (PackageType type : PackageType.values()) {
      if (type.purlType().equals(purl.type())) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  private void doubt(String reason) {
    if (doubt.isEmpty()) {
      doubt = reason;
    }
  }

  private InstalledPackage plain(PackageType type, String name, String version) {
    return new InstalledPackage(
        type, name, version, "", name, version, entry.vendor, entry.licence, "", "", List.of());
  }

  private InstalledPackage ofSystem(
      PackageType type, BillPurl purl, Predicate<PackageType> tellsSources) {
    if (!system.doubts().isEmpty()) {
      doubt(system.doubts().getFirst());
    } else if (system.id().isEmpty()) {
      doubt("the bill does not say of which distribution it is");
    } else {
      doubt(BillSystems.foreign(purl, system));
    }
    String version = version(purl);
    Source source = source(type, purl, version);
    if (source.name.isEmpty() && !tellsSources.test(type)) {
      doubt("the bill does not say which source package it is built from");
    }
    String module = purl.qualifier("rpmmod");
    module = module.isEmpty() ? purl.qualifier("modularitylabel") : module;
    String architecture = purl.qualifier("arch");
    return new InstalledPackage(
        type,
        purl.name(),
        version,
        architecture.isEmpty() ? entry.architecture : architecture,
        source.name.isEmpty() ? purl.name() : source.name,
        source.version.isEmpty() ? version : source.version,
        vendor(),
        entry.licence,
        module.isEmpty() ? entry.module : module,
        entry.signer,
        List.of());
  }

  /**
   * The version in the format's own notation. The URL's and the entry's may differ in that one of
   * them has no epoch.
   */
  private String version(BillPurl purl) {
    String url = purl.version();
    String epoch = purl.qualifier("epoch");
    if (!EPOCH.matcher(url).matches() && !epoch.isEmpty() && !epoch.equals("0")) {
      url = epoch + ":" + url;
    }
    String said = entry.version;
    if (url.isEmpty() || said.isEmpty() || url.equals(said)) {
      return url.isEmpty() ? said : url;
    }
    Matcher a = EPOCH.matcher(url);
    Matcher b = EPOCH.matcher(said);
    String urlEpoch = a.matches() ? a.group(1) : "";
    String saidEpoch = b.matches() ? b.group(1) : "";
    boolean sameRest =
        (urlEpoch.isEmpty() ? url : a.group(2)).equals(saidEpoch.isEmpty() ? said : b.group(2));
    if (sameRest && (urlEpoch.isEmpty() || saidEpoch.isEmpty())) {
      return urlEpoch.isEmpty() ? said : url;
    }
    if (!sameRest && !bare(url).equals(bare(said))) {
      doubt("its package URL says version " + shown(url) + ", the bill " + shown(said));
    } else if (sameRest) {
      doubt("its package URL says epoch " + urlEpoch + ", the bill " + saidEpoch);
    }
    return url;
  }

  /** Go's versions without what only some write before them. */
  private static String bare(String version) {
    String text = version.startsWith("go") ? version.substring(2) : version;
    return text.startsWith("v") ? text.substring(1) : text;
  }

  private record Source(String name, String version) {
    static final Source NONE = new Source("", "");
  }

  private Source source(PackageType type, BillPurl purl, String version) {
    String upstream = purl.qualifier("upstream");
    if (upstream.isEmpty() && type == PackageType.APK) {
      upstream = purl.qualifier("origin"); // as melange writes it
    }
    if (upstream.isEmpty()) {
      return entry.source.isEmpty() ? Source.NONE : new Source(entry.source, entry.sourceVersion);
    }
    if (type == PackageType.RPM) {
      Matcher rpm = SOURCE_RPM.matcher(upstream);
      if (!rpm.matches()) {
        return new Source(upstream, "");
      }
      // A source rpm's name has no epoch; its packages share it where they share the version.
      Matcher own = EPOCH.matcher(version);
      boolean same =
          own.matches() && upstreamVersion(own.group(2)).equals(upstreamVersion(rpm.group(2)));
      return new Source(rpm.group(1), (same ? own.group(1) + ":" : "") + rpm.group(2));
    }
    int at = upstream.indexOf('@');
    return at <= 0
        ? new Source(upstream, "")
        : new Source(upstream.substring(0, at), upstream.substring(at + 1));
  }

  private static String upstreamVersion(String versionRelease) {
    int dash = versionRelease.indexOf('-');
    return dash < 0 ? versionRelease : versionRelease.substring(0, dash);
  }

  /** Of Maven with its group, of npm with its scope, of Go with its path. */
  private String name(PackageType type, BillPurl purl) {
    String namespace = purl.namespace();
    String name =
        namespace.isEmpty()
            ? purl.name()
            : namespace + (type == PackageType.MAVEN ? ":" : "/") + purl.name();
    if (type == PackageType.GOLANG) {
      name = ofGo(name, purl);
    }
    // Package URLs are in lower case where the registry's names are not.
    return name.equalsIgnoreCase(entry.name) ? entry.name : name;
  }

  /**
   * A Go module by its whole path: syft wrote all after the third segment, so also the major
   * version that is part of a module's name, as the subpath, which else is a folder in the module.
   * cyclonedx-gomod calls the standard library {@code std}, Go's advisories {@code stdlib}.
   */
  private String ofGo(String name, BillPurl purl) {
    if (name.equals("std")) {
      return "stdlib";
    }
    String whole = name + "/" + purl.subpath();
    boolean module =
        whole.equalsIgnoreCase(entry.name)
            || (MAJOR.matcher(purl.subpath()).matches()
                && bare(purl.version()).startsWith(purl.subpath().substring(1) + "."));
    return module ? whole : name;
  }

  /** Who built it; empty where that is only the distribution's own name. */
  private String vendor() {
    String vendor = entry.vendor.isEmpty() ? entry.supplier : entry.vendor;
    String lower = vendor.toLowerCase(Locale.ROOT);
    boolean distribution =
        vendor.indexOf('@') < 0 && !system.id().isEmpty() && lower.contains(system.id());
    return distribution ? "" : vendor;
  }

  private static String shown(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
