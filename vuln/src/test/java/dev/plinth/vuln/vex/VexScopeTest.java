package dev.plinth.vuln.vex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.inventory.Item;
import dev.plinth.inventory.SystemFacts;
import dev.plinth.vuln.Finding;
import dev.plinth.vuln.match.World;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of a package in one place must not hide it in another. */
class VexScopeTest {
  private static final SystemFacts BOOKWORM = World.system("debian", "12");
  private static final Item LIBSSL = World.deb("libssl3", "3.0.14-1", "openssl", "3.0.14-1", "");
  private static final Item OPENSSL = World.rpm("openssl", "1:3.0.7-27.el9");

  private static final Finding FINDING =
      new World()
          .osv("CVE-2024-0001", "Debian:12", "openssl", "")
          .scan(BOOKWORM, LIBSSL)
          .findings()
          .getFirst();

  /** The same vulnerability, of a package of Red Hat's: VEX looks at names and package URLs. */
  private static final Finding OF_RPM =
      new Finding(
          FINDING.id(),
          FINDING.aliases(),
          OPENSSL,
          FINDING.verdict(),
          FINDING.advisories(),
          FINDING.severities(),
          FINDING.shown(),
          FINDING.exploitation());

  private static VexDocument read(String text) {
    return VexReader.read(text.getBytes(StandardCharsets.UTF_8), "vex.json");
  }

  private static Optional<VexStatus> said(
      VexDocument document, Finding finding, SystemFacts system, String... images) {
    List<PackageUrl> here =
        List.of(images).stream().map(text -> PackageUrl.parse(text).orElseThrow()).toList();
    return new VexRules(List.of(document))
        .of(finding, system, here)
        .map(a -> a.statement().status());
  }

  /** As Red Hat writes it: components have one package URL, whatever they are components of. */
  private static String csaf(String cpe, String purl, String status) {
    return """
    {"document":{"category":"csaf_vex","tracking":{"id":"x",
      "current_release_date":"2026-11-20T12:00:00Z"}},
     "product_tree":{"branches":[
      {"product":{"product_id":"whole","name":"w","product_identification_helper":{%s}}},
      {"product":{"product_id":"openssl","name":"o",
        "product_identification_helper":{"purl":"%s"}}}],
      "relationships":[{"category":"default_component_of","product_reference":"openssl",
        "relates_to_product_reference":"whole",
        "full_product_name":{"product_id":"whole:openssl","name":"n"}}]},
     "vulnerabilities":[{"cve":"CVE-2024-0001",
      "product_status":{"%s":["whole:openssl"]}}]}
    """
        .formatted(cpe, purl, status);
  }

  @Test
  void whatRedHatSaysOfOneReleaseIsNotSaidOfAnother() {
    SystemFacts rhel = World.system("rhel", "9.4");
    for (String purl : List.of("pkg:rpm/redhat/openssl", "pkg:rpm/redhat/openssl?arch=x86_64")) {
      for (String cpe :
          List.of(
              "\"cpe\":\"cpe:/o:redhat:enterprise_linux:9\"",
              "\"cpe\":\"cpe:/a:redhat:enterprise_linux:9::appstream\"",
              "\"cpe\":\"cpe:2.3:o:redhat:enterprise_linux:9:*:*:*:*:*:*:*\"")) {
        assertThat(said(read(csaf(cpe, purl, "known_not_affected")), OF_RPM, rhel))
            .as(cpe)
            .contains(VexStatus.NOT_AFFECTED);
      }
      for (String cpe :
          List.of(
              "\"cpe\":\"cpe:/o:redhat:enterprise_linux:6\"",
              "\"cpe\":\"cpe:/o:redhat:enterprise_linux:90\"",
              "\"cpe\":\"cpe:/o:redhat:rhel_eus:9.4\"",
              "\"cpe\":\"cpe:/a:redhat:openshift:4.12::el9\"",
              "")) {
        assertThat(said(read(csaf(cpe, purl, "known_not_affected")), OF_RPM, rhel))
            .as(cpe)
            .isEmpty();
      }
    }
  }

  @Test
  void aBuildThatIsFixedIsFixedInEveryProduct() {
    SystemFacts rhel = World.system("rhel", "9.4");
    String cpe = "\"cpe\":\"cpe:/a:redhat:openshift:4.12::el9\"";
    String build = "pkg:rpm/redhat/openssl@3.0.7-27.el9?arch=x86_64&epoch=1";
    assertThat(said(read(csaf(cpe, build, "fixed")), OF_RPM, rhel)).contains(VexStatus.FIXED);
    assertThat(said(read(csaf(cpe, build, "known_not_affected")), OF_RPM, rhel)).isEmpty();
    assertThat(said(read(csaf(cpe, "pkg:rpm/redhat/openssl", "known_affected")), OF_RPM, rhel))
        .contains(VexStatus.AFFECTED);
  }

