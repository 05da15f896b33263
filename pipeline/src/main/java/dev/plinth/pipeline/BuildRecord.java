package dev.plinth.pipeline;

import dev.plinth.model.Digest;
import dev.plinth.model.Platform;
import dev.plinth.pipeline.BuildReport.PlatformReport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a build came to, kept in the cache under all that decides it, so that a build of the same
 * finds that nothing changed. Its bytes end with the SHA-256 of those before.
 *
 * @param stamp of {@link Intact}, when all of it was hashed last
 */
record BuildRecord(Digest index, List<PlatformReport> parts, String stamp) {
  private static final int SUM = 64;

  byte[] write() {
    ObjectNode top = JsonMapper.shared().createObjectNode();
    top.put("index", index.toString());
    top.put("stamp", stamp);
    ArrayNode array = top.putArray("parts");
    for (PlatformReport part : parts) {
      ObjectNode node = array.addObject();
      node.put("platform", part.platform().toString());
      node.put("digest", part.digest().toString());
      node.put("packages", part.packages());
      node.put("layers", part.layers());
      node.put("compressed", part.compressedBytes());
      node.put("unpacked", part.unpackedBytes());
      ArrayNode scripts = node.putArray("scripts");
      part.scripts().forEach(script -> OutcomeJson.write(script, scripts.addObject()));
      ArrayNode checks = node.putArray("checks");
      part.checks().forEach(check -> OutcomeJson.write(check, checks.addObject()));
    }
    String text = JsonMapper.shared().writeValueAsString(top);
    return (text + Digest.of(text).hex()).getBytes(StandardCharsets.UTF_8);
  }

  /** Empty where the bytes are not a record as it was written. */
  static Optional<BuildRecord> read(byte[] bytes) {
    try {
      String all = new String(bytes, StandardCharsets.UTF_8);
      String text = all.substring(0, Math.max(0, all.length() - SUM));
      if (!all.equals(text + Digest.of(text).hex())) {
        return Optional.empty();
      }
      JsonNode top = JsonMapper.shared().readTree(text);
      List<PlatformReport> parts = new ArrayList<>();
      for (JsonNode node : top.path("parts")) {
        parts.add(
            new PlatformReport(
                Platform.parse(node.path("platform").asString()),
                Digest.parse(node.path("digest").asString()),
                node.path("packages").asInt(),
                node.path("layers").asInt(),
                node.path("compressed").asLong(),
                node.path("unpacked").asLong(),
                node.path("scripts").valueStream().map(OutcomeJson::script).toList(),
                node.path("checks").valueStream().map(OutcomeJson::check).toList()));
      }
      return Optional.of(
          new BuildRecord(
              Digest.parse(top.path("index").asString()), parts, top.path("stamp").asString("")));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }
}
