package dev.plinth.vuln.version;

import dev.plinth.pkg.VersionScheme;
import dev.plinth.pkg.installed.PackageType;
import java.util.Map;

/** The version orders of the languages' package registries. */
public final class LanguageVersions {
  private static final Map<PackageType, VersionScheme> SCHEMES =
      Map.of(
          PackageType.MAVEN, MavenVersions.INSTANCE,
          PackageType.PYPI, PythonVersions.INSTANCE,
          PackageType.NPM, SemVersions.INSTANCE,
          PackageType.GOLANG, GoVersions.INSTANCE,
          PackageType.CARGO, SemVersions.INSTANCE);

  private LanguageVersions() {}

  /** By type; only of languages. */
  public static Map<PackageType, VersionScheme> schemes() {
    return SCHEMES;
  }
}
