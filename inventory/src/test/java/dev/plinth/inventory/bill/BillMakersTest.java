package dev.plinth.inventory.bill;

import static dev.plinth.inventory.bill.Bills.component;
import static dev.plinth.inventory.bill.Bills.cyclonedx;
import static dev.plinth.inventory.bill.Bills.item;
import static dev.plinth.inventory.bill.Bills.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.Item;
import dev.plinth.model.PlinthException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What single makers of bills do in their own way. */
class BillMakersTest {
  /** apko copies what melange said of each package, whose origin only the recipe's name tells. */
  private static final String APKO =
      """
      {"spdxVersion":"SPDX-2.3","creationInfo":{"creators":["Tool: apko (v0.30.1)"]},
       "documentDescribes":["SPDXRef-Package-layer"],
       "packages":[
        {"SPDXID":"SPDXRef-Package-layer","name":"sha256:aa","externalRefs":[
          {"referenceType":"purl","referenceLocator":"pkg:oci/image@sha256%3Aaa?os=linux"}]},
        {"SPDXID":"SPDXRef-OperatingSystem-wolfi","name":"wolfi","versionInfo":"20230201",
         "primaryPackagePurpose":"OPERATING_SYSTEM"},
        {"SPDXID":"SPDXRef-Package-unbound-libs","name":"unbound-libs","versionInfo":"1.23.0-r0","externalRefs":[
          {"referenceType":"purl","referenceLocator":"pkg:apk/wolfi/unbound-libs@1.23.0-r0?arch=x86_64"}]},
        {"SPDXID":"SPDXRef-Package-unbound.yaml","name":"unbound.yaml","versionInfo":"23e8","externalRefs":[
          {"referenceType":"purl","referenceLocator":"pkg:github/wolfi-dev/os@23e8#unbound.yaml"}]},
        {"SPDXID":"SPDXRef-Package-upstream","name":"unbound","versionInfo":"release-1.23.0","externalRefs":[
          {"referenceType":"purl","referenceLocator":"pkg:github/nlnetlabs/unbound@release-1.23.0"}]},
        {"SPDXID":"SPDXRef-Package-libcrypto3","name":"libcrypto3","versionInfo":"3.3.2-r0","externalRefs":[
          {"referenceType":"purl","referenceLocator":"pkg:apk/wolfi/libcrypto3@3.3.2-r0?arch=x86_64&origin=openssl"}]},
        {"SPDXID":"SPDXRef-Package-libz","name":"libz","versionInfo":"1.3-r0","externalRefs":[
          {"referenceType":"purl","referenceLocator":"pkg:apk/wolfi/libz@1.3-r0?arch=x86_64"}]}],
       "relationships":[
        {"spdxElementId":"SPDXRef-Package-unbound-libs","relationshipType":"DESCRIBED_BY",
         "relatedSpdxElement":"SPDXRef-Package-unbound.yaml"},
        {"spdxElementId":"SPDXRef-Package-unbound-libs","relationshipType":"GENERATED_FROM",
         "relatedSpdxElement":"SPDXRef-Package-upstream"}]}
      """;

  @Test
  void apkoNamesOriginsByRecipesAndQualifiersOrNotAtAll() {
    Inventory inventory = read(APKO);
    Item libs = item(inventory, "unbound-libs");
    assertThat(libs.pkg().source()).isEqualTo("unbound");
    assertThat(libs.pkg().sourceVersion()).isEqualTo("1.23.0-r0");
    assertThat(libs.doubt()).isEmpty();
    assertThat(item(inventory, "libcrypto3").pkg().source()).isEqualTo("openssl");
    assertThat(item(inventory, "libcrypto3").doubt()).isEmpty();
    assertThat(item(inventory, "libz").doubt())
        .isEqualTo("the bill does not say which source package it is built from");
  }

  @Test
  void whatAnImageIsMadeFromIsNotInIt() {
    assertThat(read(APKO).items().stream().map(i -> i.pkg().name()))
        .containsExactly("libcrypto3", "libz", "unbound-libs");
  }

  @ParameterizedTest
  @CsvSource({
    "github.com/jackc/pgx/v5,v5.5.3,pkg:golang/github.com/jackc/pgx@v5.5.3#v5,github.com/jackc/pgx/v5",
    "pgx,v5.5.3,pkg:golang/github.com/jackc/pgx@v5.5.3#v5,github.com/jackc/pgx/v5",
    "github.com/Azure/sdk/azidentity,v1.5.0,pkg:golang/github.com/azure/sdk@v1.5.0#azidentity,"
        + "github.com/Azure/sdk/azidentity",
    "github.com/jackc/pgx,v1.0.0,pkg:golang/github.com/jackc/pgx@v1.0.0#v5,github.com/jackc/pgx",
    "x,v1.0.0,pkg:golang/github.com/a/x@v1.0.0#cmd/y,github.com/a/x",
    "std,go1.26.8,pkg:golang/std@go1.26.8?type=module,stdlib",
    "stdlib,1.26.8,pkg:golang/stdlib@1.26.8,stdlib"
  })
  void modulesOfGo(String name, String version, String purl, String module) {
    Inventory inventory = read(cyclonedx(component(name, version, purl)));
    assertThat(inventory.items()).hasSize(1);
    Item item = inventory.items().getFirst();
    assertThat(item.pkg().name()).isEqualTo(module);
    assertThat(item.doubt()).isEmpty();
  }

