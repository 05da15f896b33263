package dev.plinth.oci;

import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.json.Members;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The manifest of one image or artifact (OCI image-spec, manifest.md; Docker's image manifest
 * version 2, schema 2).
 *
 * @param artifactType what an artifact is; empty for images
 * @param layers from the base up
 * @param subject the manifest that this one is about (a referrer)
 */
public record ImageManifest(
    String mediaType,
    Optional<String> artifactType,
    Descriptor config,
    List<Descriptor> layers,
    Optional<Descriptor> subject,
    SortedMap<String, String> annotations) {

  /** What registries accept at most; larger ones are refused unread. */
  public static final int MAX_BYTES = 4 << 20;

  public ImageManifest {
    layers = List.copyOf(layers);
    annotations = Descriptor.sorted(annotations);
  }

  /** The manifest of an image in OCI form. */
  public static ImageManifest of(
      Descriptor config, List<Descriptor> layers, SortedMap<String, String> annotations) {
    return new ImageManifest(
        MediaType.MANIFEST, Optional.empty(), config, layers, Optional.empty(), annotations);
  }

  /** Whether it is an image that can run, not an artifact. */
  public boolean isImage() {
    return artifactType.isEmpty() && MediaType.isConfig(config.mediaType());
  }

  /** All that the manifest needs to be complete: config and layers. */
  public List<Descriptor> content() {
    return java.util.stream.Stream.concat(java.util.stream.Stream.of(config), layers.stream())
        .toList();
  }

  /**
   * Reads a manifest; anything else, and what could be taken for something else (CVE-2021-41190),
   * is a {@code BAD_INPUT} error.
   *
   * @param what names it in errors
   */
  public static Document<ImageManifest> parse(byte[] bytes, String what) {
    return parse(bytes, MediaType.MANIFEST, what);
  }

  /**
   * @param mediaType what the descriptor calls it, for manifests that do not say themselves
   */
  public static Document<ImageManifest> parse(byte[] bytes, String mediaType, String what) {
    Members json = Envelope.open(bytes, MAX_BYTES, what);
    String type = Envelope.mediaType(json, mediaType, MediaType::isManifest, "an image manifest");
    if (json.has("manifests")) {
      throw json.problem("manifests", "does not belong in an image manifest");
    }
    ImageManifest value =
        new ImageManifest(
            type,
            json.optionalText("artifactType"),
            Descriptor.read(json.object("config")),
            json.objects("layers").stream().map(Descriptor::read).toList(),
            json.optionalObject("subject").map(Descriptor::read),
            json.textMap("annotations"));
    return new Document<>(type, bytes, value);
  }

  /** Writes it: the same value gives the same bytes. */
  public Document<ImageManifest> toDocument() {
    ObjectNode json = JsonText.object();
    json.put("schemaVersion", 2);
    json.put("mediaType", mediaType);
    artifactType.ifPresent(value -> json.put("artifactType", value));
    json.set("config", config.toJson());
    ArrayNode array = json.putArray("layers");
    layers.forEach(layer -> array.add(layer.toJson()));
    subject.ifPresent(value -> json.set("subject", value.toJson()));
    Descriptor.putTexts(json, "annotations", annotations);
    return new Document<>(mediaType, JsonText.write(json), this);
  }
}
