package dev.plinth.oci;

import dev.plinth.model.Digest;
import dev.plinth.model.Platform;
import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.json.Members;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Names content by type, digest and size (OCI image-spec, descriptor.md).
 *
 * @param size in bytes
 * @param data the content itself in base64, where the writer embedded it
 * @param platform of a manifest in an index; {@code os.version} and features are not kept
 */
public record Descriptor(
    String mediaType,
    Digest digest,
    long size,
    List<String> urls,
    SortedMap<String, String> annotations,
    Optional<String> data,
    Optional<Platform> platform,
    Optional<String> artifactType) {

  public Descriptor {
    urls = List.copyOf(urls);
    annotations = sorted(annotations);
  }

  /** A descriptor with nothing optional. */
  public static Descriptor of(String mediaType, Digest digest, long size) {
    return new Descriptor(
        mediaType,
        digest,
        size,
        List.of(),
        Collections.emptySortedMap(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public Descriptor withPlatform(Platform value) {
    return new Descriptor(
        mediaType, digest, size, urls, annotations, data, Optional.of(value), artifactType);
  }

  public Descriptor withAnnotations(Map<String, String> value) {
    return new Descriptor(
        mediaType, digest, size, urls, sorted(value), data, platform, artifactType);
  }

  public Descriptor withArtifactType(String value) {
    return new Descriptor(
        mediaType, digest, size, urls, annotations, data, platform, Optional.of(value));
  }

  /** Reads a descriptor; a missing or wrong member is a {@code BAD_INPUT} error. */
  public static Descriptor read(Members json) {
    return new Descriptor(
        json.text("mediaType"),
        json.digest("digest"),
        json.size("size"),
        json.texts("urls"),
        json.textMap("annotations"),
        json.optionalText("data"),
        json.optionalObject("platform").map(Descriptor::readPlatform),
        json.optionalText("artifactType"));
  }

  /** Writes it with its members in the order of the specification. */
  public ObjectNode toJson() {
    ObjectNode json = JsonText.object();
    json.put("mediaType", mediaType);
    artifactType.ifPresent(value -> json.put("artifactType", value));
    json.put("digest", digest.toString());
    json.put("size", size);
    if (!urls.isEmpty()) {
      ArrayNode array = json.putArray("urls");
      urls.forEach(array::add);
    }
    putTexts(json, "annotations", annotations);
    data.ifPresent(value -> json.put("data", value));
    platform.ifPresent(value -> json.set("platform", platformJson(value)));
    return json;
  }

  /** What a platform member says; an empty or missing part is {@code unknown}. */
  static Platform readPlatform(Members json) {
    return new Platform(
        known(json.textOrEmpty("os")),
        known(json.textOrEmpty("architecture")),
        json.textOrEmpty("variant"));
  }

  static void putTexts(ObjectNode json, String name, SortedMap<String, String> texts) {
    if (!texts.isEmpty()) {
      ObjectNode object = json.putObject(name);
      texts.forEach(object::put);
    }
  }

  static SortedMap<String, String> sorted(Map<String, String> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  private static ObjectNode platformJson(Platform platform) {
    ObjectNode json = JsonText.object();
    json.put("architecture", platform.architecture());
    json.put("os", platform.os());
    if (!platform.variant().isEmpty()) {
      json.put("variant", platform.variant());
    }
    return json;
  }

  private static String known(String part) {
    return part.isEmpty() ? "unknown" : part;
  }
}