  @Test
  void aPartOfAnImageInCsafIsMeantInThatImageOnly() {
    VexDocument read =
        read(
            csaf(
                "\"purl\":\"pkg:oci/app@sha256:aa\"",
                "pkg:deb/debian/libssl3",
                "known_not_affected"));
    assertThat(said(read, FINDING, BOOKWORM)).isEmpty();
    assertThat(said(read, FINDING, BOOKWORM, "pkg:oci/app@sha256:bb")).isEmpty();
    assertThat(said(read, FINDING, BOOKWORM, "pkg:oci/app@sha256:aa"))
        .contains(VexStatus.NOT_AFFECTED);
  }

  @Test
  void partsBelongToTheProductThatNamesThem() {
    VexDocument read =
        read(
            """
            {"@context":"https://openvex.dev/ns/v0.2.0","timestamp":"2026-11-20T00:00:00Z",
             "statements":[{"vulnerability":{"name":"CVE-2024-0001"},"status":"not_affected",
              "products":[
               {"@id":"pkg:oci/a","subcomponents":[{"@id":"pkg:deb/debian/zlib1g"}]},
               {"@id":"pkg:oci/b","subcomponents":[{"@id":"pkg:deb/debian/libssl3"}]},
               {"@id":"pkg:oci/c"}]}]}
            """);
    assertThat(said(read, FINDING, BOOKWORM, "pkg:oci/a@sha256:aa")).isEmpty();
    assertThat(said(read, FINDING, BOOKWORM, "pkg:oci/b@sha256:aa")).isPresent();
    assertThat(said(read, FINDING, BOOKWORM, "pkg:oci/c@sha256:aa")).isPresent();
  }

  @Test
  void ofContradictionsOfTheSameTimeTheOneThatHidesNothingHolds() {
    String one =
        "{\"vulnerability\":{\"name\":\"CVE-2024-0001\"},\"products\":[{\"@id\":"
            + "\"pkg:deb/debian/libssl3\"}],\"status\":\"%s\"}";
    String affected = one.formatted("affected");
    String not = one.formatted("not_affected");
    for (String both : List.of(affected + "," + not, not + "," + affected)) {
      for (String time : List.of("2026-11-20T00:00:00Z", "yesterday")) {
        String document = "{\"timestamp\":\"" + time + "\",\"statements\":[" + both + "]}";
        assertThat(said(read(document), FINDING, BOOKWORM))
            .as(document)
            .contains(VexStatus.AFFECTED);
      }
    }
  }

  /** OpenVEX lets products be named by CPE or by digests alone. */
  @Test
  void productsWithoutPackageUrlHoldForNothingAndSpoilNothing() {
    VexDocument read =
        read(
            """
            {"timestamp":"2026-11-20T00:00:00Z","statements":[
             {"vulnerability":{"name":"CVE-2024-0001"},"status":"not_affected",
              "products":[{"identifiers":{"cpe23":"cpe:2.3:a:openssl:openssl:3:*:*:*:*:*:*:*"}}]},
             {"vulnerability":{"name":"CVE-2024-0001"},"status":"fixed",
              "products":[{"hashes":{"sha-256":"aa"},
               "subcomponents":[{"@id":"pkg:deb/debian/libssl3"}]}]},
             {"vulnerability":{"name":"CVE-2024-0001"},"status":"affected",
              "products":[{"@id":"https://example.org/app",
               "identifiers":{"purl":"pkg:deb/debian/libssl3"}}]}]}
            """);
    assertThat(said(read, FINDING, BOOKWORM)).contains(VexStatus.AFFECTED);
  }

  /** CycloneDX 1.4 and later: {@code affects[].versions}, of which each is affected by default. */
  @Test
  void versionsThatAreAffectedAreNotHidden() {
    String listed = "{\"version\":\"3.0.14-1\"%s}";
    for (String status : List.of("", ",\"status\":\"affected\"", ",\"status\":\"unknown\"")) {
      assertThat(said(cycloneDx(listed.formatted(status)), FINDING, BOOKWORM)).as(status).isEmpty();
    }
    String range = "{\"range\":\"vers:deb/<3.0.15\",\"status\":\"unaffected\"}";
    String other = "{\"version\":\"3.0.13-1\",\"status\":\"unaffected\"}";
    assertThat(said(cycloneDx(range + "," + other), FINDING, BOOKWORM)).isEmpty();
    assertThat(
            said(
                cycloneDx(listed.formatted(",\"status\":\"unaffected\"") + "," + other),
                FINDING,
                BOOKWORM))
        .contains(VexStatus.NOT_AFFECTED);
    assertThat(cycloneDx(range).by()).isEqualTo("an unnamed author");
  }

  private static VexDocument cycloneDx(String versions) {
    return read(
        """
        {"bomFormat":"CycloneDX","specVersion":"1.6",
         "components":[{"bom-ref":"c","name":"libssl3","purl":"pkg:deb/debian/libssl3"}],
         "vulnerabilities":[{"id":"CVE-2024-0001","analysis":{"state":"not_affected"},
          "affects":[{"ref":"c","versions":[%s]}]}]}
        """
            .formatted(versions));
  }
}
