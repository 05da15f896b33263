package dev.plinth.vuln.match;

import static dev.plinth.vuln.match.World.lines;
import static dev.plinth.vuln.match.World.rhel;
import static dev.plinth.vuln.match.World.rpm;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.inventory.Item;
import dev.plinth.vuln.feed.FeedKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The forms that Red Hat's VEX files have and had. */
class RedHatVexTest {
  private static final String MODULE = "pg:15:9040020240812115436:rhel9";
  private static final String FIX = "15.8-1.module+el9.4.0+22208+cd6b92ff";
  private static final String OLD = "15.7-1.module+el9.4.0+21900+aaaaaaaa";

  private static String product(String id, String helper) {
    String key = helper.startsWith("cpe:") ? "cpe" : "purl";
    return "{\"product\":{\"product_id\":\"%s\",\"product_identification_helper\":{\"%s\":\"%s\"}}}"
        .formatted(id, key, helper);
  }

  private static String part(String whole, String part) {
    return ("{\"full_product_name\":{\"product_id\":\"%s:%s\"},\"product_reference\":\"%s\","
            + "\"relates_to_product_reference\":\"%s\"}")
        .formatted(whole, part, part, whole);
  }

  private static World vex(List<String> products, List<String> parts, String statuses) {
    return new World()
        .feed(
            FeedKind.CSAF_VEX,
            """
            {"document":{"category":"csaf_vex","publisher":{"name":"Red Hat Product Security"}},
             "product_tree":{"branches":[%s],"relationships":[%s]},
             "vulnerabilities":[{"cve":"CVE-2024-0001","product_status":{%s}}]}
            """
                .formatted(String.join(",", products), String.join(",", parts), statuses));
  }

  private static Item modular(String version, String label) {
    return rpm("pg-libs", version, "", label, "");
  }

  /** As until 2024: a package is part of a module, which is part of a release. */
  @Test
  void packagesOfModulesAreFixedInTheRelease() {
    String rpm = "pg-libs-0:" + FIX + ".x86_64";
    World world =
        vex(
            List.of(
                product("AppStream-9.4", "cpe:/a:redhat:enterprise_linux:9::appstream"),
                product(MODULE, "pkg:rpmmod/redhat/pg@15:9040020240812115436:rhel9"),
                product(rpm, "pkg:rpm/redhat/pg-libs@" + FIX.replace("+", "%2B") + "?arch=x86_64")),
            List.of(part("AppStream-9.4", MODULE), part("AppStream-9.4:" + MODULE, rpm)),
            "\"fixed\":[\"AppStream-9.4:" + MODULE + ":" + rpm + "\"]");
    assertThat(lines(world.scan(rhel("9.4"), modular(OLD, "pg:15:9040020240101:rhel9"))))
        .containsExactly("CVE-2024-0001 pg-libs fixed " + FIX);
    assertThat(lines(world.scan(rhel("9.4"), modular(FIX, MODULE)))).isEmpty();
    assertThat(lines(world.scan(rhel("9.4"), modular(OLD, "pg:16:9040020240101:rhel9")))).isEmpty();
  }

  @Test
  void packagesOfModulesAreAffected() {
    World world =
        vex(
            List.of(
                product("9", "cpe:/o:redhat:enterprise_linux:9"),
                product("pg:15/pg", "pkg:rpmmod/redhat/pg:15/pg")),
            List.of(part("9", "pg:15/pg")),
            "\"known_affected\":[\"9:pg:15/pg\"]");
    assertThat(lines(world.scan(rhel("9.4"), rpm("pg", OLD, "", "pg:15:9040020240101:rhel9", ""))))
        .containsExactly("CVE-2024-0001 pg unfixed");
    assertThat(lines(world.scan(rhel("9.4"), rpm("pg", OLD, "", "pg:16:9040020240101:rhel9", ""))))
        .isEmpty();
    assertThat(lines(world.scan(rhel("9.4"), rpm("pg", "13-1.el9")))).isEmpty();
  }

  /** As from 2026 on. */
  @Test
  void aFixMayNameTheSourceAlone() {
    World world =
        vex(
            List.of(
                product("9", "cpe:/a:redhat:enterprise_linux:9::appstream"),
                product("p-0:2-2.el9_4", "pkg:rpm/redhat/p@2-2.el9_4?arch=src")),
            List.of(part("9", "p-0:2-2.el9_4")),
            "\"fixed\":[\"9:p-0:2-2.el9_4\"]");
    assertThat(
            lines(
                world.scan(
                    rhel("9.4"),
                    SourceNamesTest.rpm("p-libs", "2-1.el9_4", "p", "2-1.el9_4"),
                    SourceNamesTest.rpm("p-tool", "1-1.el9_4", "p", "2-1.el9_4"))))
        .containsExactly(
            "CVE-2024-0001 p-libs fixed 2-2.el9_4", "CVE-2024-0001 p-tool fixed 1-2.el9_4");
    assertThat(
            lines(
                world.scan(
                    rhel("9.4"), SourceNamesTest.rpm("p-tool", "1-2.el9_4", "p", "2-2.el9_4"))))
        .isEmpty();
  }

