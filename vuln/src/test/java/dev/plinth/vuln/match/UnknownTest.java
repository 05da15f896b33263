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

  /**
   * OSV's exports have every record that is about one of their packages, whatever else it is about.
   */
  @Test
  void recordsOfSeveralPublishersMakeNoFeed() {
    String both =
        """
        {"id":"CVE-2024-0002","affected":[
         {"package":{"ecosystem":"Debian:12","name":"q"},"ranges":[{"type":"ECOSYSTEM",
          "events":[{"introduced":"0"},{"fixed":"2"}]}]},
         {"package":{"ecosystem":"Alpine:v3.20","name":"q"},"ranges":[{"type":"ECOSYSTEM",
          "events":[{"introduced":"0"},{"fixed":"2-r0"}]}]}]}\
        """;
    World world = debian().feed(FeedKind.OSV, both);
    ScanResult alpine =
        world.scan(
            system("alpine", "3.20.3"), World.apk("p", "1-r0", "p"), World.apk("q", "1-r0", "q"));
    assertThat(alpine.judged()).isZero();
    assertThat(alpine.unknown().getFirst().reason()).contains("no feed covers Alpine:v3.20");
    assertThat(lines(alpine)).containsExactly("CVE-2024-0002 q fixed 2-r0");
    assertThat(lines(world.scan(BOOKWORM, deb("q", "1"))))
        .containsExactly("CVE-2024-0002 q fixed 2");
    assertThat(world.scan(BOOKWORM, deb("q", "1")).judged()).isEqualTo(1);
    World chainguard =
        new World()
            .feed(
                FeedKind.OSV,
                both.replace("Debian:12", "Wolfi").replace("Alpine:v3.20", "Chainguard"));
    assertThat(chainguard.scan(system("wolfi", "20230201"), World.apk("p", "1-r0", "p")).judged())
        .isEqualTo(1);
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
        "1.0-1~ppa1",
        "4.4.1-1~bookwormcran.0",
        "1:10.11.6+maria~deb12",
        "5:27.3.1-1~debian.12~bookworm",
        "1.0-1~nd120+1",
        "10:6.1.1-dmo1+deb12u1"
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
  void repositoriesOfTheDistributionsOwnPeople() {
    String php = "8.3.8-1+0~20240606.23+debian12~1.gbp0c2f5b";
    Item sury = deb("p", php, "p", php, "Debian PHP Maintainers <team+pkg-php@tracker.debian.org>");
    assertThat(reason(debian().scan(BOOKWORM, sury))).contains("+0~20240606.");
    String llvm = "1:18.1.8~++20240731025043+3b5b5c1ec4a3-1~exp1~20240731145144.92";
    assertThat(reason(debian().scan(BOOKWORM, deb("p", llvm)))).contains("~++20240731");
    World ubuntu = new World().osv("UBUNTU-CVE-2024-0001", "Ubuntu:22.04:LTS", "p", "2");
    String python = "3.12.4-1+jammy1";
    Item deadsnakes = deb("p", python, "p", python, "Matthias Klose <doko@ubuntu.com>");
    assertThat(reason(ubuntu.scan(system("ubuntu", "22.04"), deadsnakes))).contains("+jammy");
    for (String version : List.of("4.4.2-1.2204.0", "1.1.4-1.ca2204.1")) {
      assertThat(reason(ubuntu.scan(system("ubuntu", "22.04"), deb("p", version))))
          .contains("2204.");
    }
  }

  /**
   * All that Ubuntu builds has a maintainer of Ubuntu's, what it takes from Debian unchanged too.
   */
  @Test
  void maintainersOfDebianInUbuntu() {
    World ubuntu = new World().osv("UBUNTU-CVE-2024-0001", "Ubuntu:22.04:LTS", "p", "2");
    SystemFacts jammy = system("ubuntu", "22.04");
    Item r = deb("r-base-core", "4.4.2-1", "r-base", "4.4.2-1", "Dirk E <edd@debian.org>");
    assertThat(reason(ubuntu.scan(jammy, r))).contains("edd@debian.org");
    Item own = deb("q", "1", "q", "1", "Ubuntu Developers <ubuntu-devel-discuss@lists.ubuntu.com>");
    assertThat(ubuntu.scan(jammy, own).judged()).isEqualTo(1);
  }

  /** No advisory of the distribution speaks of what is in packages of others. */
  @Test
  void languagesInPackagesOfOthers() {
    String log4j = "org.apache.logging.log4j:log4j-core";
    World world = debian().osv("CVE-2021-44228", "Maven", log4j, "2.15.0");
    Item jar = World.language(PackageType.MAVEN, log4j, "2.14.1");
    Item elastic = deb("elastic", "7.15", "elastic", "7.15", "Elastic <info@elastic.co>");
    ScanResult foreign = world.scan(BOOKWORM, elastic, World.owned(jar, elastic));
    assertThat(lines(foreign)).containsExactly("CVE-2021-44228 " + log4j + " fixed 2.15.0");
    assertThat(foreign.provided()).isZero();
    Item own = deb("liblog4j2-java", "2.14.1-1", "q", "1", "J <pkg-java@lists.debian.org>");
    ScanResult provided = world.scan(BOOKWORM, own, World.owned(jar, own));
    assertThat(lines(provided)).isEmpty();
    assertThat(provided.provided()).isEqualTo(1);
    Item plain = rpm("app", "1-1");
    Item built = new Item(plain.pkg(), List.of(), -1, java.util.Optional.empty(), "no vendor");
    World alma = new World().osv("CVE-2021-44228", "Maven", log4j, "2.15.0");
    assertThat(lines(alma.scan(system("almalinux", "9.4"), built, World.owned(jar, built))))
        .hasSize(1);
  }

  @Test
  void apksOfOthers() {
    World alpine = new World().osv("ALPINE-CVE-2024-7347", "Alpine:v3.20", "nginx", "1.26.2-r0");
    assertThat(reason(alpine.scan(system("alpine", "3.20.3"), apk("NGINX <defan@nginx.com>"))))
        .contains("nginx.com");
    assertThat(reason(alpine.scan(system("alpine", "3.20.3"), apk("wolfi")))).contains("wolfi");
    assertThat(alpine.scan(system("alpine", "3.20.3"), apk("N <ncopa@alpinelinux.org>")).judged())
        .isEqualTo(1);
    World wolfi = new World().osv("CGA-1", "Wolfi", "nginx", "1.28.0-r0");
    assertThat(reason(wolfi.scan(system("wolfi", "20230201"), apk("N <ncopa@alpinelinux.org>"))))
        .contains("alpinelinux.org");
  }

  private static String secdb(String repository, String pkg) {
    return """
    {"distroversion":"v3.20","reponame":"%s","packages":[
      {"pkg":{"name":"%s","secfixes":{"2-r0":["CVE-2024-0001"]}}}]}
    """
        .formatted(repository, pkg);
  }

  /** Each repository of Alpine has advisories of its own, and packages do not tell of which. */
  @Test
  void repositoriesWithoutAFeed() {
    SystemFacts system = system("alpine", "3.20.3");
    Item listed = World.apk("p", "3-r0", "p");
    Item other = World.apk("q", "1-r0", "q");
    World main = new World().feed(FeedKind.SECDB, secdb("main", "p"));
    ScanResult half = main.scan(system, listed, other);
    assertThat(half.judged()).isEqualTo(1);
    assertThat(half.unknown().getFirst().item().pkg().name()).isEqualTo("q");
    assertThat(half.unknown().getFirst().reason())
        .isEqualTo(
            "no feed covers Alpine:v3.20:community, and nothing tells of which repository it is");
    ScanResult both =
        main.feed(FeedKind.SECDB, secdb("community", "c")).scan(system, listed, other);
    assertThat(both.judged()).isEqualTo(2);
    assertThat(both.unknown()).isEmpty();
    // OSV's export of Alpine is made of main alone.
    World osv = new World().osv("ALPINE-CVE-2024-0001", "Alpine:v3.20", "p", "2-r0");
    assertThat(osv.scan(system, listed, other).judged()).isEqualTo(1);
    World stale =
        new World()
            .feed(FeedKind.SECDB, secdb("main", "p"))
            .feed(FeedKind.SECDB, secdb("community", "c"), "2026-01-01");
    assertThat(reason(stale.scan(system, other))).contains("older than 7 days");
  }

  private static Item apk(String maintainer) {
    Item plain = World.apk("nginx", "1.27.0-r1", "nginx");
    return new Item(
        new dev.plinth.pkg.installed.InstalledPackage(
            plain.pkg().type(),
            plain.pkg().name(),
            plain.pkg().version(),
            plain.pkg().architecture(),
            plain.pkg().source(),
            plain.pkg().sourceVersion(),
            maintainer,
            "",
            "",
            "",
            List.of()),
        List.of(),
        -1,
        java.util.Optional.empty());
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
