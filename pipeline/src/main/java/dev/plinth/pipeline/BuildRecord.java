package dev.plinth.pipeline;

import dev.plinth.evidence.predicate.ScriptClasses;
import dev.plinth.model.Digest;
import dev.plinth.model.Platform;
import dev.plinth.pipeline.BuildReport.PlatformReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a build came to, kept in the cache under all that decides it, so that a build of the same
 * finds that nothing changed. Its bytes end with the SHA-256 of those before.
 *
 * @param stamp of {@link Intact}, when all of it was hashed last
 * @param blobs what it consists of, with names for errors
 * @param listed the manifests that the store's index must list: evidence and kept inputs
 * @param signers hints of the keys that signed all of it
 */
record BuildRecord(
    Digest index,
    List<PlatformReport> parts,
    String stamp,
    SortedMap<Digest, String> blobs,
    Set<Digest> listed,
    Set<String> signers) {
  private static final int SUM = 64;

  BuildRecord {
    parts = List.copyOf(parts);
    blobs = Collections.unmodifiableSortedMap(new TreeMap<>(blobs));
    listed = Collections.unmodifiableSet(new TreeSet<>(listed));
    signers = Collections.unmodifiableSet(new TreeSet<>(signers));
  }

  /** The same, found whole just now. */
  BuildRecord with(Intact intact) throws IOException {
    return new BuildRecord(index, parts, intact.stamp(), intact.blobs(), intact.listed(), signers);
  }

  /** The same, signed by these keys. */
  BuildRecord signedBy(Set<String> hints) {
    return new BuildRecord(index, parts, stamp, blobs, listed, hints);
  }

  byte[] write() {
    ObjectNode top = JsonMapper.shared().createObjectNode();
    top.put("index", index.toString());
    top.put("stamp", stamp);
    ObjectNode names = top.putObject("blobs");
    blobs.forEach((digest, name) -> names.put(digest.toString(), name));
    ArrayNode manifests = top.putArray("listed");
    listed.forEach(digest -> manifests.add(digest.toString()));
    ArrayNode keys = top.putArray("signers");
    signers.forEach(keys::add);
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
      part.scripts().forEach(script -> ScriptClasses.write(script, scripts.addObject()));
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
      TreeMap<Digest, String> blobs = new TreeMap<>();
      top.path("blobs")
          .forEachEntry((digest, name) -> blobs.put(Digest.parse(digest), name.asString()));
      TreeSet<Digest> listed = new TreeSet<>();
      top.path("listed").forEach(digest -> listed.add(Digest.parse(digest.asString())));
      TreeSet<String> signers = new TreeSet<>();
      top.path("signers").forEach(hint -> signers.add(hint.asString()));
      return Optional.of(
          new BuildRecord(
              Digest.parse(top.path("index").asString()),
              parts,
              top.path("stamp").asString(""),
              blobs,
              listed,
              signers));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }
}
