package dev.plinth.vuln.vex;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes VEX. The products are the packages' own URLs, which is what scanners compare. The same
 * document gives the same bytes.
 */
public final class VexWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes);

  private VexWriter() {}

  /** As OpenVEX 0.2.0. */
  public static byte[] openVex(VexDocument document) {
    VexWriter writer = new VexWriter();
    writer.open(document);
    return writer.done();
  }

  /** As CSAF 2.0 with profile VEX. */
  public static byte[] csaf(VexDocument document) {
    VexWriter writer = new VexWriter();
    new CsafVexOut(writer.json).write(document);
    return writer.done();
  }

  /** As CycloneDX 1.6. */
  public static byte[] cycloneDx(VexDocument document) {
    VexWriter writer = new VexWriter();
    writer.cyclone(document);
    return writer.done();
  }

  private byte[] done() {
    json.writeRaw('\n');
    json.close();
    return bytes.toByteArray();
  }

  private void text(String name, String value) {
    if (!value.isEmpty()) {
      json.writeStringProperty(name, value);
    }
  }

  private void open(VexDocument document) {
    json.writeStartObject();
    json.writeStringProperty("@context", OpenVex.CONTEXT);
    json.writeStringProperty("@id", document.id());
    json.writeStringProperty("author", document.author());
    json.writeStringProperty("timestamp", document.timestamp());
    json.writeNumberProperty("version", 1);
    json.writeArrayPropertyStart("statements");
    for (VexStatement statement : document.statements()) {
      json.writeStartObject();
      json.writeObjectPropertyStart("vulnerability");
      json.writeStringProperty("name", statement.vulnerability());
      texts("aliases", statement.aliases());
      json.writeEndObject();
      text("timestamp", statement.timestamp());
      json.writeArrayPropertyStart("products");
      for (String product : statement.products()) {
        json.writeStartObject();
        json.writeStringProperty("@id", product);
        json.writeObjectPropertyStart("identifiers");
        json.writeStringProperty("purl", product);
        json.writeEndObject();
        if (!statement.subcomponents().isEmpty()) {
          json.writeArrayPropertyStart("subcomponents");
          for (String part : statement.subcomponents()) {
            json.writeStartObject();
            json.writeStringProperty("@id", part);
            json.writeEndObject();
          }
          json.writeEndArray();
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeStringProperty("status", statement.status().openVex());
      text("justification", statement.justification());
      text(
          statement.status() == VexStatus.AFFECTED ? "action_statement" : "impact_statement",
          statement.note());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void texts(String name, List<String> values) {
    if (!values.isEmpty()) {
      json.writeArrayPropertyStart(name);
      values.forEach(json::writeString);
      json.writeEndArray();
    }
  }

  private void cyclone(VexDocument document) {
    json.writeStartObject();
    json.writeStringProperty("bomFormat", "CycloneDX");
    json.writeStringProperty("specVersion", "1.6");
    json.writeStringProperty(
        "serialNumber",
        "urn:uuid:" + UUID.nameUUIDFromBytes(document.id().getBytes(StandardCharsets.UTF_8)));
    json.writeNumberProperty("version", 1);
    json.writeObjectPropertyStart("metadata");
    json.writeStringProperty("timestamp", document.timestamp());
    json.writeArrayPropertyStart("authors");
    json.writeStartObject();
    json.writeStringProperty("name", document.author());
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    components(document);
    json.writeArrayPropertyStart("vulnerabilities");
    for (VexStatement statement : document.statements()) {
      json.writeStartObject();
      json.writeStringProperty("id", statement.vulnerability());
      json.writeObjectPropertyStart("analysis");
      json.writeStringProperty("state", statement.status().cycloneDx());
      text("justification", Justifications.toCycloneDx(statement.justification()));
      text("detail", statement.note());
      text("lastUpdated", statement.timestamp());
      json.writeEndObject();
      json.writeArrayPropertyStart("affects");
      for (String product : parts(statement)) {
        json.writeStartObject();
        json.writeStringProperty("ref", product);
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** CycloneDX knows no parts of products: the packages are what is affected. */
  private static List<String> parts(VexStatement statement) {
    return statement.subcomponents().isEmpty() ? statement.products() : statement.subcomponents();
  }

  private void components(VexDocument document) {
    SortedMap<String, PackageUrl> products = new TreeMap<>();
    for (VexStatement statement : document.statements()) {
      for (String product : new TreeSet<>(parts(statement))) {
        PackageUrl.parse(product).ifPresent(purl -> products.put(product, purl));
      }
    }
    json.writeArrayPropertyStart("components");
    products.forEach((text, purl) -> {
      json.writeStartObject();
      json.writeStringProperty("type", "library");
      json.writeStringProperty("bom-ref", text);
      json.writeStringProperty("name", purl.name());
      text("version", purl.version());
      json.writeStringProperty("purl", text);
      json.writeEndObject();
    });
    json.writeEndArray();
  }
}
