package dev.plinth.vuln.match;

import static dev.plinth.vuln.match.World.lines;
import static dev.plinth.vuln.match.World.system;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.inventory.Item;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.pkg.installed.PackageType;
import dev.plinth.vuln.feed.FeedKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Advisories that name source rpms, as Rocky's and SUSE's do. */
class SourceNamesTest {
  /** Rocky's cloud group builds kernels of its own, with records of their own. */
  @Test
  void kernelsOfRockysGroupsAreOthers() {
    String group =
        """
        {"id":"RXSA-2023:0101","upstream":["CVE-2023-0001"],"affected":[{"package":{
          "ecosystem":"Rocky Linux:8","name":"kernel",
          "purl":"pkg:rpm/rocky-linux/kernel?distro=rocky-linux-8-sig-cloud&epoch=0"},
          "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},
            {"fixed":"0:4.18.0-425.10.1.el8_7.cloud.1"}]}]}]}
        """;
    World world =
        new World()
            .feed(FeedKind.OSV, group)
            .osv(
                "RLSA-2023:0832",
                "Rocky Linux:8",
                "kernel",
                "0:4.18.0-425.13.1.el8_7",
                "\"upstream\":[\"CVE-2023-0002\"],");
    var rocky = system("rocky", "8.7");
    assertThat(lines(world.scan(rocky, World.rpm("kernel", "4.18.0-425.3.1.el8"))))
        .containsExactly("CVE-2023-0002 kernel fixed 0:4.18.0-425.13.1.el8_7");
    assertThat(lines(world.scan(rocky, World.rpm("kernel", "4.18.0-425.3.1.el8_7.cloud.0"))))
        .containsExactly(
            "CVE-2023-0001 kernel fixed 0:4.18.0-425.10.1.el8_7.cloud.1",
            "CVE-2023-0002 kernel unknown");
  }

  static Item rpm(String name, String version, String source, String sourceVersion) {
    return new Item(
        new InstalledPackage(
            PackageType.RPM,
            name,
            version,
            "x86_64",
            source,
            sourceVersion,
            "",
            "",
            "",
            "",
            List.of()),
        List.of(),
        -1,
        Optional.empty());
  }

  private static World rocky(String pkg, String fixed) {
    return new World()
        .osv("RLSA-2024:1", "Rocky Linux:9", pkg, fixed, "\"upstream\":[\"CVE-2024-0001\"],");
  }

  @Test
  void rockysRecordsAreOfSourceRpms() {
    World openssl = rocky("openssl", "1:3.0.7-25.el9_3");
    Item old = rpm("openssl-libs", "1:3.0.7-24.el9", "openssl", "1:3.0.7-24.el9");
    Item fixed = rpm("openssl-libs", "1:3.0.7-25.el9_3", "openssl", "1:3.0.7-25.el9_3");
    assertThat(lines(openssl.scan(system("rocky", "9.4"), old)))
        .containsExactly("CVE-2024-0001 openssl-libs fixed 1:3.0.7-25.el9_3");
    assertThat(lines(openssl.scan(system("rocky", "9.4"), fixed))).isEmpty();
  }

  @Test
  void packagesWithVersionsOfTheirOwnAreComparedByTheSources() {
    World perl = rocky("perl", "4:5.32.1-481.el9");
    Item errno = rpm("perl-Errno", "1.30-481.el9", "perl", "5.32.1-481.el9");
    Item old = rpm("perl-Errno", "1.30-480.el9", "perl", "5.32.1-480.el9");
    assertThat(lines(perl.scan(system("rocky", "9.4"), errno))).isEmpty();
    assertThat(lines(perl.scan(system("rocky", "9.4"), old)))
        .containsExactly("CVE-2024-0001 perl-Errno fixed 1.30-481.el9");
    World newer = rocky("perl", "4:5.40.2-1.el9");
    assertThat(lines(newer.scan(system("rocky", "9.4"), old)))
        .containsExactly("CVE-2024-0001 perl-Errno fixed 4:5.40.2-1.el9");
  }

