package dev.plinth.app.scan;

import dev.plinth.apk.ApkVersions;
import dev.plinth.apk.installed.ApkDatabase;
import dev.plinth.deb.DebVersions;
import dev.plinth.deb.installed.DpkgDatabase;
import dev.plinth.pkg.VersionScheme;
import dev.plinth.pkg.installed.DatabaseReader;
import dev.plinth.pkg.installed.PackageType;
import dev.plinth.rpm.RpmVersions;
import dev.plinth.rpm.database.RpmDatabases;
import dev.plinth.vuln.version.LanguageVersions;
import java.util.EnumMap;
import java.util.List;
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

  /** The databases of installed packages that can be read. */
  static List<DatabaseReader> databases() {
    return List.of(new DpkgDatabase(), new ApkDatabase(), new RpmDatabases());
  }
}
