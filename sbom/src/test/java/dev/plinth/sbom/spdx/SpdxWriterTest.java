package dev.plinth.sbom.spdx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.plinth.sbom.BillOfMaterials;
import dev.plinth.sbom.Component;
import dev.plinth.sbom.HostPackages;
import dev.plinth.sbom.HostileBill;
import dev.plinth.sbom.Purl;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.spdx.jacksonstore.MultiFormatStore;
import org.spdx.library.SpdxModelFactory;
import org.spdx.library.model.v2.SpdxDocument;
import org.spdx.storage.simple.InMemSpdxStore;

class SpdxWriterTest {
  private static final Path SCHEMA = Path.of("target/schemas/resources/spdx-schema-v2.3.json");

  private static void conforms(byte[] document) throws Exception {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
    String text = new String(document, StandardCharsets.UTF_8);
    assertThat(schema.validate(text, InputFormat.JSON)).isEmpty();
    String broken = text.replaceFirst("\"SPDX-2.3\"", "7");
    assertThat(schema.validate(broken, InputFormat.JSON)).as("the schema is in force").isNotEmpty();
  }

  private static List<String> complaints(byte[] document) throws Exception {
    System.setProperty("org.spdx.useJARLicenseInfoOnly", "true");
    SpdxModelFactory.init();
    try (MultiFormatStore store =
        new MultiFormatStore(new InMemSpdxStore(), MultiFormatStore.Format.JSON_PRETTY)) {
      SpdxDocument read = store.deSerialize(new ByteArrayInputStream(document), false);
      return read.verify();
    }
  }

  @Test
  void realPackagesConformToTheSchemaAndTheLibrary() throws Exception {
    byte[] document = SpdxWriter.write(HostPackages.bill());
    conforms(document);
    assertThat(complaints(document)).isEmpty();
  }

  @Test
  void hostileTextsConformToTheSchemaAndAreRead() throws Exception {
    byte[] document = SpdxWriter.write(HostileBill.bill());
    conforms(document);
    assertThat(new ObjectMapper().readTree(document).get("packages").size()).isEqualTo(7);
  }

  @Test
  void theSameBillGivesTheSameBytes() throws Exception {
    BillOfMaterials bill = HostPackages.bill();
    BillOfMaterials reversed =
        new BillOfMaterials(
            bill.image(),
            bill.digest(),
            bill.platform(),
            bill.created(),
            bill.toolVersion(),
            bill.system(),
            bill.packages().reversed(),
            bill.others());
    assertThat(SpdxWriter.write(reversed)).isEqualTo(SpdxWriter.write(bill));
  }

  @Test
  void hasWhatScannersLookFor() throws Exception {
    BillOfMaterials bill = HostPackages.bill();
    JsonNode document = new ObjectMapper().readTree(SpdxWriter.write(bill));
    Map<String, JsonNode> byId = new HashMap<>();
    document.get("packages").forEach(node -> byId.put(node.get("SPDXID").asText(), node));
    document.get("files").forEach(node -> byId.put(node.get("SPDXID").asText(), node));
    assertThat(byId)
        .as("every id comes once")
        .hasSize(document.get("packages").size() + document.get("files").size());
    Set<String> relations = new HashSet<>();
    for (JsonNode relation : document.get("relationships")) {
      String from = relation.get("spdxElementId").asText();
      String to = relation.get("relatedSpdxElement").asText();
      relations.add(from + " " + relation.get("relationshipType").asText() + " " + to);
      assertThat(byId).containsKey(to);
      assertThat(from.equals("SPDXRef-DOCUMENT") || byId.containsKey(from)).isTrue();
    }
    String system =
        byId.keySet().stream()
            .filter(id -> id.startsWith("SPDXRef-OperatingSystem-"))
            .findFirst()
            .orElseThrow();
    assertThat(byId.get(system).get("primaryPackagePurpose").asText())
        .isEqualTo("OPERATING_SYSTEM");
    for (Component component : bill.packages()) {
      String id = SpdxIds.of(component.pkg());
      JsonNode node = byId.get(id);
      assertThat(node.at("/externalRefs/0/referenceLocator").asText())
          .isEqualTo(Purl.deb(component.pkg(), bill.system()));
      assertThat(node.get("sourceInfo").asText())
          .isEqualTo(
              "built package from: "
                  + component.pkg().source()
                  + " "
                  + component.pkg().sourceVersion());
      assertThat(relations).contains(system + " CONTAINS " + id);
    }
    // trivy and grype take every package with a package URL for installed.
    assertThat(document.get("packages"))
        .filteredOn(node -> node.get("primaryPackagePurpose").asText().equals("SOURCE"))
        .isNotEmpty()
        .allMatch(node -> !node.has("externalRefs"));
  }
}
