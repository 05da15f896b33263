package dev.plinth.vuln.match;

import static dev.plinth.vuln.match.World.deb;
import static dev.plinth.vuln.match.World.lines;
import static dev.plinth.vuln.match.World.rpm;
import static dev.plinth.vuln.match.World.system;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.inventory.Item;
import dev.plinth.inventory.SystemFacts;
import dev.plinth.pkg.installed.PackageType;
import dev.plinth.vuln.feed.FeedKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be told is said to be unknown, with the reason, and never counts as safe. */
class UnknownTest {
  private static final SystemFacts BOOKWORM = system("debian", "12");

  private static World debian() {
    return new World().osv("CVE-2024-0001", "Debian:12", "p", "2");
  }

  private static String reason(ScanResult result) {
    assertThat(result.judged()).isZero();
    assertThat(result.unknown()).hasSize(1);
    return result.unknown().getFirst().reason();
  }

  @Test
  void ofAnUnknownDistributionEveryPackageIs() {
    ScanResult result =
        debian()
            .scan(
                new SystemFacts(
                    "kali", List.of("debian"), "2024.4", "", "", "", List.of(), List.of()),
                deb("p", "1"),
                deb("q", "1"));
    assertThat(result.findings()).isEmpty();
    assertThat(result.unknown()).hasSize(2);
    assertThat(result.judged()).isZero();
  }

  @Test
  void versionsThatCannotBeCompared() {
    assertThat(reason(debian().scan(BOOKWORM, deb("p", "not-a-version"))))
        .contains("not-a-version");
    World advisory = new World().osv("CVE-2024-0001", "Debian:12", "p", "odd_version");
    assertThat(lines(advisory.scan(BOOKWORM, deb("p", "1"))))
        .containsExactly("CVE-2024-0001 p unknown");
    assertThat(
            reason(
                new World()
                    .osv("GHSA-1", "Go", "m", "2")
                    .scan(BOOKWORM, World.language(PackageType.GOLANG, "m", "(devel)"))))
        .contains("(devel)");
    assertThat(
            reason(
                new World()
                    .osv("GHSA-1", "Maven", "g:a", "2")
                    .scan(BOOKWORM, World.language(PackageType.MAVEN, "a", "1"))))
        .contains("group");
  }

  @Test
  void missingFeeds() {
    assertThat(reason(debian().scan(system("debian", "13"), deb("p", "1"))))
        .contains("no feed covers Debian:13");
    assertThat(reason(debian().scan(BOOKWORM, World.language(PackageType.NPM, "p", "1.0.0"))))
        .contains("npm");
    assertThat(reason(debian().scan(BOOKWORM, World.language(PackageType.GENERIC, "jdk", "21"))))
        .contains("no package manager");
  }

  @Test
  void feedsThatAreTooOldSayWhatTheySayAndNoMore() {
    String text = "{\"p\":{\"CVE-2024-0001\":{\"releases\":{\"bookworm\":{\"status\":\"open\"}}}}}";
    ScanResult old =
        new World().feed(FeedKind.DEBIAN_TRACKER, text, "2026-11-01").scan(BOOKWORM, deb("p", "1"));
    assertThat(lines(old)).containsExactly("CVE-2024-0001 p unfixed");
    assertThat(reason(old)).contains("older than 7 days").contains("2026-11-01");
    assertThat(old.feeds().getFirst().stale()).isTrue();
    assertThat(
            reason(
                new World().feed(FeedKind.DEBIAN_TRACKER, text, "").scan(BOOKWORM, deb("p", "1"))))
        .contains("no known date");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0-1~bpo12+1",
        "1.0-1+deb.sury.org~1",
        "1.0-1.pgdg120+1",
        "1.0-1ubuntu1",
        "1.0-0kali1",
        "1.0-1~ppa1"
      })
  void versionsThatOthersBuilt(String version) {
    assertThat(reason(debian().scan(BOOKWORM, deb("p", version)))).contains("version has");
  }

  @Test
  void maintainersOfOthers() {
    assertThat(maintained("Acme <packages@acme.example>")).isZero();
    assertThat(maintained("Docker <support@docker.com>")).isZero();
    assertThat(maintained("")).isEqualTo(1);
    assertThat(maintained("GNU Libc Maintainers <debian-glibc@lists.debian.org>")).isEqualTo(1);
    // People who maintain packages of Debian from their own address.
    assertThat(maintained("Theodore Y. Ts'o <tytso@mit.edu>")).isEqualTo(1);
    assertThat(maintained("Marco d'Itri <md@linux.it>")).isEqualTo(1);
    assertThat(maintained("Fake <tytso@mit.edu.example>")).isZero();
  }

  private static int maintained(String maintainer) {
    return debian().scan(BOOKWORM, deb("p", "1", "p", "1", maintainer)).judged();
  }

  @Test
  void vendorsAndKeysOfOthers() {
    SystemFacts alma = system("almalinux", "9.4");
    World world = new World().osv("ALSA-2024:1", "AlmaLinux:9", "p", "2-1.el9");
    assertThat(world.scan(alma, rpm("p", "1-1.el9", "AlmaLinux", "", "b7bb94f0c9ba6caa")).judged())
        .isEqualTo(1);
    assertThat(reason(world.scan(alma, rpm("p", "1-1.el9", "Fedora Project", "", ""))))
        .contains("Fedora Project");
    assertThat(reason(world.scan(alma, rpm("p", "1-1.el9", "AlmaLinux", "", "8a3872bf3228467c"))))
        .contains("8a3872bf3228467c");
  }

  @Test
  void packagesOfAnotherKind() {
    Item apk = World.apk("p", "1-r0", "p");
    assertThat(reason(debian().scan(BOOKWORM, apk))).contains("another kind");
  }
}
