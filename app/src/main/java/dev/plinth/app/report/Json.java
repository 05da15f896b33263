package dev.plinth.app.report;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Documents as bytes. */
final class Json {
  private Json() {}

  /** Indented, with a line end. */
  static byte[] bytes(JsonNode node) {
    String text = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(node);
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