  @Test
  void theEpochBesideARangeCounts() {
    World vim =
        new World()
            .feed(
                FeedKind.OSV,
                """
                {"id":"RLSA-2022:1","aliases":["CVE-2022-0001"],"affected":[{
                 "package":{"ecosystem":"Rocky Linux:9","name":"vim",
                  "purl":"pkg:rpm/rocky-linux/vim@8.2.2637-16.el9_0.3?distro=rocky-linux-9&epoch=2"},
                 "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},
                  {"fixed":"8.2.2637-16.el9_0.3"}]}]}]}\
                """);
    String old = "2:8.2.2637-16.el9_0.2";
    assertThat(lines(vim.scan(system("rocky", "9.0"), rpm("vim-minimal", old, "vim", old))))
        .containsExactly("CVE-2022-0001 vim-minimal fixed 2:8.2.2637-16.el9_0.3");
  }

  /** The shape of SUSE-SU records: a source, and beside its range the packages made of it. */
  private static World suse(String product, String... more) {
    return new World()
        .feed(
            FeedKind.OSV,
            """
            {"id":"SUSE-SU-2024:1-1","upstream":["CVE-2024-0001"],"affected":[{
             "package":{"ecosystem":"%s","name":"openssl-1_1",
              "purl":"pkg:rpm/suse/openssl-1_1&distro=SUSE%%20Linux"},
             "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},
              {"fixed":"1.1.1l-150500.17.31.1"}]}]%s}]}\
            """
                .formatted(product, String.join("", more)));
  }

  private static final String BINARIES =
      """
      ,"ecosystem_specific":{"binaries":[{"libopenssl1_1":"1.1.1l-150500.17.31.1",
       "other":"2.0-1.1"}]}\
      """;

  @Test
  void susesRecordsListThePackagesOfASource() {
    String product = "SUSE:Linux Enterprise Module for Basesystem 15 SP5";
    String old = "1.1.1l-150500.17.28.2";
    assertThat(
            lines(
                suse(product, BINARIES)
                    .scan(
                        system("sles", "15.5"),
                        rpm("libopenssl1_1", old, "openssl-1_1", old),
                        rpm("other", "2.0-1.0", "another", "3-1"))))
        .containsExactly(
            "CVE-2024-0001 libopenssl1_1 fixed 1.1.1l-150500.17.31.1",
            "CVE-2024-0001 other fixed 2.0-1.1");
    assertThat(
            lines(
                suse("openSUSE:Leap 15.5", BINARIES)
                    .scan(
                        system("opensuse-leap", "15.5"),
                        rpm("libopenssl1_1", old, "openssl-1_1", old))))
        .containsExactly("CVE-2024-0001 libopenssl1_1 fixed 1.1.1l-150500.17.31.1");
  }

  @Test
  void withoutAListTheSourceCounts() {
    String old = "1.1.1l-150500.17.28.2";
    assertThat(
            lines(
                suse("SUSE:Linux Enterprise Server 15 SP5")
                    .scan(system("sles", "15.5"), rpm("libopenssl1_1", old, "openssl-1_1", old))))
        .containsExactly("CVE-2024-0001 libopenssl1_1 fixed 1.1.1l-150500.17.31.1");
  }

  @Test
  void productsWithLongerSupportNeedASubscription() {
    String old = "1.1.1l-150500.17.28.2";
    for (String product :
        List.of(
            "SUSE:Linux Enterprise Server for SAP Applications 15 SP5",
            "SUSE:Linux Enterprise High Performance Computing 15 SP5-ESPOS",
            "SUSE:Linux Enterprise Server LTSS Extended Security 15 SP5")) {
      assertThat(
              lines(
                  suse(product, BINARIES)
                      .scan(system("sles", "15.5"), rpm("libopenssl1_1", old, "openssl-1_1", old))))
          .containsExactly(
              "CVE-2024-0001 libopenssl1_1 fixed 1.1.1l-150500.17.31.1 needs subscription");
    }
  }
}
