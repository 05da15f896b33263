package dev.plinth.oci;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.Platform;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.json.Members;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The configuration of an image (OCI image-spec, config.md; Docker's is a superset). Members that
 * the specification does not know stand only in the bytes, except those of {@link RuntimeConfig}.
 *
 * @param platform {@code unknown} parts where the image does not say
 * @param osVersion of Windows images, else {@code ""}
 * @param author {@code ""} where there is none
 * @param diffIds the digests of the uncompressed layers, from the base up
 */
public record ImageConfig(
    Platform platform,
    String osVersion,
    List<String> osFeatures,
    Optional<Instant> created,
    String author,
    RuntimeConfig runtime,
    List<Digest> diffIds,
    List<History> history) {

  /** Larger ones are refused unread. */
  public static final int MAX_BYTES = 8 << 20;

  public ImageConfig {
    osFeatures = List.copyOf(osFeatures);
    diffIds = List.copyOf(diffIds);
    history = List.copyOf(history);
  }

  /** A configuration of a Linux image. */
  public static ImageConfig of(
      Platform platform,
      Instant created,
      RuntimeConfig runtime,
      List<Digest> diffIds,
      List<History> history) {
    return new ImageConfig(
        platform, "", List.of(), Optional.of(created), "", runtime, diffIds, history);
  }

  /** Reads a configuration; anything else is a {@code BAD_INPUT} error. */
  public static Document<ImageConfig> parse(byte[] bytes, String what) {
    return parse(bytes, MediaType.CONFIG, what);
  }

  /**
   * @param mediaType what the manifest's descriptor calls it
   */
  public static Document<ImageConfig> parse(byte[] bytes, String mediaType, String what) {
    if (bytes.length > MAX_BYTES) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          what + " has " + bytes.length + " bytes, more than the " + MAX_BYTES + " allowed",
          "the image is malformed: get it again from where it was made");
    }
    Members json = JsonText.readObject(bytes, what);
    Members rootfs = json.object("rootfs");
    if (!rootfs.text("type").equals("layers")) {
      throw rootfs.problem("type", "is not 'layers'");
    }
    ImageConfig value =
        new ImageConfig(
            Descriptor.readPlatform(json),
            json.textOrEmpty("os.version"),
            json.texts("os.features"),
            instant(json, "created"),
            json.textOrEmpty("author"),
            json.optionalObject("config").map(RuntimeConfig::read).orElse(RuntimeConfig.NONE),
            rootfs.digests("diff_ids"),
            json.objects("history").stream().map(History::read).toList());
    return new Document<>(mediaType, bytes, value);
  }

  /** Writes it: the same value gives the same bytes. */
  public Document<ImageConfig> toDocument() {
    ObjectNode json = JsonText.object();
    created.ifPresent(value -> json.put("created", value.toString()));
    RuntimeConfig.putText(json, "author", author);
    json.put("architecture", platform.architecture());
    RuntimeConfig.putText(json, "variant", platform.variant());
    json.put("os", platform.os());
    RuntimeConfig.putText(json, "os.version", osVersion);
    if (!osFeatures.isEmpty()) {
      ArrayNode array = json.putArray("os.features");
      osFeatures.forEach(array::add);
    }
    json.set("config", runtime.toJson());
    ObjectNode rootfs = json.putObject("rootfs");
    rootfs.put("type", "layers");
    ArrayNode diffs = rootfs.putArray("diff_ids");
    diffIds.forEach(id -> diffs.add(id.toString()));
    if (!history.isEmpty()) {
      ArrayNode array = json.putArray("history");
      history.forEach(step -> array.add(step.toJson()));
    }
    return new Document<>(MediaType.CONFIG, JsonText.write(json), this);
  }

  static Optional<Instant> instant(Members json, String name) {
    Optional<String> text = json.optionalText(name);
    if (text.isEmpty() || text.get().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text.get()).toInstant());
    } catch (DateTimeException e) {
      throw json.problem(name, "is not a time of RFC 3339");
    }
  }
}
