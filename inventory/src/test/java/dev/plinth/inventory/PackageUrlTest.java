package dev.plinth.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.packageurl.PackageURL;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.pkg.installed.PackageType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** As the reference library for Java writes and reads them. */
class PackageUrlTest {
  private static final SystemFacts DEBIAN = system("debian", "12");

  private static SystemFacts system(String id, String version) {
    return new SystemFacts(id, List.of(), version, "", "", "", List.of(), List.of());
  }

  private static InstalledPackage pkg(PackageType type, String name, String version) {
    return pkg(type, name, version, "", name, version, "");
  }

  private static InstalledPackage pkg(
      PackageType type,
      String name,
      String version,
      String arch,
      String source,
      String sourceVersion,
      String module) {
    return new InstalledPackage(
        type, name, version, arch, source, sourceVersion, "", "", module, "", List.of());
  }

  private static PackageURL parsed(String url) throws Exception {
    PackageURL parsed = new PackageURL(url);
    // The library writes a colon as %3A, the specification leaves it.
    assertThat(url.substring(4).replace(":", "%3A"))
        .isEqualTo(parsed.canonicalize().substring(4).replace(":", "%3A"));
    return parsed;
  }

  @Test
  void namesDebianPackagesWithTheirSource() throws Exception {
    InstalledPackage libssl =
        pkg(PackageType.DEB, "libssl3", "1:3.0.17+b1", "amd64", "openssl", "1:3.0.17", "");
    String url = PackageUrl.of(libssl, DEBIAN);
    assertThat(url)
        .isEqualTo(
            "pkg:deb/debian/libssl3@1:3.0.17%2Bb1"
                + "?arch=amd64&distro=debian-12&upstream=openssl%401:3.0.17");
    assertThat(parsed(url).getQualifiers().get("upstream")).isEqualTo("openssl@1:3.0.17");
    assertThat(PackageUrl.of(pkg(PackageType.DEB, "bash", "5"), SystemFacts.NONE))
        .isEqualTo("pkg:deb/bash@5");
  }

  @Test
  void namesRpmPackagesWithEpochAndModule() throws Exception {
    InstalledPackage perl =
        pkg(
            PackageType.RPM,
            "perl-Errno",
            "1:1.30-480.el9",
            "x86_64",
            "perl",
            "4:5.32.1-480.el9",
            "perl:5.32:1:2");
    PackageURL url = parsed(PackageUrl.of(perl, system("rhel", "9.4")));
    assertThat(url.getNamespace()).isEqualTo("redhat");
    assertThat(url.getName()).isEqualTo("perl-Errno");
    assertThat(url.getVersion()).isEqualTo("1.30-480.el9");
    assertThat(url.getQualifiers())
        .isEqualTo(
            Map.of(
                "arch", "x86_64",
                "distro", "rhel-9.4",
                "epoch", "1",
                "rpmmod", "perl:5.32:1:2",
                "upstream", "perl-5.32.1-480.el9.src.rpm"));
  }

  @Test
  void namesLanguagePackages() throws Exception {
    for (String[] row :
        new String[][] {
          {
            "APK", "busybox", "1.36.1-r29", "pkg:apk/alpine/busybox@1.36.1-r29?distro=alpine-3.20.3"
          },
          {"MAVEN", "org.apache:a-b", "1.2.Final", "pkg:maven/org.apache/a-b@1.2.Final"},
          {"PYPI", "Zope_Interface", "5.4", "pkg:pypi/zope-interface@5.4"},
          {"NPM", "@babel/core", "7.0.0", "pkg:npm/%40babel/core@7.0.0"},
          {"NPM", "left-pad", "1.3.0", "pkg:npm/left-pad@1.3.0"},
          {
            "GOLANG",
            "github.com/docker/docker",
            "v25.0.0+incompatible",
            "pkg:golang/github.com/docker/docker@v25.0.0%2Bincompatible"
          },
          {"GOLANG", "stdlib", "1.22.1", "pkg:golang/stdlib@1.22.1"},
          {"CARGO", "serde_json", "1.0.1", "pkg:cargo/serde_json@1.0.1"},
          {"GENERIC", "openjdk", "21.0.2+13", "pkg:generic/openjdk@21.0.2%2B13"},
        }) {
      PackageType type = PackageType.valueOf(row[0]);
      SystemFacts system = system("alpine", "3.20.3");
      String url = PackageUrl.of(pkg(type, row[1], row[2]), system);
      assertThat(url).isEqualTo(row[3]);
      assertThat(parsed(url).getVersion()).isEqualTo(row[2]);
    }
  }

  @Test
  void whatOthersWroteCannotBreakOut() throws Exception {
    String bad = "a\"b\\\\c</x> {1}%2F?&#=+;@!$'()*,[]|^`";
    for (PackageType type : List.of(PackageType.GENERIC, PackageType.CARGO)) {
      PackageURL url = parsed(PackageUrl.of(pkg(type, "x", bad), DEBIAN));
      assertThat(url.getVersion()).isEqualTo(bad);
      assertThat(url.getName()).isEqualTo("x");
    }
  }
}