  @Test
  void whatIsSaidOfThePackageCountsBeforeItsSource() {
    List<String> products =
        List.of(
            product("9", "cpe:/o:redhat:enterprise_linux:9"),
            product("8", "cpe:/o:redhat:enterprise_linux:8"),
            product("cups.src", "pkg:rpm/redhat/cups?arch=src"),
            product("cups", "pkg:rpm/redhat/cups"),
            product("cups-libs", "pkg:rpm/redhat/cups-libs"));
    List<String> parts = List.of(part("9", "cups.src"), part("9", "cups"), part("9", "cups-libs"));
    World world =
        vex(
            products,
            parts,
            "\"known_affected\":[\"9:cups.src\",\"9:cups\"],"
                + "\"known_not_affected\":[\"9:cups-libs\"]");
    Item libs = SourceNamesTest.rpm("cups-libs", "1:2-1.el9", "cups", "1:2-1.el9");
    Item client = SourceNamesTest.rpm("cups-client", "1:2-1.el9", "cups", "1:2-1.el9");
    assertThat(lines(world.scan(rhel("9.4"), libs, client)))
        .containsExactly("CVE-2024-0001 cups-client unfixed");
    World other =
        vex(
            products,
            List.of(part("9", "cups.src"), part("8", "cups-libs")),
            "\"known_affected\":[\"9:cups.src\"],\"known_not_affected\":[\"8:cups-libs\"]");
    assertThat(lines(other.scan(rhel("9.4"), libs)))
        .containsExactly("CVE-2024-0001 cups-libs unfixed");
  }

  private static World fixed(String cpe, String version) {
    return vex(
        List.of(product("P", cpe), product("p", "pkg:rpm/redhat/p@" + version + "?arch=x86_64")),
        List.of(part("P", "p")),
        "\"fixed\":[\"P:p\"]");
  }

  /** What was fixed while 9.4 was the newest is published for mainline, and in its extended one. */
  @Test
  void extendedStreamsBeginAsMainline() {
    World main = fixed("cpe:/o:redhat:enterprise_linux:9::baseos", "1-4.el9_4");
    var eus = rhel("9.4", "rhel-9-for-x86_64-baseos-eus-rpms");
    assertThat(lines(main.scan(eus, rpm("p", "1-3.el9_4"))))
        .containsExactly("CVE-2024-0001 p fixed 1-4.el9_4");
    assertThat(lines(main.scan(eus, rpm("p", "1-4.el9_4")))).isEmpty();
    assertThat(lines(main.scan(eus, rpm("p", "1-2.el9_2"))))
        .containsExactly("CVE-2024-0001 p unknown");
  }

  @Test
  void whatIsNotFixedInMainlineIsNotInExtendedStreams() {
    World world =
        vex(
            List.of(
                product("9", "cpe:/o:redhat:enterprise_linux:9"),
                product("9.2", "cpe:/o:redhat:rhel_eus:9.2::baseos"),
                product("p.src", "pkg:rpm/redhat/p?arch=src"),
                product("q.src", "pkg:rpm/redhat/q?arch=src"),
                product("q", "pkg:rpm/redhat/q@1-2.el9_2.1?arch=x86_64")),
            List.of(part("9", "p.src"), part("9", "q.src"), part("9.2", "q")),
            "\"known_affected\":[\"9:p.src\",\"9:q.src\"],\"fixed\":[\"9.2:q\"]");
    var eus = rhel("9.2", "rhel-9-for-x86_64-baseos-eus-rpms");
    assertThat(lines(world.scan(eus, rpm("p", "1-1.el9"), rpm("q", "1-2.el9_2.1"))))
        .containsExactly("CVE-2024-0001 p unfixed");
  }

  /** Nothing else is published of a release after its end. */
  @Test
  void fixesAfterTheEndOfAReleaseNeedTheirSubscription() {
    World els = fixed("cpe:/o:redhat:rhel_els:7", "1-4.el7_9");
    Item old = rpm("p", "1-3.el7_9");
    assertThat(lines(els.scan(rhel("7.9", "rhel-7-server-rpms"), old)))
        .containsExactly("CVE-2024-0001 p fixed 1-4.el7_9 needs subscription");
    assertThat(lines(els.scan(rhel("7.9"), old)))
        .containsExactly("CVE-2024-0001 p fixed 1-4.el7_9 needs subscription");
    assertThat(lines(els.scan(rhel("7.9", "rhel-7-server-els-rpms"), old)))
        .containsExactly("CVE-2024-0001 p fixed 1-4.el7_9");
    assertThat(lines(els.scan(rhel("7.9"), rpm("p", "1-4.el7_9")))).isEmpty();
  }
}
