package dev.plinth.oci.json;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes JSON text (RFC 8259). Reading takes UTF-8 only, one value, no member twice, and
 * bounds depth, numbers and names; what is wrong is a {@code BAD_INPUT} error that never quotes the
 * content. Writing is compact, in the order of insertion.
 */
public final class JsonText {
  private static final int MAX_DEPTH = 64;

  /** Base64 of the largest evidence; who reads bounds the whole text before. */
  private static final int MAX_STRING = 172 << 20;

  private JsonText() {}

  /** Made at first use. */
  private static final class Text {
    static final JsonFactory FACTORY =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(40)
                    .maxNameLength(32 << 10)
                    .maxStringLength(MAX_STRING)
                    .build())
            .build();
  }

  /**
   * Reads one JSON value.
   *
   * @param what names the text in errors: {@code manifest sha256:…}
   */
  public static JsonNode read(byte[] utf8, String what) {
    requireUtf8(utf8, what);
    try (JsonParser in = Text.FACTORY.createParser(ObjectReadContext.empty(), utf8)) {
      if (in.nextToken() == null) {
        throw malformed(what, "is empty, not JSON", null);
      }
      JsonNode node = JsonTree.read(in);
      if (in.nextToken() != null) {
        throw malformed(what, "is not acceptable JSON" + place(in.currentTokenLocation()), null);
      }
      return node;
    } catch (JacksonException e) {
      throw malformed(what, "is not acceptable JSON" + place(e.getLocation()), e);
    }
  }

  /** Reads one JSON object. */
  public static Members readObject(byte[] utf8, String what) {
    return new Members(asObject(read(utf8, what), what), what, "");
  }

  /** Reads the members of an object that was parsed before. */
  public static Members view(ObjectNode object, String what) {
    return new Members(object, what, "");
  }

  static ObjectNode asObject(JsonNode node, String what) {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw malformed(what, "is " + Members.kind(node) + ", not a JSON object", null);
  }

  /** The compact UTF-8 text of {@code node}, the same for the same members in the same order. */
  public static byte[] write(JsonNode node) {
    // In blocks: an array that grows would be copied whole each time.
    try (ByteArrayBuilder bytes = new ByteArrayBuilder()) {
      try (JsonGenerator out = Text.FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
        JsonTree.write(node, out);
      }
      return bytes.toByteArray();
    } catch (JacksonException e) {
      throw malformed("a JSON value", "has text that is not Unicode", e);
    }
  }

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** Jackson would guess UTF-16 and UTF-32 from zero bytes, other readers would not. */
  private static void requireUtf8(byte[] text, String what) {
    for (int i = 0; i < Math.min(4, text.length); i++) {
      int b = text[i] & 0xff;
      if (b == 0 || b >= 0xfe || (i == 0 && b == 0xef)) {
        throw malformed(what, "is not JSON in UTF-8 without byte order mark", null);
      }
    }
  }

  private static String place(@Nullable TokenStreamLocation at) {
    return at == null || at.getLineNr() <= 0
        ? ""
        : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
  }

  static PlinthException malformed(String what, String problem, @Nullable Throwable cause) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        what + " " + problem,
        "the image is malformed: get it again from where it was made",
        cause);
  }
}
