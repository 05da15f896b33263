package dev.plinth.vuln.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.inventory.SystemFacts;
import dev.plinth.pkg.installed.PackageType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentificationTest {
  @ParameterizedTest
  @CsvSource({
    "debian,12,DEB,Debian:12",
    "ubuntu,22.04,DEB,Ubuntu:22.04",
    "alpine,3.20.3,APK,Alpine:v3.20",
    "rhel,9.4,RPM,Red Hat:9",
    "almalinux,8.10,RPM,AlmaLinux:8",
    "rocky,9.4,RPM,Rocky Linux:9",
    "sles,15.5,RPM,SUSE:15 SP5",
    "opensuse-leap,15.5,RPM,openSUSE:Leap 15.5",
    "wolfi,20230201,APK,Wolfi",
    "chainguard,20230214,APK,Chainguard"
  })
  void releasesHaveTheirFeed(String id, String versionId, PackageType type, String main) {
    assertThat(Scopes.of(World.system(id, versionId)))
        .isInstanceOfSatisfying(
            Scope.Known.class,
            known -> {
              assertThat(known.main()).isEqualTo(main);
              assertThat(known.type()).isEqualTo(type);
            });
  }

  private static String unknown(SystemFacts facts) {
    Scope scope = Scopes.of(facts);
    assertThat(scope).isInstanceOf(Scope.Unknown.class);
    return ((Scope.Unknown) scope).reason();
  }

  private static SystemFacts debian(String versionId, String codename, String debianVersion) {
    return new SystemFacts(
        "debian", List.of(), versionId, codename, "", debianVersion, List.of(), List.of());
  }

  @Test
  void derivativesAreNotTheirParents() {
    SystemFacts kali =
        new SystemFacts(
            "kali", List.of("debian"), "2024.4", "kali-rolling", "", "", List.of(), List.of());
    assertThat(unknown(kali)).contains("like debian");
    assertThat(unknown(World.system("centos", "8"))).contains("no feed");
  }

  @Test
  void rollingReleasesHaveNoFeed() {
    assertThat(unknown(debian("", "trixie", "trixie/sid"))).contains("no VERSION_ID");
    assertThat(unknown(World.system("opensuse-tumbleweed", "20241201"))).contains("rolling");
    assertThat(unknown(World.system("alpine", "3.21_alpha20240923"))).contains("no release");
  }

  @Test
  void filesThatContradictEachOtherProveNothing() {
    assertThat(unknown(debian("12", "trixie", ""))).contains("trixie");
    assertThat(unknown(debian("12", "bookworm", "trixie/sid"))).contains("trixie/sid");
    assertThat(unknown(debian("12", "", "13.1"))).contains("13.1");
    assertThat(Scopes.of(debian("12", "bookworm", "12.8"))).isInstanceOf(Scope.Known.class);
    assertThat(Scopes.of(debian("12", "bookworm", ""))).isInstanceOf(Scope.Known.class);
    SystemFacts doubtful =
        new SystemFacts(
            "debian", List.of(), "12", "", "", "", List.of(), List.of("ID stands there twice"));
    assertThat(unknown(doubtful)).contains("ID stands there twice");
    assertThat(unknown(SystemFacts.NONE)).contains("no os-release");
  }
}
