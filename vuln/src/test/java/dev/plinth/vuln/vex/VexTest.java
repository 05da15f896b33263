package dev.plinth.vuln.vex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.inventory.Item;
import dev.plinth.inventory.SystemFacts;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.installed.PackageType;
import dev.plinth.vuln.Finding;
import dev.plinth.vuln.match.World;
import dev.plinth.yaml.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class VexTest {
  private static final SystemFacts BOOKWORM = World.system("debian", "12");
  private static final Item OPENSSL =
      World.deb("libssl3", "3.0.14-1~deb12u2", "openssl", "3.0.14-1~deb12u2", "");
  private static final String PURL =
      "pkg:deb/debian/libssl3@3.0.14-1~deb12u2?arch=amd64&distro=debian-12";

  private static Finding finding() {
    return new World()
        .osv("CVE-2024-0001", "Debian:12", "openssl", "")
        .scan(BOOKWORM, OPENSSL)
        .findings()
        .getFirst();
  }

  private static VexStatement statement(String product, VexStatus status, String timestamp) {
    return new VexStatement(
        "CVE-2024-0001",
        List.of(),
        List.of(product),
        List.of(),
        status,
        status == VexStatus.NOT_AFFECTED ? "vulnerable_code_not_in_execute_path" : "",
        "we looked",
        timestamp);
  }

  private static VexDocument document(VexStatement... statements) {
    return new VexDocument(
        "https://example.org/vex/1", "Acme", "2026-11-20T00:00:00Z", List.of(statements));
  }

  private static Optional<VexStatus> applied(VexDocument... documents) {
    return new VexRules(List.of(documents))
        .of(finding(), BOOKWORM, List.of())
        .map(a -> a.statement().status());
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    VexDocument written =
        document(
            statement(PURL, VexStatus.NOT_AFFECTED, "2026-11-20T00:00:00Z"),
            statement("pkg:npm/%40a/b@1.0.0", VexStatus.AFFECTED, "2026-11-20T00:00:00Z"),
            statement("pkg:maven/g/a@1", VexStatus.FIXED, "2026-11-20T00:00:00Z"),
            statement("pkg:pypi/x@1", VexStatus.UNDER_INVESTIGATION, "2026-11-20T00:00:00Z"));
    for (Function<VexDocument, byte[]> format :
        List.<Function<VexDocument, byte[]>>of(
            VexWriter::openVex, VexWriter::csaf, VexWriter::cycloneDx)) {
      byte[] bytes = format.apply(written);
      assertThat(format.apply(written)).isEqualTo(bytes);
      VexDocument read = VexReader.read(bytes, "vex.json");
      assertThat(read.author()).isEqualTo("Acme");
      assertThat(read.statements()).hasSize(4);
      for (VexStatus status : VexStatus.values()) {
        VexStatement one =
            read.statements().stream().filter(s -> s.status() == status).findFirst().orElseThrow();
        VexStatement wanted =
            written.statements().stream().filter(s -> s.status() == status).findFirst().get();
        assertThat(one.products()).isEqualTo(wanted.products());
        assertThat(one.vulnerability()).isEqualTo("CVE-2024-0001");
        assertThat(one.justification()).isEqualTo(wanted.justification());
        assertThat(one.timestamp()).isEqualTo(wanted.timestamp());
      }
    }
  }

  @Test
  void itAppliesByProduct() {
    String now = "2026-11-20T00:00:00Z";
    assertThat(applied(document(statement(PURL, VexStatus.NOT_AFFECTED, now))))
        .contains(VexStatus.NOT_AFFECTED);
    assertThat(applied(document(statement("pkg:deb/debian/libssl3", VexStatus.NOT_AFFECTED, now))))
        .contains(VexStatus.NOT_AFFECTED);
    for (String other :
        List.of(
            "pkg:deb/debian/libssl3@3.0.13-1",
            "pkg:deb/ubuntu/libssl3",
            "pkg:deb/debian/openssl",
            "pkg:rpm/debian/libssl3",
            "pkg:deb/debian/libssl3?arch=arm64",
            "not a purl")) {
      assertThat(applied(document(statement(other, VexStatus.NOT_AFFECTED, now))))
          .as(other)
          .isEmpty();
    }
  }

  /** The same package in the notations of several scanners. */
  @Test
  void scannersWriteTheSamePackageDifferently() {
    PackageUrl zlib =
        PackageUrl.of(
            World.deb("zlib1g", "1:1.2.13.dfsg-1", "zlib", "1:1.2.13.dfsg-1", "").pkg(), BOOKWORM);
    for (String same :
        List.of(
            "pkg:deb/debian/zlib1g@1%3A1.2.13.dfsg-1?arch=amd64&distro=debian-12",
            "pkg:deb/debian/zlib1g@1.2.13.dfsg-1?arch=amd64&distro=debian-12.8&epoch=1",
            "pkg:deb/debian/zlib1g@1:1.2.13.dfsg-1?distro=bookworm")) {
      assertThat(PackageUrl.parse(same).orElseThrow().covers(zlib)).as(same).isTrue();
    }
    for (String other :
        List.of(
            "pkg:deb/debian/zlib1g@1.2.13.dfsg-1",
            "pkg:deb/debian/zlib1g@1.2.13.dfsg-1?epoch=2",
            "pkg:deb/debian/zlib1g?distro=debian-11",
            "pkg:deb/debian/zlib1g?distro=trixie",
            "pkg:deb/debian/zlib1g?distro=debian-1")) {
      assertThat(PackageUrl.parse(other).orElseThrow().covers(zlib)).as(other).isFalse();
    }
    PackageUrl rhel =
        PackageUrl.of(World.rpm("bash", "5.1.8-6.el9").pkg(), World.system("rhel", "9.4"));
    assertThat(rhel.namespace()).isEqualTo("redhat");
    assertThat(
            PackageUrl.parse("pkg:rpm/redhat/bash@5.1.8-6.el9?distro=redhat-9.4&epoch=0")
                .orElseThrow()
                .covers(rhel))
        .isTrue();
  }

  @Test
  void aWholeImageIsMeantByItsDigestOrName() {
    List<PackageUrl> here = List.of(PackageUrl.parse("pkg:oci/app@sha256:aa").orElseThrow());
    for (String said : List.of("pkg:oci/app", "pkg:oci/other@sha256:aa")) {
      VexRules rules =
          new VexRules(
              List.of(document(statement(said, VexStatus.NOT_AFFECTED, "2026-11-20T00:00:00Z"))));
      assertThat(rules.of(finding(), BOOKWORM, here)).as(said).isPresent();
      assertThat(rules.of(finding(), BOOKWORM, List.of())).as(said).isEmpty();
    }
    for (String said : List.of("pkg:oci/other", "pkg:oci/app@sha256:bb")) {
      VexRules rules =
          new VexRules(
              List.of(document(statement(said, VexStatus.NOT_AFFECTED, "2026-11-20T00:00:00Z"))));
      assertThat(rules.of(finding(), BOOKWORM, here)).as(said).isEmpty();
    }
  }

  @Test
  void theLatestStatementHolds() {
    VexStatement early = statement(PURL, VexStatus.NOT_AFFECTED, "2026-11-20T00:00:00Z");
    VexStatement late = statement(PURL, VexStatus.AFFECTED, "2026-11-20T02:00:00+01:00");
    assertThat(applied(document(late), document(early))).contains(VexStatus.AFFECTED);
    assertThat(applied(document(early), document(late))).contains(VexStatus.AFFECTED);
    VexStatement undated = statement(PURL, VexStatus.FIXED, "");
    assertThat(applied(document(early), document(undated))).contains(VexStatus.NOT_AFFECTED);
  }

  @Test
  void aPackageInAnImageIsMeantInThatImageOnly() {
    VexStatement inImage =
        new VexStatement(
            "CVE-2024-0001",
            List.of(),
            List.of("pkg:oci/app@sha256:aa"),
            List.of(PURL),
            VexStatus.NOT_AFFECTED,
            "",
            "",
            "2026-11-20T00:00:00Z");
    VexRules rules = new VexRules(List.of(document(inImage)));
    assertThat(rules.of(finding(), BOOKWORM, List.of())).isEmpty();
    assertThat(
            rules.of(
                finding(),
                BOOKWORM,
                List.of(PackageUrl.parse("pkg:oci/app@sha256:aa?arch=amd64").orElseThrow())))
        .isPresent();
    assertThat(
            rules.of(
                finding(),
                BOOKWORM,
                List.of(PackageUrl.parse("pkg:oci/app@sha256:bb").orElseThrow())))
        .isEmpty();
    VexDocument read = VexReader.read(VexWriter.openVex(document(inImage)), "vex.json");
    assertThat(read.statements().getFirst().subcomponents()).containsExactly(PURL);
  }

  @Test
  void whatHidesEverywhereIsRefused() {
    String none =
        "{\"@context\":\"x\",\"statements\":[{\"vulnerability\":\"CVE-2024-0001\","
            + "\"status\":\"not_affected\",\"products\":[]}]}";
    assertThatThrownBy(() -> read(none)).isInstanceOf(PlinthException.class);
    assertThatThrownBy(() -> read("{}")).hasMessageContaining("neither OpenVEX");
    assertThatThrownBy(() -> read("{\"statements\":7}")).isInstanceOf(PlinthException.class);
    assertThat(
            read(none.replace("[]", "[\"pkg:deb/debian/a\"]")).statements().getFirst().products())
        .containsExactly("pkg:deb/debian/a");
  }

  private static VexDocument read(String text) {
    return VexReader.read(text.getBytes(StandardCharsets.UTF_8), "vex.json");
  }

  @Test
  void packageUrlsAreThoseOfScanners() {
    assertThat(PackageUrl.of(OPENSSL.pkg(), BOOKWORM)).hasToString(PURL);
    assertThat(
            PackageUrl.of(
                World.rpm("openssl-libs", "1:3.0.7-27.el9").pkg(),
                World.system("almalinux", "9.4")))
        .hasToString(
            "pkg:rpm/almalinux/openssl-libs@3.0.7-27.el9?arch=x86_64&distro=almalinux-9.4&epoch=1");
    assertThat(url(PackageType.MAVEN, "org.a:b", "1")).isEqualTo("pkg:maven/org.a/b@1");
    assertThat(url(PackageType.NPM, "@s/n", "1")).isEqualTo("pkg:npm/%40s/n@1");
    assertThat(url(PackageType.GOLANG, "github.com/a/b", "v1.0.0"))
        .isEqualTo("pkg:golang/github.com/a/b@v1.0.0");
    assertThat(PackageUrl.parse("pkg:npm/%40s/n@1").orElseThrow().namespace()).isEqualTo("@s");
    assertThat(PackageUrl.parse("pkg:nothing")).isEmpty();
  }

  private static String url(PackageType type, String name, String version) {
    return PackageUrl.of(World.language(type, name, version).pkg(), SystemFacts.NONE).toString();
  }

  @Test
  void suppressionsHaveAnOwnerAReasonAndAnEnd() {
    List<Suppression> read =
        suppressions(
            """
            suppressions:
              - id: CVE-2024-0001
                package: openssl
                owner: base team
                reason: not reachable
                expires: 2026-12-31
            """);
    assertThat(read).hasSize(1);
    Suppression one = read.getFirst();
    assertThat(one.covers(finding())).isTrue();
    assertThat(one.holds(LocalDate.parse("2026-12-31"))).isTrue();
    assertThat(one.holds(LocalDate.parse("2027-01-01"))).isFalse();
    assertThat(new Suppression("CVE-2024-0001", "zlib", "o", "r", one.expires()).covers(finding()))
        .isFalse();
    assertThat(
            suppressions(
                "{\"suppressions\":[{\"id\":\"X-1\",\"owner\":\"o\",\"reason\":\"r\","
                    + "\"expires\":\"2026-12-31\"}]}"))
        .hasSize(1);
    assertThatThrownBy(() ->
            suppressions(
                "suppressions:\n  - id: CVE-2024-0001\n    reason: r\n    expires: 2026-12-31\n"))
        .isInstanceOf(PlinthException.class)
        .hasMessageContaining("s.yaml:2:5")
        .hasMessageContaining("lacks 'owner'");
    assertThatThrownBy(() -> suppressions("suppressions: [{id: a, x: b}]"))
        .hasMessageContaining("unknown key 'x' in the suppression");
  }

  private static List<Suppression> suppressions(String yaml) {
    return SuppressionReader.read(
        yaml.getBytes(StandardCharsets.UTF_8), new Source("s.yaml", Path.of("/")));
  }
}
