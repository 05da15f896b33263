package dev.plinth.vuln.match;

import static dev.plinth.vuln.match.World.deb;
import static dev.plinth.vuln.match.World.lines;
import static dev.plinth.vuln.match.World.system;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.inventory.SystemFacts;
import dev.plinth.pkg.installed.PackageType;
import dev.plinth.vuln.Severity;
import dev.plinth.vuln.feed.FeedKind;
import dev.plinth.vuln.life.Cycle;
import dev.plinth.vuln.life.LifeStatus.Phase;
import dev.plinth.vuln.life.LifeTable;
import dev.plinth.vuln.life.PackageSupport;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatchingRulesTest {
  private static final SystemFacts BOOKWORM = system("debian", "12");
  private static final SystemFacts JAMMY = system("ubuntu", "22.04");

  private static String tracker(String members) {
    return "{\"p\":{\"CVE-2024-0001\":{\"releases\":{\"bookworm\":{" + members + "}}}}}";
  }

  private static List<String> tracked(String members, String version) {
    return lines(
        new World()
            .feed(FeedKind.DEBIAN_TRACKER, tracker(members))
            .scan(BOOKWORM, deb("p", version)));
  }

  @Test
  void debsAreMatchedBySourceAndItsVersion() {
    World world = new World().osv("CVE-2024-0001", "Debian:12", "openssl", "3.0.15-1");
    assertThat(
            lines(
                world.scan(
                    BOOKWORM,
                    deb("libssl3", "3.0.14-1", "openssl", "3.0.14-1", ""),
                    // A rebuild of the fixed source, and a package that has only the name.
                    deb("libssl-dev", "3.0.15-1+b1", "openssl", "3.0.15-1", ""),
                    deb("openssl", "1.0-1", "other", "1.0-1", ""))))
        .containsExactly("CVE-2024-0001 libssl3 fixed 3.0.15-1");
  }

  @Test
  void epochsCount() {
    World world = new World().osv("CVE-2024-0001", "Debian:12", "zlib", "1:1.2.13.dfsg-1");
    assertThat(lines(world.scan(BOOKWORM, deb("zlib", "2.0-1")))).hasSize(1);
    assertThat(lines(world.scan(BOOKWORM, deb("zlib", "1:1.3-1")))).isEmpty();
  }

  @Test
  void backportsAreTheirReleasesFix() {
    World world =
        new World()
            .osv("CVE-2024-0001", "Debian:12", "glibc", "2.36-9+deb12u10")
            .osv("CVE-2024-0001", "Debian:13", "glibc", "2.40-6");
    assertThat(lines(world.scan(BOOKWORM, deb("glibc", "2.36-9+deb12u10")))).isEmpty();
    assertThat(lines(world.scan(BOOKWORM, deb("glibc", "2.36-9+deb12u9"))))
        .containsExactly("CVE-2024-0001 glibc fixed 2.36-9+deb12u10");
  }

  @Test
  void whatWillNotBeFixedSaysWhy() {
    assertThat(tracked("\"status\":\"open\"", "1")).containsExactly("CVE-2024-0001 p unfixed");
    assertThat(tracked("\"status\":\"open\",\"nodsa\":\"m\",\"nodsa_reason\":\"\"", "1"))
        .containsExactly("CVE-2024-0001 p no-dsa");
    assertThat(tracked("\"status\":\"open\",\"nodsa\":\"m\",\"nodsa_reason\":\"ignored\"", "1"))
        .containsExactly("CVE-2024-0001 p ignored");
    assertThat(tracked("\"status\":\"open\",\"nodsa\":\"m\",\"nodsa_reason\":\"postponed\"", "1"))
        .containsExactly("CVE-2024-0001 p postponed");
    assertThat(tracked("\"status\":\"open\",\"urgency\":\"unimportant\"", "1"))
        .containsExactly("CVE-2024-0001 p unimportant");
    assertThat(tracked("\"status\":\"open\",\"urgency\":\"end-of-life\"", "1"))
        .containsExactly("CVE-2024-0001 p end-of-life");
    assertThat(tracked("\"status\":\"undetermined\"", "1"))
        .containsExactly("CVE-2024-0001 p unknown");
    assertThat(tracked("\"status\":\"resolved\",\"fixed_version\":\"0\"", "1")).isEmpty();
    assertThat(tracked("\"status\":\"resolved\",\"fixed_version\":\"2\"", "1"))
        .containsExactly("CVE-2024-0001 p fixed 2");
    assertThat(tracked("\"status\":\"resolved\",\"fixed_version\":\"2\"", "2")).isEmpty();
  }

  @Test
  void aLaterAdvisoryIsStrongerThanNoPlan() {
    World world =
        new World()
            .feed(
                FeedKind.DEBIAN_TRACKER,
                tracker("\"status\":\"open\",\"nodsa\":\"m\",\"nodsa_reason\":\"\""))
            .osv("DLA-1-1", "Debian:12", "p", "1.5", "\"upstream\":[\"CVE-2024-0001\"],");
    assertThat(lines(world.scan(BOOKWORM, deb("p", "1.4"))))
        .containsExactly("CVE-2024-0001 p fixed 1.5");
    assertThat(lines(world.scan(BOOKWORM, deb("p", "1.5")))).isEmpty();
  }

  @Test
  void unstablesLineHoldsOnlyWithoutOneOfTheRelease() {
    String text =
        """
        {"Header":{"ID":"CVE-2024-0001"},"Annotations":[
         {"Type":"package","Package":"p","Kind":"fixed","Version":"2"},
         {"Type":"package","Package":"p","Release":"bookworm","Kind":"not-affected"}]}\
        """;
    World world = new World().feed(FeedKind.DEBIAN_LISTS, text);
    assertThat(lines(world.scan(BOOKWORM, deb("p", "1")))).isEmpty();
    // Unstable's version tells that it is affected, but nobody can upgrade to it within a release.
    assertThat(lines(world.scan(system("debian", "13"), deb("p", "1"))))
        .containsExactly("CVE-2024-0001 p unfixed");
  }

  @Test
  void severalFixesOfOneVulnerabilityMustAllBePassed() {
    World world =
        new World()
            .osv("DSA-1-1", "Debian:12", "p", "1.1", "\"upstream\":[\"CVE-2024-0001\"],")
            .osv("DSA-1-2", "Debian:12", "p", "1.2", "\"upstream\":[\"CVE-2024-0001\"],");
    ScanResult result = world.scan(BOOKWORM, deb("p", "1.1"));
    assertThat(lines(result)).containsExactly("CVE-2024-0001 p fixed 1.2");
    assertThat(result.findings().getFirst().advisories()).containsExactly("DSA-1-1", "DSA-1-2");
  }

  @Test
  void oneFindingIsOneCveOnOnePackage() {
    World world =
        new World()
            .osv(
                "USN-1-1",
                "Ubuntu:22.04:LTS",
                "p",
                "2",
                "\"upstream\":[\"UBUNTU-CVE-2024-0001\",\"CVE-2024-0002\"],")
            .osv(
                "UBUNTU-CVE-2024-0001",
                "Ubuntu:22.04:LTS",
                "p",
                "2",
                "\"upstream\":[\"CVE-2024-0001\"],");
    assertThat(lines(world.scan(JAMMY, deb("p", "1"))))
        .containsExactly("CVE-2024-0001 p fixed 2", "CVE-2024-0002 p fixed 2");
    World none = new World().osv("DSA-5474-1", "Debian:12", "p", "2");
    assertThat(lines(none.scan(BOOKWORM, deb("p", "1")))).containsExactly("DSA-5474-1 p fixed 2");
  }

  @Test
  void withdrawnRecordsAreSkipped() {
    World world =
        new World()
            .osv("CVE-2024-0001", "Debian:12", "p", "2", "\"withdrawn\":\"2025-01-01T00:00:00Z\",");
    world.osv("CVE-2024-0002", "Debian:12", "q", "2");
    assertThat(lines(world.scan(BOOKWORM, deb("p", "1")))).isEmpty();
  }

  @Test
  void ubuntuProsFixesNeedASubscriptionAndCountWhereInstalled() {
    SystemFacts xenial = system("ubuntu", "16.04");
    World world =
        new World()
            .osv("UBUNTU-CVE-2024-0001", "Ubuntu:16.04:LTS", "p", "")
            .osv("UBUNTU-CVE-2024-0001", "Ubuntu:Pro:16.04:LTS", "p", "1.0-1ubuntu1+esm1")
            .osv("UBUNTU-CVE-2024-0002", "Ubuntu:Pro:16.04:LTS", "p", "1.0-1ubuntu1+esm2")
            .osv("UBUNTU-CVE-2024-0003", "Ubuntu:16.04:LTS", "p", "1.0-1ubuntu0.9");
    assertThat(lines(world.scan(xenial, deb("p", "1.0-1ubuntu1"))))
        .containsExactly(
            "CVE-2024-0001 p fixed 1.0-1ubuntu1+esm1 needs subscription",
            "CVE-2024-0002 p fixed 1.0-1ubuntu1+esm2 needs subscription");
    assertThat(lines(world.scan(xenial, deb("p", "1.0-1ubuntu1+esm1"))))
        .containsExactly("CVE-2024-0002 p fixed 1.0-1ubuntu1+esm2 needs subscription");
    assertThat(lines(world.scan(xenial, deb("p", "1.0-1ubuntu1+esm2")))).isEmpty();
  }

  @Test
  void fipsBuildsHaveFixesOfTheirOwn() {
    World world =
        new World()
            .osv("UBUNTU-CVE-2024-0001", "Ubuntu:22.04:LTS", "openssl", "3.0.2-0ubuntu1.15")
            .osv(
                "UBUNTU-CVE-2024-0002",
                "Ubuntu:Pro:FIPS:22.04:LTS",
                "openssl",
                "3.0.2-0ubuntu1.9+Fips1");
    assertThat(lines(world.scan(JAMMY, deb("openssl", "3.0.2-0ubuntu1.8+Fips1"))))
        .containsExactly(
            "CVE-2024-0001 openssl unknown",
            "CVE-2024-0002 openssl fixed 3.0.2-0ubuntu1.9+Fips1 needs subscription");
  }

  @Test
  void apksAreMatchedByOrigin() {
    String secdb =
        """
        {"distroversion":"v3.20","packages":[{"pkg":{"name":"openssl","secfixes":{
          "0":["CVE-2022-1292"],"3.3.2-r0":["CVE-2024-6119"]}}}]}\
        """;
    World world = new World().feed(FeedKind.SECDB, secdb);
    SystemFacts alpine = system("alpine", "3.20.3");
    assertThat(lines(world.scan(alpine, World.apk("libcrypto3", "3.3.1-r3", "openssl"))))
        .containsExactly("CVE-2024-6119 libcrypto3 fixed 3.3.2-r0");
    ScanResult fixed = world.scan(alpine, World.apk("libcrypto3", "3.3.2-r0", "openssl"));
    assertThat(lines(fixed)).isEmpty();
    assertThat(fixed.feeds().getFirst().onlyFixed()).containsExactly("Alpine:v3.20");
  }

  @Test
  void aLanguagePackageOfTheDistributionIsMatchedByItsFeedOnly() {
    World world =
        new World()
            .osv("GHSA-1", "PyPI", "pymysql", "1.1.1", "\"aliases\":[\"CVE-2024-36039\"],")
            .osv("CVE-2024-36039", "Debian:12", "python-pymysql", "1.0.2-2+deb12u1");
    var owner = deb("python3-pymysql", "1.0.2-2+deb12u1", "python-pymysql", "1.0.2-2+deb12u1", "");
    var item = World.language(PackageType.PYPI, "PyMySQL", "1.0.2");
    ScanResult provided = world.scan(BOOKWORM, owner, World.owned(item, owner));
    assertThat(lines(provided)).isEmpty();
    assertThat(provided.provided()).isEqualTo(1);
    ScanResult own = world.scan(BOOKWORM, owner, item);
    assertThat(lines(own)).containsExactly("CVE-2024-36039 PyMySQL fixed 1.1.1");
    assertThat(own.findings().getFirst().aliases()).containsExactly("GHSA-1");
  }

  @Test
  void languagesAreAnyOfTheirRanges() {
    String osv =
        """
        {"id":"GHSA-2","affected":[{"package":{"ecosystem":"Maven","name":"g:a"},"ranges":[
          {"type":"ECOSYSTEM","events":[{"introduced":"1.0"},{"fixed":"1.5"}]},
          {"type":"ECOSYSTEM","events":[{"introduced":"2.0"},{"last_affected":"2.3"}]}],
          "versions":["0.1-odd"]}]}\
        """;
    World world = new World().feed(FeedKind.OSV, osv);
    for (String affected : List.of("1.0", "1.4.9", "2.0", "2.3", "0.1-odd")) {
      assertThat(lines(world.scan(BOOKWORM, World.language(PackageType.MAVEN, "g:a", affected))))
          .as(affected)
          .hasSize(1);
    }
    for (String safe : List.of("0.9", "1.5", "1.9", "2.3.1")) {
      assertThat(lines(world.scan(BOOKWORM, World.language(PackageType.MAVEN, "g:a", safe))))
          .as(safe)
          .isEmpty();
    }
  }

  @Test
  void severityIsTheDistributionsThenTheCnasThenCisas() {
    String cve =
        """
        {"cveMetadata":{"cveId":"CVE-2024-0001","assignerShortName":"acme"},"containers":{
         "cna":{"metrics":[{"cvssV3_1":{"vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}}]},
         "adp":[{"metrics":[{"cvssV3_1":{"vectorString":"CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}}]}]}}\
        """;
    World world =
        new World()
            .osv(
                "UBUNTU-CVE-2024-0001",
                "Ubuntu:22.04:LTS",
                "p",
                "2",
                "\"severity\":[{\"type\":\"Ubuntu\",\"score\":\"low\"}],")
            .osv("CVE-2024-0001", "Debian:12", "p", "2")
            .osv("CVE-2024-0009", "Debian:12", "p", "2")
            .feed(FeedKind.CVE, cve);
    var ubuntu = world.scan(JAMMY, deb("p", "1")).findings().getFirst();
    assertThat(ubuntu.severity()).isEqualTo(Severity.LOW);
    assertThat(ubuntu.severities()).hasSize(3);
    var debian = world.scan(BOOKWORM, deb("p", "1")).findings();
    assertThat(debian.getFirst().severity()).isEqualTo(Severity.CRITICAL);
    assertThat(debian.getFirst().shown().orElseThrow().source()).isEqualTo("acme");
    assertThat(debian.getLast().severity()).isEqualTo(Severity.UNKNOWN);
    assertThat(
            new dev.plinth.vuln.SeverityOrder(List.of(dev.plinth.vuln.Rating.Origin.CISA))
                .severity(ubuntu.severities()))
        .isEqualTo(Severity.HIGH);
  }

  @Test
  void attacksAreKnown() {
    World world =
        new World()
            .osv("CVE-2024-0001", "Debian:12", "p", "2")
            .feed(FeedKind.KEV_CSV, "cveID,dateAdded\nCVE-2024-0001,2024-05-01\n")
            .feed(FeedKind.EPSS, "cve,epss,percentile\nCVE-2024-0001,0.9,0.99\n");
    var finding = world.scan(BOOKWORM, deb("p", "1")).findings().getFirst();
    assertThat(finding.exploitation().exploited()).isTrue();
    assertThat(finding.exploitation().epss()).isEqualTo(0.9);
  }

  @Test
  void anEndedDistributionIsAFindingOfItsOwn() {
    LifeTable table =
        new LifeTable(
            List.of(
                new Cycle("debian", "12", "2026-06-10", "2028-06-30", "f"),
                new Cycle("debian", "10", "2022-09-10", "2024-06-30", "f")),
            List.of(
                new PackageSupport("12", "php-horde.*", "0", "2025-03-22", "ended"),
                new PackageSupport("12", "later", "0", "2099-01-01", "not yet")));
    World world = new World().life(table).osv("CVE-2024-0001", "Debian:12", "p", "2");
    ScanResult result = world.scan(BOOKWORM, deb("php-horde-core", "1"), deb("later", "1"));
    assertThat(result.life().orElseThrow().phase()).isEqualTo(Phase.EXTENDED);
    assertThat(result.support()).hasSize(1);
    assertThat(world.scan(system("debian", "10"), deb("p", "1")).life().orElseThrow().phase())
        .isEqualTo(Phase.ENDED);
  }

  /** PyTorch's own index has builds of one version for each accelerator. */
  @Test
  void localBuildsAreTheVersionThatIsAffected() {
    String affected =
        "{\"id\":\"%s\",\"affected\":[{\"package\":{\"ecosystem\":\"PyPI\",\"name\":\"torch\"},%s}]}";
    String last =
        "\"ranges\":[{\"type\":\"ECOSYSTEM\",\"events\":"
            + "[{\"introduced\":\"0\"},{\"last_affected\":\"2.6.0\"}]}]";
    World world =
        new World()
            .feed(FeedKind.OSV, affected.formatted("CVE-2025-0001", last))
            .feed(FeedKind.OSV, affected.formatted("CVE-2025-0002", "\"versions\":[\"2.6.0\"]"))
            .osv("CVE-2025-0003", "PyPI", "torch", "2.6.0");
    var local = World.language(PackageType.PYPI, "torch", "2.6.0+cu124");
    assertThat(lines(world.scan(BOOKWORM, local)))
        .containsExactly("CVE-2025-0001 torch unfixed", "CVE-2025-0002 torch unfixed");
    var later = World.language(PackageType.PYPI, "torch", "2.6.1+cu124");
    assertThat(lines(world.scan(BOOKWORM, later))).isEmpty();
  }

  /** The only package that has a kernel of Debian's is made of its signatures. */
  @Test
  void kernelsAreOfTheSourceThatWasSigned() {
    World world =
        new World()
            .osv("CVE-2025-0001", "Debian:12", "linux", "6.1.195-1")
            .osv("CVE-2025-0002", "Debian:12", "linux", "6.1.192-2")
            .osv("CVE-2025-0003", "Debian:12", "linux-6.12", "6.12.118-1~deb12u1");
    var plain =
        deb("linux-image-6.1.0-53-amd64", "6.1.192-2", "linux-signed-amd64", "6.1.192+2", "");
    var newer =
        deb(
            "linux-image-6.12-amd64",
            "6.12.117-1~deb12u1",
            "linux-signed-6.12-amd64",
            "6.12.117+1~deb12u1",
            "");
    assertThat(lines(world.scan(BOOKWORM, plain, newer)))
        .containsExactly(
            "CVE-2025-0001 linux-image-6.1.0-53-amd64 fixed 6.1.195-1",
            "CVE-2025-0003 linux-image-6.12-amd64 fixed 6.12.118-1~deb12u1");
    String grub = "1+2.06+13+deb12u1";
    var loader = deb("grub-efi-amd64-signed", grub, "grub-efi-amd64-signed", grub, "");
    assertThat(world.scan(BOOKWORM, loader).unknown().getFirst().reason()).contains("signs what");
    World ubuntu =
        new World()
            .osv("CVE-2025-0001", "Ubuntu:22.04:LTS", "linux-aws", "6.8.0-1030.32")
            .osv(
                "CVE-2025-0002",
                "Ubuntu:Pro:22.04:LTS:Realtime:Kernel",
                "linux-realtime",
                "5.15.0-1080.88");
    var aws = deb("linux-image-aws", "6.8.0-1029.31", "linux-signed-aws", "6.8.0-1029.31", "");
    var realtime = deb("linux-image-rt", "5.15.0-1", "linux-realtime", "5.15.0-1", "");
    assertThat(lines(ubuntu.scan(JAMMY, aws, realtime)))
        .containsExactly(
            "CVE-2025-0001 linux-image-aws fixed 6.8.0-1030.32",
            "CVE-2025-0002 linux-image-rt fixed 5.15.0-1080.88 needs subscription");
  }

  @Test
  void bugsAndEnhancementsAreNoVulnerabilities() {
    World world =
        new World()
            .osv("ALBA-2024:1", "AlmaLinux:9", "p", "2-1.el9")
            .osv("ALEA-2024:2", "AlmaLinux:9", "p", "2-1.el9")
            .osv("ALBA-2024:3", "AlmaLinux:9", "p", "2-1.el9", "\"related\":[\"CVE-2024-0001\"],")
            .osv("ALSA-2024:4", "AlmaLinux:9", "p", "2-1.el9");
    assertThat(lines(world.scan(system("almalinux", "9.4"), World.rpm("p", "1-1.el9"))))
        .containsExactly("ALSA-2024:4 p fixed 2-1.el9", "CVE-2024-0001 p fixed 2-1.el9");
  }
}
