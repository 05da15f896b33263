package dev.plinth.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.deb.Deb822;
import dev.plinth.deb.DebVersions;
import dev.plinth.deb.index.PackageStanza;
import dev.plinth.pkg.Package;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackageDependenciesTest {
  private static List<Package> packages(String text) {
    return Deb822.parse(text.getBytes(StandardCharsets.UTF_8), "test").stream()
        .map(paragraph -> PackageStanza.installed(paragraph, "amd64", "test"))
        .toList();
  }

  @Test
  void followsAlternativesVersionsAndProvisions() {
    List<Package> packages =
        packages(
            """
            Package: a
            Version: 1
            Architecture: all
            Depends: missing | b (>= 2), v (>= 3), w, x (>= 1), a
            Pre-Depends: e

            Package: b
            Version: 2.1
            Architecture: all
            Provides: v (= 3.1), x

            Package: c
            Version: 1
            Architecture: all
            Provides: w

            Package: e
            Version: 1
            Architecture: all
            Recommends: a
            Depends: b (<< 2)
            """);
    assertThat(PackageDependencies.of(packages, DebVersions.INSTANCE))
        .containsEntry("a", List.of("b", "c", "e"))
        .containsEntry("b", List.of())
        .containsEntry("e", List.of());
  }
}
