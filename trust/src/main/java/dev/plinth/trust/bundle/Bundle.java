package dev.plinth.trust.bundle;

import dev.plinth.model.Digest;
import dev.plinth.oci.json.JsonText;
import dev.plinth.trust.dsse.Base64Text;
import dev.plinth.trust.dsse.Envelope;
import dev.plinth.trust.key.Signer;
import dev.plinth.trust.key.VerifyingKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.node.StringNode;

/**
 * A signature with all that is needed to verify it (Sigstore's protobuf-specs,
 * sigstore_bundle.proto, as JSON).
 */
public record Bundle(Material material, Signed signed) {
  /** The media type of version 0.3, which is written. */
  public static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";

  /** Larger ones are refused unread: base64 of the largest envelope and what stands around. */
  public static final int MAX_BYTES = 172 << 20;

  /** Reads one; anything else is a {@code BAD_INPUT} error that says why. */
  public static Bundle read(byte[] json, String what) {
    return BundleReader.read(json, what);
  }

  /** A bundle of {@code payload}, signed as an in-toto statement. */
  public static Bundle sign(byte[] statement, Signer signer) {
    return of(Envelope.sign(Envelope.IN_TOTO, statement, signer), signer.publicKey());
  }

  /** An envelope that {@code key} signed, which must have one signature. */
  public static Bundle of(Envelope envelope, VerifyingKey key) {
    if (envelope.signatures().size() != 1) {
      throw new IllegalArgumentException("a bundle has one signature");
    }
    return new Bundle(new Material.KeyHint(key.hint()), new Signed.InEnvelope(envelope));
  }

  /** The signature of a file, kept beside it. */
  public static Bundle signFile(byte[] content, Signer signer) {
    byte[] hash = HexFormat.of().parseHex(Digest.of(content).hex());
    return new Bundle(
        new Material.KeyHint(signer.publicKey().hint()),
        new Signed.OfFile(hash, signer.sign(content)));
  }

  /** The compact text of version 0.3: the same bundle gives the same bytes. */
  public byte[] write() {
    if (!(material instanceof Material.KeyHint hint)) {
      throw new IllegalStateException("only bundles with the hint of a key are written");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    put(out, "{\"mediaType\":\"" + MEDIA_TYPE + "\",\"verificationMaterial\":{\"publicKey\":{");
    put(out, "\"hint\":");
    out.writeBytes(JsonText.write(StringNode.valueOf(hint.value())));
    put(out, "}},");
    switch (signed) {
      case Signed.InEnvelope(Envelope envelope) -> {
        put(out, "\"dsseEnvelope\":");
        out.writeBytes(envelope.toBytes());
      }
      case Signed.OfFile file -> {
        put(out, "\"messageSignature\":{");
        if (file.sha256().length > 0) {
          put(out, "\"messageDigest\":{\"algorithm\":\"SHA2_256\",\"digest\":\"");
          put(out, Base64Text.write(file.sha256()) + "\"},");
        }
        put(out, "\"signature\":\"" + Base64Text.write(file.signature()) + "\"}");
      }
    }
    put(out, "}");
    return out.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The media types that are read: version 0.3 in both spellings, and 0.1 and 0.2. */
  static final List<String> READ =
      List.of(
          MEDIA_TYPE,
          "application/vnd.dev.sigstore.bundle+json;version=0.3",
          "application/vnd.dev.sigstore.bundle+json;version=0.2",
          "application/vnd.dev.sigstore.bundle+json;version=0.1");
}
