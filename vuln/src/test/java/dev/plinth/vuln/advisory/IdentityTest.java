package dev.plinth.vuln.advisory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityTest {
  private final Identity identity = new Identity();

  private void add(String id, List<String> aliases, List<String> upstream, List<String> related) {
    identity.add(new Advisory(id, aliases, upstream, related, false, "", List.of(), List.of()));
  }

  @Test
  void upstreamIsFollowedFromRecordToRecord() {
    add("USN-1-1", List.of(), List.of("UBUNTU-CVE-2021-3782", "X-1"), List.of());
    add("UBUNTU-CVE-2021-3782", List.of(), List.of("CVE-2021-3782"), List.of());
    add("X-1", List.of(), List.of("X-2"), List.of());
    add("X-2", List.of(), List.of("CVE-2020-0002"), List.of());
    assertThat(identity.vulnerabilities("USN-1-1"))
        .containsExactly("CVE-2020-0002", "CVE-2021-3782");
  }

  @Test
  void circlesEnd() {
    add("A-1", List.of("A-2"), List.of("A-2"), List.of());
    add("A-2", List.of("A-1"), List.of("A-1"), List.of());
    assertThat(identity.vulnerabilities("A-1")).containsExactly("A-1");
    add("A-2", List.of(), List.of("CVE-2020-0001"), List.of());
    assertThat(identity.vulnerabilities("A-1")).containsExactly("CVE-2020-0001");
  }

  @Test
  void aliasesMakeTwoVulnerabilitiesOneTheNearestCveCounts() {
    add("GHSA-1", List.of("PYSEC-1"), List.of(), List.of());
    add("PYSEC-1", List.of("GHSA-1", "CVE-2020-0001", "GHSA-2"), List.of(), List.of());
    add("GHSA-2", List.of("CVE-2020-0009"), List.of(), List.of());
    assertThat(identity.vulnerabilities("GHSA-1")).containsExactly("CVE-2020-0001");
    assertThat(identity.vulnerabilities("PYSEC-1")).containsExactly("CVE-2020-0001");
  }

  @Test
  void aliasesOfAnAdvisoryNameWhatItFixesAndDoNotMakeItOneWithOthers() {
    add("DSA-3029-1", List.of("CVE-2014-3616", "CVE-2014-3617"), List.of(), List.of());
    assertThat(identity.vulnerabilities("DSA-3029-1"))
        .containsExactly("CVE-2014-3616", "CVE-2014-3617");
    add("GHSA-3", List.of("DSA-3029-1"), List.of(), List.of());
    assertThat(identity.vulnerabilities("GHSA-3")).containsExactly("GHSA-3");
    add("USN-2-1", List.of("USN-3-1"), List.of(), List.of());
    add("USN-3-1", List.of(), List.of("CVE-2020-0003"), List.of());
    assertThat(identity.vulnerabilities("USN-2-1")).containsExactly("USN-2-1");
  }

  @Test
  void relatedCountsOnlyInAdvisoriesThatHaveNeither() {
    add("DSA-135", List.of(), List.of(), List.of("CVE-2002-0653"));
    assertThat(identity.vulnerabilities("DSA-135")).containsExactly("CVE-2002-0653");
    add("USN-5-1", List.of(), List.of("CVE-2020-0005"), List.of("CVE-2020-0006"));
    assertThat(identity.vulnerabilities("USN-5-1")).containsExactly("CVE-2020-0005");
    add("DSA-6-1", List.of("CVE-2020-0007"), List.of(), List.of("CVE-2020-0008"));
    assertThat(identity.vulnerabilities("DSA-6-1")).containsExactly("CVE-2020-0007");
    add("GHSA-9", List.of(), List.of(), List.of("CVE-2020-0010"));
    assertThat(identity.vulnerabilities("GHSA-9")).containsExactly("GHSA-9");
  }

  @Test
  void withoutACveItStaysItself() {
    assertThat(identity.vulnerabilities("DSA-5474-1")).containsExactly("DSA-5474-1");
    add("ALBA-1", List.of(), List.of("GHSA-none"), List.of());
    assertThat(identity.vulnerabilities("ALBA-1")).containsExactly("ALBA-1");
    add("ALSA-2", List.of(), List.of("GHSA-none", "CVE-2020-0011"), List.of());
    assertThat(identity.vulnerabilities("ALSA-2")).containsExactly("CVE-2020-0011", "GHSA-none");
  }

  @Test
  void otherNamesOfOneVulnerabilityAreNoFindingsOfTheirOwn() {
    add("CGA-224j-q3qp-8x8r", List.of(), List.of("CVE-2026-0001", "GHSA-aaaa"), List.of());
    assertThat(identity.vulnerabilities("CGA-224j-q3qp-8x8r")).containsExactly("CVE-2026-0001");
  }

  @Test
  void namesThatOtherRecordsGiveAreOfTheSameVulnerability() {
    add("GO-2023-2102", List.of("CVE-2023-39325", "GHSA-4374-p667-p6c8"), List.of(), List.of());
    assertThat(identity.vulnerabilities("GHSA-4374-p667-p6c8")).containsExactly("CVE-2023-39325");
    add("CGA-1", List.of(), List.of("CVE-2026-0001", "GHSA-aaaa"), List.of());
    assertThat(identity.vulnerabilities("GHSA-aaaa")).containsExactly("CVE-2026-0001");
    add("ALSA-3", List.of(), List.of("CVE-2026-0001", "GHSA-aaaa"), List.of());
    assertThat(identity.vulnerabilities("ALSA-3")).containsExactly("CVE-2026-0001");
    // An announcement names what it fixes, and several CVEs are not one vulnerability.
    add("USN-7-1", List.of("CVE-2020-0001", "GHSA-bbbb"), List.of(), List.of());
    assertThat(identity.vulnerabilities("GHSA-bbbb")).containsExactly("GHSA-bbbb");
    add("X-1", List.of(), List.of("CVE-2020-0001", "CVE-2020-0002", "GHSA-cccc"), List.of());
    assertThat(identity.vulnerabilities("GHSA-cccc")).containsExactly("GHSA-cccc");
    assertThat(identity.vulnerabilities("GHSA-unknown")).containsExactly("GHSA-unknown");
  }

  @Test
  void distributionsNameTheirRecordsAfterTheCve() {
    assertThat(identity.vulnerabilities("UBUNTU-CVE-2020-36325")).containsExactly("CVE-2020-36325");
    assertThat(identity.vulnerabilities("DEBIAN-CVE-2020-1")).containsExactly("DEBIAN-CVE-2020-1");
  }

  @Test
  void idsTellAdvisoriesFromVulnerabilities() {
    assertThat(VulnerabilityIds.isAdvisory("RHSA-2024:8709")).isTrue();
    assertThat(VulnerabilityIds.isAdvisory("openSUSE-SU-2024:1-1")).isTrue();
    assertThat(VulnerabilityIds.isAdvisory("GHSA-w5mr-q59q-65xj")).isFalse();
    assertThat(VulnerabilityIds.isCve("CVE-2024-12345")).isTrue();
    assertThat(VulnerabilityIds.isCve("CVE-2024-123x5")).isFalse();
  }
}
