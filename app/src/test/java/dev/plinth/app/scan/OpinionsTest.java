package dev.plinth.app.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.app.Settings;
import dev.plinth.app.vex.VexTrust;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import dev.plinth.trust.bundle.Bundle;
import dev.plinth.trust.key.Signer;
import dev.plinth.trust.keyring.KeyFolder;
import dev.plinth.trust.verify.KeyPolicy;
import dev.plinth.vuln.SeverityOrder;
import dev.plinth.vuln.match.Coverage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may hide a finding, for how long, and what that does to rules. */
class OpinionsTest {
  private static final Coverage NOW =
      new Coverage(Instant.parse("2026-11-26T12:00:00Z"), Coverage.WEEK);

  @TempDir Path temp;

  private Settings settings() {
    return new Settings(
        temp.resolve("store"),
        temp.resolve("cache"),
        temp.resolve("config"),
        List.of(),
        Map.of(),
        Progress.none(),
        2,
        Optional.empty());
  }

  @BeforeEach
  void root() throws IOException {
    Files.createDirectories(temp.resolve("root/etc"));
    Files.createDirectories(temp.resolve("root/lib/apk/db"));
    Files.writeString(temp.resolve("root/etc/os-release"), "ID=alpine\nVERSION_ID=3.20.3\n");
    Files.writeString(
        temp.resolve("root/lib/apk/db/installed"), "P:musl\nV:1.2.5-r0\nA:x86_64\no:musl\n\n");
    Path feed =
        Files.writeString(
            temp.resolve("main.json"),
            "{\"distroversion\":\"v3.20\",\"packages\":[{\"pkg\":{\"name\":\"musl\",\"secfixes\":"
                + "{\"1.2.5-r1\":[\"CVE-2025-26519\"],\"1.2.5-r2\":[\"CVE-2026-6042\"],"
                + "\"1.2.4-r0\":[\"CVE-2020-28928\"]}}}]}");
    Path record =
        Files.writeString(
            temp.resolve("cve.json"),
            "{\"dataType\":\"CVE_RECORD\",\"dataVersion\":\"5.1\",\"cveMetadata\":"
                + "{\"cveId\":\"CVE-2026-6042\",\"assignerShortName\":\"x\",\"datePublished\":"
                + "\"2026-11-20T10:00:00.000Z\",\"dateUpdated\":\"2026-11-25T10:00:00.000Z\"},"
                + "\"containers\":{\"cna\":{\"metrics\":[{\"cvssV3_1\":{\"vectorString\":"
                + "\"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\",\"baseSeverity\":\"CRITICAL\"}}"
                + "]}}}");
    new Feeds(settings()).update(List.of(feed, record), "2026-11-25");
  }

  private ScanReport scan(List<Path> vex, List<Path> suppressions) throws IOException {
    return scan(vex, suppressions, VexTrust.of(settings(), List.of(), Optional.empty()));
  }

  private ScanReport scan(List<Path> vex, List<Path> suppressions, VexTrust trust)
      throws IOException {
    ScanOptions options =
        new ScanOptions(
            vex,
            suppressions,
            trust,
            Optional.empty(),
            false,
            false,
            SeverityOrder.DEFAULT,
            true,
            true,
            true);
    return new Scans(settings())
        .scan(new Scans.Request(temp.resolve("root").toString(), "", ""), options, NOW);
  }

  private Path vex(String status, String time) throws IOException {
    return Files.writeString(
        temp.resolve(status + time + ".json"),
        "{\"@context\":\"https://openvex.dev/ns/v0.2.0\",\"@id\":\"urn:x\",\"author\":\"base\","
            + "\"timestamp\":\""
            + time
            + "T00:00:00Z\",\"version\":1,\"statements\":[{\"vulnerability\":{\"name\":"
            + "\"CVE-2025-26519\"},\"products\":[{\"@id\":\"pkg:apk/alpine/musl@1.2.5-r0\"}],"
            + "\"status\":\""
            + status
            + "\",\"justification\":\"vulnerable_code_not_present\"}]}");
  }

  private Path suppression(String until) throws IOException {
    return Files.writeString(
        temp.resolve("s" + until + ".yaml"),
        "suppressions:\n  - {id: CVE-2025-26519, package: musl, owner: base team, reason: later,"
            + " expires: "
            + until
            + "}\n");
  }

  private static List<String> ids(ScanReport report) {
    return report.result().findings().stream().map(f -> f.id()).sorted().toList();
  }

