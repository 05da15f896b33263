package dev.plinth.inventory.bill;

import static dev.plinth.inventory.bill.Bills.component;
import static dev.plinth.inventory.bill.Bills.cyclonedx;
import static dev.plinth.inventory.bill.Bills.item;
import static dev.plinth.inventory.bill.Bills.read;
import static dev.plinth.inventory.bill.Bills.system;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.Item;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.installed.PackageType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BillReaderTest {
  private static final String DEBIAN = system("debian", "12");

  @Test
  void spdxOfSyft() {
    Inventory inventory = read(Bills.SYFT_SPDX);
    assertThat(inventory.system().id()).isEqualTo("debian");
    assertThat(inventory.system().versionId()).isEqualTo("12");
    assertThat(inventory.items()).hasSize(3).allMatch(item -> item.doubt().isEmpty());
    Item ssl = item(inventory, "libssl3");
    assertThat(ssl.pkg().source()).isEqualTo("openssl");
    assertThat(ssl.pkg().sourceVersion()).isEqualTo("3.0.15-1~deb12u1");
    assertThat(ssl.pkg().architecture()).isEqualTo("amd64");
    assertThat(ssl.pkg().licence()).isEqualTo("Apache-2.0");
    assertThat(ssl.pkg().vendor())
        .isEqualTo("Debian OpenSSL Team <pkg-openssl-devel@alioth-lists.debian.net>");
    assertThat(ssl.places()).containsExactly("var/lib/dpkg/status");
    assertThat(item(inventory, "six").owner()).contains(item(inventory, "python3-six").pkg());
  }

  @Test
  void cycloneDxOfTrivy() {
    Inventory inventory = read(Bills.TRIVY_CYCLONEDX);
    assertThat(inventory.system().id()).isEqualTo("almalinux");
    Item node = item(inventory, "nodejs");
    assertThat(node.doubt()).isEmpty();
    assertThat(node.pkg().type()).isEqualTo(PackageType.RPM);
    assertThat(node.pkg().version()).isEqualTo("1:18.1-1.module_el9");
    assertThat(node.pkg().sourceVersion()).isEqualTo("1:18.1-1.module_el9");
    assertThat(node.pkg().module()).isEqualTo("nodejs:18:9040:rhel9");
    assertThat(node.pkg().licence()).isEqualTo("MIT AND BSD");
    assertThat(node.pkg().vendor()).isEmpty();
    assertThat(inventory.layers()).containsExactly("sha256:aa");
    assertThat(node.layer()).isZero();
    assertThat(item(inventory, "org.apache:commons").pkg().type()).isEqualTo(PackageType.MAVEN);
    assertThat(item(inventory, "@scope/inner").pkg().type()).isEqualTo(PackageType.NPM);
    assertThat(inventory.items()).hasSize(3);
  }

  @Test
  void syftsOwn() {
    Inventory inventory = read(Bills.SYFT_JSON);
    assertThat(inventory.digest()).startsWith("sha256:0123");
    assertThat(inventory.layers()).containsExactly("sha256:l1", "sha256:l2");
    Item crypto = item(inventory, "libcrypto3");
    assertThat(crypto.pkg().source()).isEqualTo("openssl");
    assertThat(crypto.layer()).isEqualTo(1);
    assertThat(crypto.doubt()).isEmpty();
  }

  @Test
  void wrappedBillsAreTheSame() {
    Inventory plain = read(Bills.SYFT_SPDX);
    String statement = Bills.statement(Bills.SYFT_SPDX);
    assertThat(read(statement)).isEqualTo(plain);
    assertThat(read(Bills.envelope(statement))).isEqualTo(plain);
    assertThat(read("{\"mediaType\":\"x\",\"dsseEnvelope\":" + Bills.envelope(statement) + "}"))
        .isEqualTo(plain);
    assertThat(read("{\"sbom\":" + Bills.SYFT_SPDX + "}")).isEqualTo(plain);
  }

  /** Epochs stand in the version, in a qualifier, or only in one of two versions. */
  @ParameterizedTest
  @CsvSource({
    "pkg:deb/debian/x@1%3A2-3?upstream=x,1:2-3,1:2-3,''",
    "pkg:deb/debian/x@1:2-3?epoch=1&upstream=x,1:2-3,1:2-3,''",
    "pkg:deb/debian/x@2-3?epoch=1&upstream=x,2-3,1:2-3,''",
    "pkg:deb/debian/x@2-3?upstream=x,1:2-3,1:2-3,''",
    "pkg:deb/debian/x@2-3?epoch=0&upstream=x,2-3,2-3,''",
    "pkg:deb/debian/x@1:2-3?upstream=x,2:2-3,1:2-3,'its package URL says epoch 1, the bill 2'",
    "pkg:deb/debian/x@2-3?upstream=x,2-4,2-3,'its package URL says version 2-3, the bill 2-4'",
    "pkg:deb/debian/x?upstream=x,2-4,2-4,''",
    "pkg:deb/debian/x@2%2Bb1?upstream=x%402,2+b1,2+b1,''"
  })
  void versions(String purl, String said, String version, String doubt) {
    Item item = item(read(cyclonedx(DEBIAN + "," + component("x", said, purl))), "x");
    assertThat(item.pkg().version()).isEqualTo(version);
    assertThat(item.doubt()).isEqualTo(doubt);
  }

  @ParameterizedTest
  @CsvSource({
    "upstream=gcc-12%4012.2.0-14,gcc-12,12.2.0-14",
    "upstream=gcc-12,gcc-12,1",
    "upstream=x,x,1"
  })
  void sourcesOfDeb(String upstream, String source, String version) {
    String purl = "pkg:deb/debian/x@1?" + upstream;
    Item item = item(read(cyclonedx(DEBIAN + "," + component("x", "1", purl))), "x");
    assertThat(item.pkg().source()).isEqualTo(source);
    assertThat(item.pkg().sourceVersion()).isEqualTo(version);
  }

  @Test
  void sourcesOfRpm() {
    String purl =
        "pkg:rpm/redhat/openssl-libs@3.0.7-24.el9?arch=x86_64&distro=rhel-9.4&epoch=1"
            + "&upstream=openssl-3.0.7-24.el9.src.rpm&rpmmod=a%3Ab%3Ac%3Ad";
    Inventory inventory = read(cyclonedx(component("openssl-libs", "1:3.0.7-24.el9", purl)));
    Item item = item(inventory, "openssl-libs");
    assertThat(inventory.system().id()).isEqualTo("rhel");
    assertThat(inventory.system().versionId()).isEqualTo("9.4");
    assertThat(item.pkg().source()).isEqualTo("openssl");
    assertThat(item.pkg().sourceVersion()).isEqualTo("1:3.0.7-24.el9");
    assertThat(item.pkg().module()).isEqualTo("a:b:c:d");
    assertThat(item.doubt()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|the bill has no package URL for it",
        "nonsense|its package URL cannot be read: 'nonsense'",
        "pkg:gem/rails@7|no feed that Plinth reads is of gem packages",
        "pkg:deb/debian/x@1|the bill does not say which source package it is built from",
        "pkg:deb/ubuntu/x@1?upstream=x|its package URL is of ubuntu, the bill's operating system is"
            + " debian",
        "pkg:deb/debian/x@1?upstream=x&distro=debian-11|its package URL says distro=debian-11, the"
            + " bill's operating system is debian 12",
        "pkg:deb/debian/x@1?upstream=x&distro=bullseye|its package URL says distro=bullseye, the"
            + " bill's operating system is debian 12"
      })
  void whatCannotBeToldIsDoubted(String purl, String doubt) {
    String entry = component("x", "1", purl == null ? "" : purl);
    assertThat(read(cyclonedx(DEBIAN + "," + entry)).items())
        .singleElement()
        .extracting(Item::doubt)
        .isEqualTo(doubt);
  }

  @Test
  void aDistributionIsNeverGuessed() {
    Item item = item(read(cyclonedx(component("x", "1", "pkg:deb/debian/x@1?upstream=x"))), "x");
    assertThat(item.doubt()).isEqualTo("the bill does not say of which distribution it is");
    String two =
        component("x", "1", "pkg:deb/debian/x@1?upstream=x&distro=debian-11")
            + ","
            + component("y", "1", "pkg:deb/debian/y@1?upstream=y&distro=debian-12");
    assertThat(read(cyclonedx(two)).items())
        .allMatch(i -> i.doubt().startsWith("package URLs name several distributions: debian 11"));
    assertThat(
            read(cyclonedx(system("debian", "12") + "," + system("alpine", "3.20")))
                .system()
                .doubts())
        .hasSize(1);
  }

  @Test
  void codenamesAreReleases() {
    String purl = "pkg:deb/debian/x@1?upstream=x&distro=bookworm";
    assertThat(read(cyclonedx(component("x", "1", purl))).system().versionId()).isEqualTo("12");
  }

  /** dist-packages is Debian's own: pip writes elsewhere. */
  @Test
  void filesOfTheDistributionAreNotJudgedByLanguageFeeds() {
    String six =
        "{\"type\":\"library\",\"name\":\"six\",\"version\":\"1\",\"purl\":\"pkg:pypi/six@1\","
            + "\"properties\":[{\"name\":\"syft:location:0:path\","
            + "\"value\":\"/usr/lib/python3/dist-packages/six-1.egg-info/PKG-INFO\"}]}";
    String deb = component("x", "1", "pkg:deb/debian/x@1?upstream=x");
    assertThat(item(read(cyclonedx(DEBIAN + "," + deb + "," + six)), "six").doubt())
        .contains("the bill does not say which of them owns it");
    assertThat(item(read(cyclonedx(six)), "six").doubt()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "\0\0{\0",
        "{}",
        "{\"packages\":[]}",
        "{\"spdxVersion\":\"SPDX-3.0\"}",
        "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"9\"}",
        "{\"spdxVersion\":\"SPDX-2.3\",\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\"}",
        "{\"spdxVersion\":\"SPDX-2.3\"}{}",
        "{\"payload\":\"%%%\"}",
        "<bom/>",
        "<bom xmlns=\"http://cyclonedx.org/schema/bom/9\"/>",
        "SPDXVersion: SPDX-3.0",
        "DataLicense: CC0-1.0"
      })
  void whatIsNoBillIsRefused(String text) {
    assertThatExceptionOfType(PlinthException.class)
        .isThrownBy(() -> read(text))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_INPUT))
        .withMessageStartingWith("bill.json ");
  }

  @Test
  void depthAndCountAreBounded() {
    String deep = "{\"components\":[".repeat(3000);
    assertThatExceptionOfType(PlinthException.class).isThrownBy(() -> read(deep));
    StringBuilder many = new StringBuilder(system("debian", "12"));
    for (int i = 0; i < BillDocument.MOST_ENTRIES + 10; i++) {
      many.append(",{\"name\":\"").append(i).append("\"}");
    }
    Inventory inventory = read(cyclonedx(many.toString()));
    assertThat(inventory.items()).hasSize(BillDocument.MOST_ENTRIES);
    assertThat(inventory.gaps())
        .containsExactly(
            "the bill has more packages than are read: those after the first "
                + BillDocument.MOST_ENTRIES);
  }

  @Test
  void controlCharactersAreNotKept() {
    String entry = component("a\\u001b[31m", "1\\n2", "pkg:deb/\\u0007");
    Item item = read(cyclonedx(DEBIAN + "," + entry)).items().getFirst();
    assertThat(item.pkg().name()).isEqualTo("a?[31m");
    assertThat(item.pkg().version()).isEqualTo("1?2");
    assertThat(item.doubt()).doesNotContain("\u0007");
  }

  @Test
  void billsAreToldFromArchives() {
    assertThat(BillReader.isText("\n {".getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(BillReader.isText("\ufeff{".getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(text("SPDXVersion: SPDX-2.3\n")).isTrue();
    assertThat(text("\ufeff# a comment: it is one\n\n  # and one\nDataLicense: CC0-1.0")).isTrue();
    assertThat(text("# SPDXVersion: SPDX-2.3")).isFalse();
    assertThat(text("SPDXID:\0\0")).isFalse();
    assertThat(BillReader.isText(new byte[512])).isFalse();
    assertThat(BillReader.isText(new byte[0])).isFalse();
    assertThat(BillReader.isText("etc/passwd".getBytes(StandardCharsets.UTF_8))).isFalse();
  }

  private static boolean text(String head) {
    return BillReader.isText(head.getBytes(StandardCharsets.UTF_8));
  }

  /** A part of what a package declares would say less than the whole. */
  @Test
  void licencesAreKeptWholeOrNotAtAll() {
    String long1 = "MIT AND ".repeat(1000) + "MIT";
    String many = "{\"license\":{\"id\":\"Apache-2.0\"}},".repeat(3000);
    for (String licences :
        new String[] {
          "{\"expression\":\"" + long1 + "\"}", many + "{\"license\":{\"id\":\"MIT\"}}"
        }) {
      String one = "{\"type\":\"library\",\"name\":\"x\",\"licenses\":[" + licences + "]}";
      assertThat(read(cyclonedx(one)).items().getFirst().pkg().licence()).isEmpty();
    }
  }
}
