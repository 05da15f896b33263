package dev.plinth.oci;

import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.json.Members;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * How one layer came to be (OCI image-spec, config.md, {@code history}).
 *
 * @param createdBy the command, {@code ""} where it is not said
 * @param emptyLayer whether this step made no layer
 */
public record History(
    Optional<Instant> created,
    String createdBy,
    String author,
    String comment,
    boolean emptyLayer) {

  /** A step that made a layer. */
  public static History of(Instant created, String createdBy) {
    return new History(Optional.of(created), createdBy, "", "", false);
  }

  static History read(Members json) {
    return new History(
        ImageConfig.instant(json, "created"),
        json.textOrEmpty("created_by"),
        json.textOrEmpty("author"),
        json.textOrEmpty("comment"),
        json.flag("empty_layer"));
  }

  ObjectNode toJson() {
    ObjectNode json = JsonText.object();
    created.ifPresent(value -> json.put("created", value.toString()));
    RuntimeConfig.putText(json, "author", author);
    RuntimeConfig.putText(json, "created_by", createdBy);
    RuntimeConfig.putText(json, "comment", comment);
    if (emptyLayer) {
      json.put("empty_layer", true);
    }
    return json;
  }
}
