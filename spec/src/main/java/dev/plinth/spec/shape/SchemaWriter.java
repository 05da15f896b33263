package dev.plinth.spec.shape;

import dev.plinth.spec.shape.Shape.Choice;
import dev.plinth.spec.shape.Shape.Field;
import dev.plinth.spec.shape.Shape.Fields;
import dev.plinth.spec.shape.Shape.Flag;
import dev.plinth.spec.shape.Shape.Listing;
import dev.plinth.spec.shape.Shape.OneOf;
import dev.plinth.spec.shape.Shape.Partial;
import dev.plinth.spec.shape.Shape.Table;
import dev.plinth.spec.shape.Shape.Text;
import dev.plinth.spec.shape.Shape.Whole;
import dev.plinth.spec.shape.Shape.WordOr;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the JSON Schema (draft 2020-12) of specs from the table that the reader checks by. */
public final class SchemaWriter {
  private final JsonMapper mapper =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** The schema as text, with a line feed at its end. */
  public String write() {
    ObjectNode top = mapper.createObjectNode();
    top.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    top.put("title", "Plinth spec");
    top.setAll(fields(SpecShape.spec()));
    ObjectNode definitions = top.putObject("$defs");
    definitions.set("variant", fields(SpecShape.partial(new Partial(SpecShape.NOT_IN_VARIANTS))));
    return mapper.writeValueAsString(top) + "\n";
  }

  private ObjectNode schema(Shape shape) {
    ObjectNode node = mapper.createObjectNode();
    switch (shape) {
      case Text text -> {
        // A plain number or 'true' counts as the text it is written as.
        node.putArray("type").add("string").add("number").add("boolean");
        node.put("pattern", text.words().pattern());
        node.put("maxLength", text.words().longest());
      }
      case Flag _ -> node.put("type", "boolean");
      case Whole whole ->
          node.put("type", "integer").put("minimum", whole.least()).put("maximum", whole.most());
      case Choice choice -> {
        ArrayNode values = node.putArray("enum");
        choice.values().forEach(values::add);
      }
      case Listing listing -> {
        ObjectNode list = mapper.createObjectNode();
        list.put("type", "array");
        list.set("items", schema(listing.item()));
        if (listing.least() > 0) {
          list.put("minItems", listing.least());
        }
        if (!listing.alone()) {
          return list;
        }
        node.putArray("anyOf").add(list).add(schema(listing.item()));
      }
      case Table table -> {
        node.put("type", "object");
        node.putObject("propertyNames").put("pattern", table.key().pattern());
        node.set("additionalProperties", schema(table.value()));
      }
      case Fields fields -> {
        return fields(fields);
      }
      case OneOf oneOf -> {
        ArrayNode kinds = node.putArray("anyOf");
        oneOf.kinds().forEach(kind -> kinds.add(fields(kind)));
      }
      case WordOr wordOr ->
          node.putArray("anyOf").add(schema(wordOr.word())).add(fields(wordOr.fields()));
      case Partial _ -> node.put("$ref", "#/$defs/variant");
    }
    return node;
  }

  private ObjectNode fields(Fields fields) {
    ObjectNode node = mapper.createObjectNode();
    node.put("type", "object");
    node.put("additionalProperties", false);
    ObjectNode properties = node.putObject("properties");
    ArrayNode required = mapper.createArrayNode();
    for (Field field : fields.fields()) {
      ObjectNode property = schema(field.shape());
      property.put("description", field.about());
      properties.set(field.key(), property);
      if (field.required()) {
        required.add(field.key());
      }
    }
    if (!required.isEmpty()) {
      node.set("required", required);
    }
    return node;
  }
}
