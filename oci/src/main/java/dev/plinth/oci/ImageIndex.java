package dev.plinth.oci;

import dev.plinth.model.Platform;
import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.json.Members;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The manifests of one image by platform (OCI image-spec, image-index.md; Docker's manifest list).
 *
 * @param subject the manifest that this index is about (a referrer)
 */
public record ImageIndex(
    String mediaType,
    Optional<String> artifactType,
    List<Descriptor> manifests,
    Optional<Descriptor> subject,
    SortedMap<String, String> annotations) {

  /** As with manifests. */
  public static final int MAX_BYTES = ImageManifest.MAX_BYTES;

  /** More than any image has platforms, or evidence: who reads an index reads each of them. */
  private static final int MOST = 2000;

  public ImageIndex {
    manifests = List.copyOf(manifests);
    annotations = Descriptor.sorted(annotations);
  }

  /** An index in OCI form. */
  public static ImageIndex of(List<Descriptor> manifests, SortedMap<String, String> annotations) {
    return new ImageIndex(
        MediaType.INDEX, Optional.empty(), manifests, Optional.empty(), annotations);
  }

  public static ImageIndex of(List<Descriptor> manifests) {
    return of(manifests, Collections.emptySortedMap());
  }

  /** The manifest for {@code platform}, the first of several; empty where there is none. */
  public Optional<Descriptor> manifest(Platform platform) {
    return manifests.stream()
        .filter(d -> d.platform().isPresent() && d.platform().get().equals(platform))
        .findFirst();
  }

  /** Reads an index; anything else is a {@code BAD_INPUT} error. */
  public static Document<ImageIndex> parse(byte[] bytes, String what) {
    return parse(bytes, MediaType.INDEX, what);
  }

  /**
   * @param mediaType what the descriptor calls it, for indexes that do not say themselves
   */
  public static Document<ImageIndex> parse(byte[] bytes, String mediaType, String what) {
    Members json = Envelope.open(bytes, MAX_BYTES, what);
    String type = Envelope.mediaType(json, mediaType, MediaType::isIndex, "an image index");
    for (String foreign : List.of("config", "layers")) {
      if (json.has(foreign)) {
        throw json.problem(foreign, "does not belong in an image index");
      }
    }
    List<Members> manifests = json.objects("manifests");
    if (manifests.size() > MOST) {
      throw json.problem("manifests", "has more than " + MOST + " elements");
    }
    ImageIndex value =
        new ImageIndex(
            type,
            json.optionalText("artifactType"),
            manifests.stream().map(Descriptor::read).toList(),
            json.optionalObject("subject").map(Descriptor::read),
            json.textMap("annotations"));
    return new Document<>(type, bytes, value);
  }

  /** Writes it: the same value gives the same bytes. */
  public Document<ImageIndex> toDocument() {
    ObjectNode json = JsonText.object();
    json.put("schemaVersion", 2);
    json.put("mediaType", mediaType);
    artifactType.ifPresent(value -> json.put("artifactType", value));
    ArrayNode array = json.putArray("manifests");
    manifests.forEach(manifest -> array.add(manifest.toJson()));
    subject.ifPresent(value -> json.set("subject", value.toJson()));
    Descriptor.putTexts(json, "annotations", annotations);
    return new Document<>(mediaType, JsonText.write(json), this);
  }
}
