package dev.plinth.vuln.match;

import static dev.plinth.vuln.match.World.lines;
import static dev.plinth.vuln.match.World.rhel;
import static dev.plinth.vuln.match.World.rpm;
import static dev.plinth.vuln.match.World.system;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.inventory.Item;
import dev.plinth.inventory.SystemFacts;
import dev.plinth.vuln.SharedData;
import dev.plinth.vuln.Verdict;
import dev.plinth.vuln.feed.FeedKind;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RedHatTest {
  private static final String MAIN = "Red Hat:enterprise_linux:9::appstream";
  private static final String EUS = "Red Hat:rhel_eus:9.2::appstream";

  private static World streams() {
    return new World()
        .osv("RHSA-2024:1", MAIN, "p", "1-10.el9_4", "\"upstream\":[\"CVE-2024-0001\"],")
        .osv("RHSA-2024:2", EUS, "p", "1-5.el9_2.3", "\"upstream\":[\"CVE-2024-0001\"],");
  }

  @Test
  void contentSetsProveTheStream() {
    SystemFacts main = rhel("9.4", "rhel-9-for-x86_64-appstream-rpms");
    SystemFacts eus = rhel("9.2", "rhel-9-for-x86_64-appstream-eus-rpms");
    Item installed = rpm("p", "1-5.el9_2.3");
    assertThat(lines(streams().scan(main, installed)))
        .containsExactly("CVE-2024-0001 p fixed 1-10.el9_4");
    assertThat(lines(streams().scan(eus, installed))).isEmpty();
    assertThat(lines(streams().scan(eus, rpm("p", "1-5.el9_2.2"))))
        .containsExactly("CVE-2024-0001 p fixed 1-5.el9_2.3");
    assertThat(
            lines(streams().scan(rhel("9.4", "rhel-9-for-x86_64-appstream-e4s-rpms"), installed)))
        .containsExactly("CVE-2024-0001 p unknown");
    assertThat(lines(streams().scan(rhel("9.4", "ubi-9-appstream-rpms"), rpm("p", "1-9.el9"))))
        .containsExactly("CVE-2024-0001 p fixed 1-10.el9_4");
  }

  /** From 10 on, mainline's products have the minor release in which a fix came first. */
  @Test
  void productsOfTen() {
    World ten =
        new World()
            .osv(
                "RHSA-2025:1",
                "Red Hat:enterprise_linux:10.0",
                "p",
                "1-10.el10_0",
                "\"upstream\":[\"CVE-2025-0001\"],")
            .osv(
                "RHSA-2025:2",
                "Red Hat:enterprise_linux_eus:10.0",
                "q",
                "1-10.el10_0",
                "\"upstream\":[\"CVE-2025-0002\"],");
    SystemFacts main = rhel("10.1", "rhel-10-for-x86_64-baseos-rpms");
    assertThat(lines(ten.scan(main, rpm("p", "1-9.el10"), rpm("q", "1-9.el10"))))
        .containsExactly("CVE-2025-0001 p fixed 1-10.el10_0");
    assertThat(lines(ten.scan(main, rpm("p", "1-12.el10_1")))).isEmpty();
    assertThat(lines(ten.scan(rhel("10.1"), rpm("p", "1-9.el10"))))
        .containsExactly("CVE-2025-0001 p fixed 1-10.el10_0");
    SystemFacts eus = rhel("10.0", "rhel-10-for-x86_64-baseos-eus-rpms");
    assertThat(lines(ten.scan(eus, rpm("q", "1-9.el10"))))
        .containsExactly("CVE-2025-0002 q fixed 1-10.el10_0");
  }

  private static String leaf(String id, String purl) {
    return "{\"product\":{\"product_id\":\"%s\",\"product_identification_helper\":{\"purl\":\"%s\"}}}"
        .formatted(id, purl);
  }

  private static World affected(String... leaves) {
    return new World()
        .feed(
            FeedKind.CSAF_VEX,
            """
            {"document":{"category":"csaf_vex","publisher":{"name":"Red Hat Product Security"}},
             "product_tree":{"branches":[
               {"product":{"product_id":"9","product_identification_helper":
                 {"cpe":"cpe:/o:redhat:enterprise_linux:9"}}},%s],
              "relationships":[{"full_product_name":{"product_id":"9:p"},
                "product_reference":"p","relates_to_product_reference":"9"}]},
             "vulnerabilities":[{"cve":"CVE-2024-0001","product_status":{"known_affected":["9:p"]}}]}
            """
                .formatted(String.join(",", leaves)));
  }

  @Test
  void unfixedComponentsAreSourcesWhereNoSourceIsNamed() {
    Item libs = SourceNamesTest.rpm("p-libs", "1-1.el9", "p", "1-1.el9");
    String plain = leaf("p", "pkg:rpm/redhat/p");
    assertThat(lines(affected(plain).scan(rhel("9.4"), libs)))
        .containsExactly("CVE-2024-0001 p-libs unfixed");
    String source = leaf("p.src", "pkg:rpm/redhat/p?arch=src");
    assertThat(lines(affected(plain, source).scan(rhel("9.4"), libs))).isEmpty();
    assertThat(lines(affected(plain, source).scan(rhel("9.4"), rpm("p", "1-1.el9"))))
        .containsExactly("CVE-2024-0001 p unfixed");
  }

  @Test
  void softwareCollectionsAreNotOfTheBaseSystem() {
    World collections =
        new World()
            .osv(
                "RHSA-2024:3",
                "Red Hat:rhel_software_collections:3::el7",
                "p",
                "1-5.el7",
                "\"upstream\":[\"CVE-2024-0001\"],");
    SystemFacts seven = rhel("7.9", "rhel-7-server-rpms", "rhel-server-rhscl-7-rpms");
    assertThat(lines(collections.scan(seven, rpm("p", "1-4.el7"))))
        .containsExactly("CVE-2024-0001 p unknown");
    assertThat(lines(collections.scan(rhel("7.9", "rhel-7-server-rpms"), rpm("p", "1-4.el7"))))
        .isEmpty();
  }

  @Test
  void theRepositoryMustBeProvenToo() {
    assertThat(lines(streams().scan(rhel("9.4", "ubi-9-baseos-rpms"), rpm("p", "1-9.el9"))))
        .containsExactly("CVE-2024-0001 p unknown");
  }

  @Test
  void releaseTagsProveTheStream() {
    SystemFacts nine = rhel("9.2");
    // Built for every 9: mainline.
    assertThat(lines(streams().scan(nine, rpm("p", "1-4.el9"))))
        .containsExactly("CVE-2024-0001 p fixed 1-10.el9_4");
    // Built for 9.2: the extended stream's fix is of the same branch.
    assertThat(lines(streams().scan(nine, rpm("p", "1-5.el9_2.3")))).isEmpty();
    assertThat(lines(streams().scan(nine, rpm("p", "1-5.el9_2"))))
        .containsExactly("CVE-2024-0001 p fixed 1-5.el9_2.3");
    // Built for 9.4, the same as mainline's fix.
    assertThat(lines(streams().scan(nine, rpm("p", "1-10.el9_4")))).isEmpty();
  }

  @Test
  void withoutProofItIsUnknown() {
    World main =
        new World()
            .osv("RHSA-2024:1", MAIN, "p", "1-10.el9_4", "\"upstream\":[\"CVE-2024-0001\"],");
    assertThat(lines(main.scan(rhel("9.2"), rpm("p", "1-5.el9_2"))))
        .containsExactly("CVE-2024-0001 p unknown");
    World eus =
        new World()
            .osv("RHSA-2024:2", EUS, "p", "1-5.el9_2.3", "\"upstream\":[\"CVE-2024-0001\"],");
    ScanResult result = eus.scan(rhel("9.4"), rpm("p", "1-4.el9"));
    assertThat(result.findings().getFirst().verdict())
        .isInstanceOfSatisfying(
            Verdict.Unknown.class, unknown -> assertThat(unknown.reason()).contains("EUS 9.2"));
  }

  @Test
  void otherMajorReleasesAndLayeredProductsAreOthers() {
    World world =
        new World()
            .osv("RHSA-2024:3", "Red Hat:enterprise_linux:8::appstream", "p", "2-1.el8")
            .osv("RHSA-2024:4", "Red Hat:openshift:4.12::el9", "p", "2-1.rhaos4.12.el9")
            .osv("RHSA-2024:5", MAIN, "q", "2-1.el9");
    assertThat(lines(world.scan(rhel("9.4"), rpm("p", "1-1.el9")))).isEmpty();
    assertThat(lines(world.scan(rhel("9.4", "ubi-9-appstream-rpms"), rpm("p", "1-1.el9"))))
        .isEmpty();
    assertThat(
            lines(
                world.scan(
                    rhel("9.4", "rhocp-4.12-for-rhel-9-x86_64-rpms"),
                    rpm("p", "1-1.rhaos4.12.el9"))))
        .containsExactly("RHSA-2024:4 p fixed 2-1.rhaos4.12.el9");
  }

  @Test
  void realAdvisoriesAreOfTheirStream() throws IOException {
    World world =
        new World()
            .feed(
                FeedKind.OSV,
                SharedData.text("debian-tracker/osv-samples/redhat-RHSA-2024_8709.json"));
    assertThat(lines(world.scan(rhel("9.2"), rpm("podman", "2:4.4.1-20.el9_2"))))
        .containsExactly("CVE-2024-9675 podman fixed 2:4.4.1-21.el9_2");
    assertThat(lines(world.scan(rhel("9.4"), rpm("podman", "2:4.9.4-1.el9_4")))).isEmpty();
  }

  @Test
  void modulesAreMatchedByStream() {
    SystemFacts alma = system("almalinux", "8.10");
    String fixed = "1:18.20.4-1.module_el8.10.0+3890+52b8f0d6";
    World world =
        new World()
            .osv(
                "ALSA-2024:5815",
                "AlmaLinux:8",
                "nodejs",
                fixed,
                "\"summary\":\"Important: nodejs:18 security update\",")
            .osv(
                "ALSA-2024:5814",
                "AlmaLinux:8",
                "nodejs",
                "1:20.16.0-1.module_el8.10.0+3895+a1b2c3d4",
                "\"summary\":\"Important: nodejs:20 security update\",");
    String old = "1:18.19.0-1.module_el8.9.0+3700+aaaaaaaa";
    assertThat(lines(world.scan(alma, rpm("nodejs", old, "", "nodejs:18:80:ab", ""))))
        .containsExactly("ALSA-2024:5815 nodejs fixed " + fixed);
    assertThat(lines(world.scan(alma, rpm("nodejs", fixed, "", "nodejs:18:80:ab", "")))).isEmpty();
    // Another stream, and a package of no module by the same name.
    assertThat(lines(world.scan(alma, rpm("nodejs", old, "", "nodejs:16:80:ab", "")))).isEmpty();
    assertThat(lines(world.scan(alma, rpm("nodejs", "1:10.0-1.el8")))).isEmpty();
    // Nothing says which stream.
    assertThat(lines(world.scan(alma, rpm("nodejs", old))))
        .containsExactly("ALSA-2024:5814 nodejs unknown", "ALSA-2024:5815 nodejs unknown");
  }

  @Test
  void advisoriesThatDoNotNameTheStreamAreUnknown() {
    World world =
        new World().osv("ALSA-2024:1", "AlmaLinux:8", "nodejs", "1:18-1.module_el8.10.0+1+a");
    SystemFacts alma = system("almalinux", "8.10");
    assertThat(
            lines(
                world.scan(
                    alma, rpm("nodejs", "1:16-1.module_el8.9.0+1+b", "", "nodejs:16:1:c", ""))))
        .containsExactly("ALSA-2024:1 nodejs unknown");
  }

  @Test
  void rebuildsOfOneFixAreOneFix() {
    String summary = "\"summary\":\"Important: nodejs:10 security update\",";
    World world =
        new World()
            .osv(
                "ALSA-2021:0735",
                "AlmaLinux:8",
                "nodejs",
                "1:10.24.0-1.module_el8.4.0+2224+b07ac28e",
                summary)
            .osv(
                "ALSA-2021:0735",
                "AlmaLinux:8",
                "nodejs",
                "1:10.24.0-1.module_el8.3.0+2047+b07ac28e",
                summary);
    SystemFacts alma = system("almalinux", "8.3");
    String label = "nodejs:10:8030020210222:30b713e6";
    assertThat(
            lines(
                world.scan(
                    alma,
                    rpm("nodejs", "1:10.24.0-1.module_el8.3.0+2047+b07ac28e", "", label, ""))))
        .isEmpty();
    assertThat(
            lines(
                world.scan(
                    alma,
                    rpm("nodejs", "1:10.23.1-1.module_el8.3.0+2023+d2377ea3", "", label, ""))))
        .hasSize(1);
  }

  @Test
  void architecturesCount() {
    String vex = dev.plinth.vuln.match.Csaf.FIXED_ON_ARM;
    World world = new World().feed(FeedKind.CSAF_VEX, vex);
    assertThat(lines(world.scan(rhel("9.4"), rpm("p", "1-1.el9")))).isEmpty();
    Item arm =
        new Item(
            new dev.plinth.pkg.installed.InstalledPackage(
                dev.plinth.pkg.installed.PackageType.RPM,
                "p",
                "1-1.el9",
                "aarch64",
                "p",
                "1-1.el9",
                "",
                "",
                "",
                "",
                java.util.List.of()),
            java.util.List.of(),
            -1,
            java.util.Optional.empty());
    assertThat(lines(world.scan(rhel("9.4"), arm)))
        .containsExactly("CVE-2024-0001 p fixed 2-1.el9");
  }

  @Test
  void susesLongTermSupportNeedsASubscription() {
    World world =
        new World()
            .osv("SUSE-SU-1", "SUSE:Linux Enterprise Server 15 SP3-LTSS", "p", "2-1")
            .osv("SUSE-SU-2", "SUSE:Linux Enterprise Module for Basesystem 15 SP3", "p", "1.5-1");
    assertThat(lines(world.scan(system("sles", "15.3"), rpm("p", "1.5-1"))))
        .containsExactly("SUSE-SU-1 p fixed 2-1 needs subscription");
  }
}