  @Test
  void aFileOfTheUsersOwnHidesAndIsKept() throws IOException {
    ScanReport plain = scan(List.of(), List.of());
    assertThat(ids(plain)).containsExactly("CVE-2025-26519", "CVE-2026-6042");
    ScanReport report = scan(List.of(vex("not_affected", "2026-11-20")), List.of());
    assertThat(ids(report)).containsExactly("CVE-2026-6042");
    assertThat(report.opinions().hidden())
        .singleElement()
        .satisfies(hidden -> {
          assertThat(hidden.finding().id()).isEqualTo("CVE-2025-26519");
          assertThat(hidden.cause()).isInstanceOf(Hidden.Cause.ByVex.class);
        });
    assertThat(report.opinions().vex()).singleElement().extracting("applied").isEqualTo(1L);
    assertThat(FailRule.parse("any").broken(report)).contains("any: 1 vulnerability");
    assertThat(report.remedies()).singleElement().extracting("to").isEqualTo("1.2.5-r2");
  }

  @Test
  void theLatestStatementHolds() throws IOException {
    Path early = vex("not_affected", "2026-11-20");
    Path late = vex("affected", "2026-11-21");
    for (List<Path> files : List.of(List.of(early, late), List.of(late, early))) {
      ScanReport report = scan(files, List.of());
      assertThat(ids(report)).hasSize(2);
      assertThat(report.opinions().stated()).hasSize(1);
    }
    assertThat(ids(scan(List.of(vex("under_investigation", "2026-11-20")), List.of()))).hasSize(2);
  }

  @Test
  void whereKeysAreNamedNothingUnsignedHolds() throws IOException {
    VexTrust named =
        new VexTrust(
            () -> {
              throw new AssertionError("no key is needed to see that nobody signed");
            },
            true);
    ScanReport report = scan(List.of(vex("not_affected", "2026-11-20")), List.of(), named);
    assertThat(ids(report)).hasSize(2);
    assertThat(report.opinions().hidden()).isEmpty();
    assertThat(report.opinions().refused())
        .singleElement()
        .satisfies(refused -> assertThat(refused.reason()).startsWith("nobody signed it"));
  }

  private VexTrust trusting(Signer signer, boolean named) {
    KeyPolicy policy = KeyPolicy.anyOf(Map.of("vendor", signer.publicKey()));
    return new VexTrust(() -> policy, named);
  }

  private Signer signer(String name) {
    KeyFolder keys = new KeyFolder(temp.resolve("keys"), new SecureRandom());
    keys.create(name, "pw".getBytes(StandardCharsets.UTF_8));
    return keys.signer(name, _ -> Optional.of("pw".getBytes(StandardCharsets.UTF_8)));
  }

  /** The signature may be a bundle, or base64 alone; whose it is decides. */
  @Test
  void aFileWithASignatureBesideItIsOfWhoSignedIt() throws IOException {
    Signer vendor = signer("vendor");
    Path file = vex("not_affected", "2026-11-20");
    byte[] bytes = Files.readAllBytes(file);
    Map<String, byte[]> forms =
        Map.of(
            ".bundle", Bundle.signFile(bytes, vendor).write(),
            ".sigstore.json", Bundle.signFile(bytes, vendor).write(),
            ".sig", Base64.getEncoder().encode(vendor.sign(bytes)));
    for (Map.Entry<String, byte[]> form : forms.entrySet()) {
      Path beside = file.resolveSibling(file.getFileName() + form.getKey());
      Files.write(beside, form.getValue());
      ScanReport report = scan(List.of(file), List.of(), trusting(vendor, true));
      assertThat(ids(report)).as(form.getKey()).containsExactly("CVE-2026-6042");
      assertThat(report.opinions().vex())
          .singleElement()
          .satisfies(used -> assertThat(used.toString()).contains("vendor ("));

      Signer stranger = signer("stranger" + form.getKey().replace(".", ""));
      ScanReport strange = scan(List.of(file), List.of(), trusting(stranger, false));
      assertThat(ids(strange)).as(form.getKey()).hasSize(2);
      assertThat(strange.opinions().refused())
          .singleElement()
          .satisfies(refused -> assertThat(refused.reason()).contains(beside.toString()));

      Files.writeString(file, Files.readString(file).replace("urn:x", "urn:y"));
      ScanReport changed = scan(List.of(file), List.of(), trusting(vendor, false));
      assertThat(ids(changed)).as(form.getKey()).hasSize(2);
      assertThat(changed.opinions().refused()).hasSize(1);
      Files.write(file, bytes);
      // Where nobody is trusted, a signature says nothing: it is the user's own word.
      assertThat(ids(scan(List.of(file), List.of()))).containsExactly("CVE-2026-6042");
      Files.delete(beside);
    }
  }

