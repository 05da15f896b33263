package dev.plinth.trust.cosign2;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.json.Members;
import tools.jackson.databind.node.ObjectNode;

/**
 * What cosign 2 signs of an image (containers/image, signature format "simple signing").
 *
 * @param reference where the signer saw the image; cosign does not compare it
 * @param digest of the index or manifest that is meant
 */
public record SimpleSigning(String reference, Digest digest) {
  public static final String MEDIA_TYPE = "application/vnd.dev.cosign.simplesigning.v1+json";

  private static final String TYPE = "cosign container image signature";
  private static final int MAX_BYTES = 1 << 20;

  /** The compact text in cosign's order. */
  public byte[] write() {
    ObjectNode json = JsonText.object();
    ObjectNode critical = json.putObject("critical");
    critical.putObject("identity").put("docker-reference", reference);
    critical.putObject("image").put("docker-manifest-digest", digest.toString());
    critical.put("type", TYPE);
    json.putNull("optional");
    return JsonText.write(json);
  }

  /** Reads a payload whose signature holds; anything else is a {@code BAD_INPUT} error. */
  public static SimpleSigning read(byte[] payload, String what) {
    if (payload.length > MAX_BYTES) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          what + " has more than " + MAX_BYTES + " bytes",
          "get the evidence again from where it was made");
    }
    Members critical = JsonText.readObject(payload, what).object("critical");
    String type = critical.text("type");
    if (!type.equals(TYPE) && !type.equals("https://sigstore.dev/cosign/sign/v1")) {
      throw critical.problem("type", "is not that of cosign");
    }
    return new SimpleSigning(
        critical.object("identity").textOrEmpty("docker-reference"),
        critical.object("image").digest("docker-manifest-digest"));
  }
}
