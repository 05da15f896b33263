package dev.plinth.sbom.found;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.plinth.model.Digest;
import dev.plinth.pkg.installed.InstalledPackage;
import dev.plinth.pkg.installed.PackageType;
import dev.plinth.sbom.HostileBill;
import dev.plinth.sbom.OperatingSystem;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cyclonedx.Version;
import org.cyclonedx.model.Bom;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.spdx.jacksonstore.MultiFormatStore;
import org.spdx.library.SpdxModelFactory;
import org.spdx.library.model.v2.SpdxDocument;
import org.spdx.storage.simple.InMemSpdxStore;

class FoundBillTest {
  private static final Path SCHEMA = Path.of("target/schemas/resources/spdx-schema-v2.3.json");
  private static final String OWNER = "pkg:deb/debian/python3-six@1.16?arch=all&distro=debian-12";

  private static FoundPackage found(
      PackageType type, String name, String version, String licence, String purl, String owner) {
    InstalledPackage pkg =
        new InstalledPackage(
            type,
            name,
            version,
            type.isSystem() ? "amd64" : "",
            name,
            version,
            type.isSystem() ? "A Maintainer <a@debian.example>" : "",
            licence,
            "",
            "",
            List.of());
    return new FoundPackage(
        pkg, purl, List.of("usr/lib/" + name), "sha256:" + "1".repeat(64), owner, "");
  }

  private static FoundBill bill() {
    return new FoundBill(
        "registry.example/app:1",
        Optional.of(Digest.of("manifest")),
        "amd64",
        Instant.parse("2026-01-02T03:04:05.678Z"),
        "1.0",
        Optional.of(
            new FoundSystem(
                new OperatingSystem("debian", "12", "bookworm", "Debian GNU/Linux 12"),
                List.of(),
                "12.8",
                List.of("a-set"))),
        List.of(
            found(PackageType.PYPI, "six", "1.16", "MIT License", "pkg:pypi/six@1.16", OWNER),
            found(PackageType.DEB, "python3-six", "1:1.16-1", "MIT", OWNER, ""),
            found(
                PackageType.MAVEN,
                "org.a:b",
                "1",
                "Apache-2.0 OR (GPL-2.0-only WITH Classpath-exception-2.0)",
                "pkg:maven/org.a/b@1",
                ""),
            found(
                PackageType.DEB,
                "bash",
                "5",
                "GPL-3.0-or-later AND LicenseRef-debian-bash-own",
                "pkg:deb/debian/bash@5",
                "")),
        List.of("var/lib/rpm is damaged"));
  }

  private static FoundBill hostile() {
    String bad = HostileBill.BAD;
    InstalledPackage pkg =
        new InstalledPackage(
            PackageType.GENERIC, bad, bad, bad, bad, bad, bad, bad, bad, bad, List.of());
    return new FoundBill(
        bad,
        Optional.empty(),
        "",
        Instant.EPOCH,
        bad,
        Optional.empty(),
        List.of(new FoundPackage(pkg, "pkg:generic/x@1", List.of(bad), bad, bad, bad)),
        List.of(bad));
  }

  private static void conformsToSpdx(byte[] document) throws Exception {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
    String text = new String(document, StandardCharsets.UTF_8);
    assertThat(schema.validate(text, InputFormat.JSON)).isEmpty();
  }

  @Test
  void spdxConformsToTheSchemaAndTheLibrary() throws Exception {
    byte[] document = FoundSpdx.write(bill());
    conformsToSpdx(document);
    conformsToSpdx(FoundSpdx.write(hostile()));
    System.setProperty("org.spdx.useJARLicenseInfoOnly", "true");
    SpdxModelFactory.init();
    try (MultiFormatStore store =
        new MultiFormatStore(new InMemSpdxStore(), MultiFormatStore.Format.JSON_PRETTY)) {
      SpdxDocument read = store.deSerialize(new ByteArrayInputStream(document), false);
      assertThat(read.verify()).isEmpty();
    }
  }

  @Test
  void cycloneDxConformsToTheSchemaAndIsRead() throws Exception {
    JsonParser parser = new JsonParser();
    byte[] document = FoundCycloneDx.write(bill());
    assertThat(parser.validate(document, Version.VERSION_16)).isEmpty();
    assertThat(parser.validate(FoundCycloneDx.write(hostile()), Version.VERSION_16)).isEmpty();
    Bom read = parser.parse(document);
    assertThat(read.getComponents()).hasSize(5);
    assertThat(read.getComponents())
        .filteredOn(c -> c.getName().equals("b"))
        .singleElement()
        .satisfies(c -> assertThat(c.getGroup()).isEqualTo("org.a"))
        .satisfies(c ->
            assertThat(c.getLicenses().getExpression().getValue())
                .isEqualTo("Apache-2.0 OR GPL-2.0-only WITH Classpath-exception-2.0"));
  }

  @Test
  void saysLicencesLayersPlacesOwnersAndWhatWasNotRead() throws Exception {
    JsonNode document = new ObjectMapper().readTree(FoundSpdx.write(bill()));
    assertThat(document.at("/annotations/0/comment").asText())
        .isEqualTo("not read: var/lib/rpm is damaged");
    Set<String> facts = new HashSet<>();
    for (JsonNode pkg : document.get("packages")) {
      facts.add(pkg.get("name").asText() + " " + pkg.get("licenseDeclared").asText());
      pkg.path("annotations").forEach(a -> facts.add(a.get("comment").asText()));
    }
    assertThat(facts)
        .contains(
            "python3-six MIT",
            "six NOASSERTION",
            "bash GPL-3.0-or-later AND LicenseRef-debian-bash-own",
            "plinth:place: usr/lib/six",
            "plinth:debianVersion: 12.8",
            "plinth:contentSet: a-set",
            "LayerDiffID: sha256:" + "1".repeat(64));
    assertThat(document.get("hasExtractedLicensingInfos"))
        .singleElement()
        .satisfies(own ->
            assertThat(own.get("licenseId").asText()).isEqualTo("LicenseRef-debian-bash-own"))
        .satisfies(own ->
            assertThat(own.get("extractedText").asText())
                .isEqualTo("The text is in the image, in usr/share/doc/bash/copyright."));
    assertThat(document.get("relationships"))
        .filteredOn(r -> r.get("relationshipType").asText().equals("OTHER"))
        .singleElement()
        .satisfies(
            r -> assertThat(r.get("comment").asText()).startsWith("ownership-by-file-overlap"));
  }

  @Test
  void theSameBillGivesTheSameBytes() {
    FoundBill bill = bill();
    FoundBill reversed =
        new FoundBill(
            bill.subject(),
            bill.digest(),
            bill.architecture(),
            bill.created(),
            bill.toolVersion(),
            bill.system(),
            bill.packages().reversed(),
            bill.gaps());
    assertThat(FoundSpdx.write(reversed)).isEqualTo(FoundSpdx.write(bill));
    assertThat(FoundCycloneDx.write(reversed)).isEqualTo(FoundCycloneDx.write(bill));
  }
}
