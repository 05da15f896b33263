package dev.plinth.pipeline;

import dev.plinth.model.Digest;
import dev.plinth.model.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a build came to, kept in the cache under all that decides it, so that a build of the same
 * finds that nothing changed.
 */
record BuildRecord(Digest index, List<Part> parts) {
  /** One platform, as in the report. */
  record Part(
      Platform platform, Digest digest, int packages, int layers, long compressed, long unpacked) {}

  byte[] write() {
    ObjectNode top = JsonMapper.shared().createObjectNode();
    top.put("index", index.toString());
    ArrayNode array = top.putArray("parts");
    for (Part part : parts) {
      ObjectNode node = array.addObject();
      node.put("platform", part.platform.toString());
      node.put("digest", part.digest.toString());
      node.put("packages", part.packages);
      node.put("layers", part.layers);
      node.put("compressed", part.compressed);
      node.put("unpacked", part.unpacked);
    }
    return JsonMapper.shared().writeValueAsBytes(top);
  }

  /** Empty where the bytes are not a record: then the work is done again. */
  static Optional<BuildRecord> read(byte[] bytes) {
    try {
      JsonNode top = JsonMapper.shared().readTree(bytes);
      List<Part> parts = new ArrayList<>();
      for (JsonNode node : top.path("parts")) {
        parts.add(
            new Part(
                Platform.parse(node.path("platform").asString()),
                Digest.parse(node.path("digest").asString()),
                node.path("packages").asInt(),
                node.path("layers").asInt(),
                node.path("compressed").asLong(),
                node.path("unpacked").asLong()));
      }
      return Optional.of(new BuildRecord(Digest.parse(top.path("index").asString()), parts));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }
}
