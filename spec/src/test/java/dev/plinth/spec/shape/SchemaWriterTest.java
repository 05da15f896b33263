package dev.plinth.spec.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SchemaWriterTest {
  private static final Path DOCS = Path.of(System.getProperty("plinth.root", "."), "docs");

  /** To publish a change: run with PLINTH_WRITE_SCHEMA=yes, then look at the difference. */
  @Test
  void thePublishedSchemaIsTheTableOfTheReader() throws Exception {
    Path file = DOCS.resolve("spec.schema.json");
    String schema = new SchemaWriter().write();
    if ("yes".equals(System.getenv("PLINTH_WRITE_SCHEMA"))) {
      Files.writeString(file, schema);
    }
    assertThat(Files.readString(file)).isEqualTo(schema);
  }

  @Test
  void everyKeyIsInTheSchemaAndInTheReference() throws Exception {
    JsonNode schema = new JsonMapper().readTree(new SchemaWriter().write());
    String reference = Files.readString(DOCS.resolve("spec.md"));
    for (Shape.Field field : SpecShape.spec().fields()) {
      assertThat(schema.at("/properties/" + field.key() + "/description").asString())
          .isEqualTo(field.about());
      assertThat(reference).contains("`" + field.key() + "`");
    }
    assertThat(schema.at("/$defs/variant/properties/name").isMissingNode()).isTrue();
    assertThat(schema.at("/additionalProperties").asBoolean(true)).isFalse();
  }
}