  /** A bill about a library, as Maven's plugin publishes beside it, is about that package too. */
  @Test
  void theSubjectIsAPackageWhereFeedsAreAboutSuch() {
    String subject =
        "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"metadata\":{\"component\":"
            + "{\"type\":\"library\",\"group\":\"org.x\",\"name\":\"core\",\"version\":\"1\",\"purl\":\"%s\"}},"
            + "\"components\":[]}";
    assertThat(read(subject.formatted("pkg:maven/org.x/core@1?type=jar")).items())
        .extracting(i -> i.pkg().name())
        .containsExactly("org.x:core");
    assertThat(read(subject.formatted("")).items()).isEmpty();
    assertThat(read(subject.formatted("pkg:oci/core@sha256%3Aaa")).items()).isEmpty();
    assertThat(read(subject.formatted("pkg:generic/core@1")).items()).isEmpty();
    assertThat(read(subject.formatted("pkg:swid/Acme/host/core@1?tag_id=1")).items()).isEmpty();
  }

  /** Microsoft's sbom-tool gives what it was called for a URL of SWID, GitHub one of its own. */
  @ParameterizedTest
  @CsvSource({
    "pkg:swid/Acme/host/shop@1?tag_id=b6b3,DESCRIBES",
    "pkg:github/acme/shop@main,DESCRIBES"
  })
  void theSubjectOfSpdxIsNoUnknownPackage(String purl, String how) {
    assertThat(read(spdx("APPLICATION", purl, how)).items()).isEmpty();
    assertThat(read(spdx("APPLICATION", purl, "CONTAINS")).items()).hasSize(1);
  }

  /** SPDX's purposes tell how a package is handed out, not that it has no vulnerabilities. */
  @ParameterizedTest
  @CsvSource({"SOURCE,1", "FILE,1", "ARCHIVE,1", "LIBRARY,1"})
  void purposesHideNoPackages(String purpose, int count) {
    assertThat(read(spdx(purpose, "pkg:npm/lodash@4.17.20", "CONTAINS")).items()).hasSize(count);
    assertThat(read(spdx(purpose, "pkg:rpm/redhat/bash@5.1-1?arch=src", "CONTAINS")).items())
        .isEmpty();
  }

  private static String spdx(String purpose, String purl, String how) {
    return "{\"spdxVersion\":\"SPDX-2.3\",\"creationInfo\":{\"creators\":[\"Tool: x\"]},\"packages\":["
        + "{\"SPDXID\":\"SPDXRef-1\",\"name\":\"\",\"primaryPackagePurpose\":\""
        + purpose
        + "\",\"externalRefs\":[{\"referenceType\":\"purl\",\"referenceLocator\":\""
        + purl
        + "\"}]}],\"relationships\":[{\"spdxElementId\":\"SPDXRef-DOCUMENT\",\"relationshipType\":\""
        + how
        + "\",\"relatedSpdxElement\":\"SPDXRef-1\"}]}";
  }

  /** PowerShell 5 writes what is redirected to a file as UTF-16, with a mark before it. */
  @Test
  void utf16() throws IOException {
    for (String bill : new String[] {Bills.SYFT_SPDX, Bills.TRIVY_CYCLONEDX}) {
      byte[] little = ("\uFEFF" + bill).getBytes(StandardCharsets.UTF_16LE);
      byte[] big = ("\uFEFF" + bill).getBytes(StandardCharsets.UTF_16BE);
      assertThat(BillReader.isText(little)).isTrue();
      assertThat(BillReader.isText(big)).isTrue();
      assertThat(BillReader.read("bill.json", new ByteArrayInputStream(little)))
          .isEqualTo(read(bill));
      assertThat(BillReader.read("bill.json", new ByteArrayInputStream(big))).isEqualTo(read(bill));
    }
  }

  @Test
  void spdxOfTheThirdVersionIsRefusedByItsName() {
    assertThatExceptionOfType(PlinthException.class)
        .isThrownBy(() ->
            read("{\"@context\":\"https://spdx.org/rdf/3.0.1/spdx-context.jsonld\",\"@graph\":[]}"))
        .withMessage("bill.json is SPDX of a version that is not read: '3.0.1'");
  }
}