  @Test
  void whatIsSignedForAnImageDoesNotHoldForAFolder() throws IOException {
    Path envelope =
        Files.writeString(
            temp.resolve("envelope.json"),
            "{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\"e30=\","
                + "\"signatures\":[{\"sig\":\"AAAA\"}]}");
    ScanReport report = scan(List.of(envelope), List.of());
    assertThat(ids(report)).hasSize(2);
    assertThat(report.opinions().refused())
        .singleElement()
        .extracting("reason")
        .isEqualTo("it is signed for an image, and this is none");
  }

  @Test
  void suppressionsHideUntilTheyExpire() throws IOException {
    ScanReport held = scan(List.of(), List.of(suppression("2026-11-26")));
    assertThat(ids(held)).containsExactly("CVE-2026-6042");
    assertThat(held.opinions().hidden())
        .singleElement()
        .satisfies(
            hidden -> assertThat(hidden.cause()).isInstanceOf(Hidden.Cause.BySuppression.class));
    ScanReport expired = scan(List.of(), List.of(suppression("2026-11-25")));
    assertThat(ids(expired)).hasSize(2);
    assertThat(expired.opinions().suppressions())
        .singleElement()
        .satisfies(used -> {
          assertThat(used.expired()).isTrue();
          assertThat(used.covers()).isEqualTo(1);
        });
    assertThatThrownBy(() -> scan(List.of(), List.of(temp.resolve("none.yaml"))))
        .isInstanceOf(PlinthException.class)
        .hasMessageContaining("there is no file");
  }

  @Test
  void rulesAskForAgeAndUnknownAgeCounts() throws IOException {
    ScanReport report = scan(List.of(), List.of());
    assertThat(report.published(report.result().findings().getFirst())).isIn("", "2026-11-20");
    // One is six days old, of the other nobody says how old it is.
    assertThat(FailRule.parse("any,older=5d").broken(report))
        .contains("any,older=5d: 2 vulnerabilities, 1 of them unrated, 1 of them of unknown age");
    assertThat(FailRule.parse("older=30d").broken(report))
        .contains("older=30d: 1 vulnerability, 1 of them unrated, 1 of them of unknown age");
    assertThat(FailRule.parse("critical,older=5").broken(report)).isPresent();
    assertThatThrownBy(() -> FailRule.parse("older=x")).hasMessageContaining("is no rule");
    assertThatThrownBy(() -> FailRule.parse("hygiene,high")).hasMessageContaining("joins");
  }

  @Test
  void hygieneIsAClassOfItsOwn() throws IOException {
    assertThat(FailRule.parse("hygiene").broken(scan(List.of(), List.of()))).isEmpty();
    Path open = Files.writeString(temp.resolve("root/etc/open"), "x");
    assertThat(open.toFile().setWritable(true, false)).isTrue();
    ScanReport report = scan(List.of(), List.of());
    assertThat(report.hygiene()).singleElement().extracting("path").isEqualTo("etc/open");
    assertThat(report.unowned()).isEqualTo(2);
    assertThat(FailRule.parse("hygiene").broken(report)).contains("hygiene: 1 place");
    ScanReport without =
        new Scans(settings())
            .scan(
                new Scans.Request(temp.resolve("root").toString(), "", ""),
                ScanOptions.usual(settings()),
                NOW);
    assertThat(FailRule.parse("hygiene").broken(without))
        .contains("hygiene: it was not looked for");
  }

  @Test
  void theOrderOfRatersIsTheUsers() throws IOException {
    assertThat(RatingOrder.of(settings(), "")).isEqualTo(SeverityOrder.DEFAULT);
    Files.createDirectories(temp.resolve("config"));
    Files.writeString(temp.resolve("config/severity-order"), "cisa, cna\n");
    assertThat(RatingOrder.of(settings(), "")).isEqualTo(SeverityOrder.parse("cisa,cna"));
    assertThat(RatingOrder.of(settings(), "distribution"))
        .isEqualTo(SeverityOrder.parse("distribution"));
    Files.writeString(temp.resolve("config/severity-order"), "nvd\n");
    assertThatThrownBy(() -> RatingOrder.of(settings(), ""))
        .hasMessageContaining("severity-order")
        .hasMessageContaining("'nvd' is no order");
  }

  @Test
  void whatIsProvedIsKnownToReports() throws IOException {
    assertThat(scan(List.of(), List.of()).proven())
        .singleElement()
        .extracting("id")
        .isEqualTo("CVE-2020-28928");
  }
}
