package dev.plinth.trust.cosign2;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.Descriptor;
import dev.plinth.oci.Document;
import dev.plinth.oci.ImageManifest;
import dev.plinth.oci.MediaType;
import dev.plinth.oci.json.JsonText;
import dev.plinth.trust.dsse.Base64Text;
import dev.plinth.trust.dsse.Envelope;
import dev.plinth.trust.key.Signer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The manifests that cosign 2 keeps under tags beside an image: {@code sha256-HEX.sig} and {@code
 * sha256-HEX.att}. Each layer is a payload, its signature an annotation (cosign's SIGNATURE_SPEC.md
 * and ATTESTATION_SPEC.md).
 *
 * @param manifest to be tagged
 * @param blobs the bytes of its config, then of its layers
 */
public record LegacyManifest(Document<ImageManifest> manifest, List<byte[]> blobs) {
  public static final String DSSE = "application/vnd.dsse.envelope.v1+json";
  public static final String SIGNATURE = "dev.cosignproject.cosign/signature";
  private static final String CERTIFICATE = "dev.sigstore.cosign/certificate";
  private static final int MAX_LAYERS = 1000;
  private static final int MAX_SIGNATURE = 4096;
  private static final String NO_TIME = "0001-01-01T00:00:00Z";

  public LegacyManifest {
    blobs = List.copyOf(blobs);
  }

  /** The tag of an image's signatures. */
  public static String signatureTag(Digest image) {
    return image.algorithm() + "-" + image.hex() + ".sig";
  }

  /** The tag of an image's attestations. */
  public static String attestationTag(Digest image) {
    return image.algorithm() + "-" + image.hex() + ".att";
  }

  /** One signature a signer. */
  public static LegacyManifest signatures(SimpleSigning payload, List<? extends Signer> signers) {
    byte[] bytes = payload.write();
    List<Descriptor> layers = new ArrayList<>();
    List<byte[]> blobs = new ArrayList<>();
    for (Signer signer : signers) {
      Map<String, String> annotations = Map.of(SIGNATURE, Base64Text.write(signer.sign(bytes)));
      layers.add(layer(SimpleSigning.MEDIA_TYPE, bytes).withAnnotations(annotations));
      blobs.add(bytes);
    }
    return of(layers, blobs);
  }

  /** An attestation: a signed envelope of a statement, and the type of its predicate. */
  public record Attestation(Envelope envelope, String predicateType) {}

  public static LegacyManifest attestations(List<Attestation> attestations) {
    List<Descriptor> layers = new ArrayList<>();
    List<byte[]> blobs = new ArrayList<>();
    for (Attestation attestation : attestations) {
      byte[] bytes = attestation.envelope().toBytes();
      Map<String, String> annotations =
          new TreeMap<>(Map.of(SIGNATURE, "", "predicateType", attestation.predicateType()));
      layers.add(layer(DSSE, bytes).withAnnotations(annotations));
      blobs.add(bytes);
    }
    return of(layers, blobs);
  }

  /**
   * The layers of a manifest from outside; another kind of manifest is a {@code BAD_INPUT} error.
   */
  public static List<Descriptor> layers(Document<ImageManifest> manifest) {
    List<Descriptor> layers = manifest.value().layers();
    if (layers.isEmpty() || layers.size() > MAX_LAYERS) {
      throw bad(manifest, "has " + layers.size() + " layers, which no cosign writes");
    }
    for (Descriptor layer : layers) {
      if (!layer.mediaType().equals(SimpleSigning.MEDIA_TYPE) && !layer.mediaType().equals(DSSE)) {
        throw bad(manifest, "has a layer that is neither a signature nor an attestation");
      }
    }
    return layers;
  }

  /**
   * The signature that a layer's annotation says; absent or malformed is a {@code BAD_INPUT} error.
   */
  public static byte[] signature(Descriptor layer, String what) {
    String text = layer.annotations().getOrDefault(SIGNATURE, "");
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (bytes.length > 0 && bytes.length <= MAX_SIGNATURE) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new PlinthException(
        ErrorCode.BAD_INPUT,
        what + " has no signature in base64",
        "get the evidence again from where it was made");
  }

  /** Whether a certificate stands beside the signature: keyless signing. */
  public static boolean hasCertificate(Descriptor layer) {
    return layer.annotations().containsKey(CERTIFICATE);
  }

  private static Descriptor layer(String mediaType, byte[] bytes) {
    return Descriptor.of(mediaType, Digest.of(bytes), bytes.length);
  }

  private static LegacyManifest of(List<Descriptor> layers, List<byte[]> payloads) {
    ObjectNode json = JsonText.object();
    json.put("architecture", "").put("created", NO_TIME);
    json.putArray("history").addObject().put("created", NO_TIME);
    json.put("os", "");
    ArrayNode diffs = json.putObject("rootfs").put("type", "layers").putArray("diff_ids");
    layers.forEach(layer -> diffs.add(layer.digest().toString()));
    json.putObject("config");
    byte[] config = JsonText.write(json);
    List<byte[]> blobs = new ArrayList<>(List.of(config));
    blobs.addAll(payloads);
    Descriptor described = layer(MediaType.CONFIG, config);
    return new LegacyManifest(
        ImageManifest.of(described, layers, new TreeMap<>()).toDocument(), blobs);
  }

  private static PlinthException bad(Document<ImageManifest> manifest, String problem) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        "manifest " + manifest.digest() + " " + problem,
        "get the evidence again from where it was made");
  }
}
