package dev.plinth.app.scan;

import dev.plinth.apk.ApkVersions;
import dev.plinth.deb.DebVersions;
import dev.plinth.pkg.VersionScheme;
import dev.plinth.pkg.installed.PackageType;
import dev.plinth.rpm.RpmVersions;
import dev.plinth.vuln.version.LanguageVersions;
import java.util.EnumMap;
import java.util.Map;

/** What each package format brings to a scan. */
final class Formats {
  private Formats() {}

  /** The version order of every type of package that has one. */
  static Map<PackageType, VersionScheme> versions() {
    Map<PackageType, VersionScheme> schemes = new EnumMap<>(LanguageVersions.schemes());
    schemes.put(PackageType.DEB, DebVersions.INSTANCE);
    schemes.put(PackageType.APK, ApkVersions.INSTANCE);
    schemes.put(PackageType.RPM, RpmVersions.INSTANCE);
    return schemes;
  }
}
