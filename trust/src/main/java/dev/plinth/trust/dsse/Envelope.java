package dev.plinth.trust.dsse;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.json.Members;
import dev.plinth.trust.key.Signer;
import dev.plinth.trust.key.VerifyingKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.StringNode;

/**
 * Bytes, their type, and signatures over both (DSSE 1.0, envelope.md and protocol.md).
 *
 * @param payload as it was signed; nothing in it is believed before a signature holds
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Envelope(String payloadType, byte[] payload, List<Signature> signatures) {
  /** The type of in-toto statements. */
  public static final String IN_TOTO = "application/vnd.in-toto+json";

  /** Larger payloads are refused unread: cosign's own bound on attachments. */
  public static final int MAX_PAYLOAD = 128 << 20;

  private static final int MAX_SIGNATURES = 16;
  private static final int MAX_SIGNATURE = 4096;
  private static final int MAX_TYPE = 255;

  /**
   * One signature.
   *
   * @param keyId a hint that nobody vouches for; empty for none
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Signature(String keyId, byte[] value) {}

  public Envelope {
    signatures = List.copyOf(signatures);
  }

  /** What is signed in truth: DSSE's pre-authentication encoding of type and payload. */
  public static byte[] message(String payloadType, byte[] payload) {
    byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        ("DSSEv1 " + type.length + " " + payloadType + " " + payload.length + " ")
            .getBytes(StandardCharsets.UTF_8);
    byte[] message = new byte[head.length + payload.length];
    System.arraycopy(head, 0, message, 0, head.length);
    System.arraycopy(payload, 0, message, head.length, payload.length);
    return message;
  }

  public byte[] message() {
    return message(payloadType, payload);
  }

  /** Signed by one key, whose id is left out, as cosign does: bundles name the key themselves. */
  public static Envelope sign(String payloadType, byte[] payload, Signer signer) {
    byte[] signature = signer.sign(message(payloadType, payload));
    return new Envelope(payloadType, payload, List.of(new Signature("", signature)));
  }

  /** Signed by each of several keys, each with its id. */
  public static Envelope sign(String payloadType, byte[] payload, List<? extends Signer> signers) {
    byte[] message = message(payloadType, payload);
    List<Signature> signatures = new ArrayList<>();
    for (Signer signer : signers) {
      signatures.add(new Signature(signer.publicKey().keyId(), signer.sign(message)));
    }
    return new Envelope(payloadType, payload, signatures);
  }

  /** Whether a signature here is one of {@code key}. */
  public boolean isSignedBy(VerifyingKey key) {
    byte[] message = message();
    return signatures.stream().anyMatch(signature -> key.verify(message, signature.value()));
  }

  /** Reads an envelope; anything else is a {@code BAD_INPUT} error. */
  public static Envelope parse(byte[] json, String what) {
    if (json.length / 4 > MAX_PAYLOAD / 3 + MAX_SIGNATURES * MAX_SIGNATURE) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          what + " has " + json.length + " bytes, more than any envelope",
          "get the evidence again from where it was made");
    }
    return read(JsonText.readObject(json, what));
  }

  /** Reads an envelope that is part of something larger. */
  public static Envelope read(Members json) {
    String type = json.text("payloadType");
    if (type.isEmpty() || type.length() > MAX_TYPE) {
      throw json.problem("payloadType", "is empty or too long");
    }
    List<Members> entries = json.objects("signatures");
    if (entries.isEmpty()) {
      throw json.problem("signatures", "is empty: nobody signed");
    }
    if (entries.size() > MAX_SIGNATURES) {
      throw json.problem("signatures", "has more than " + MAX_SIGNATURES + " elements");
    }
    List<Signature> signatures = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Members entry : entries) {
      byte[] value = Base64Text.read(entry, "sig", MAX_SIGNATURE);
      String keyId = entry.textOrEmpty("keyid");
      if (!seen.add("sig " + Base64Text.write(value))
          || (!keyId.isEmpty() && !seen.add("key " + keyId))) {
        throw json.problem("signatures", "has one signature or key twice");
      }
      signatures.add(new Signature(keyId, value));
    }
    return new Envelope(type, Base64Text.read(json, "payload", MAX_PAYLOAD), signatures);
  }

  /** The compact JSON text: the same envelope gives the same bytes. */
  public byte[] toBytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length / 3 * 4 + 1024);
    out.writeBytes(ascii("{\"payload\":\""));
    out.writeBytes(Base64.getEncoder().encode(payload));
    out.writeBytes(ascii("\",\"payloadType\":"));
    out.writeBytes(JsonText.write(StringNode.valueOf(payloadType)));
    out.writeBytes(ascii(",\"signatures\":["));
    for (int i = 0; i < signatures.size(); i++) {
      Signature signature = signatures.get(i);
      out.writeBytes(ascii(i == 0 ? "{" : ",{"));
      if (!signature.keyId().isEmpty()) {
        out.writeBytes(ascii("\"keyid\":"));
        out.writeBytes(JsonText.write(StringNode.valueOf(signature.keyId())));
        out.writeBytes(ascii(","));
      }
      out.writeBytes(ascii("\"sig\":\"" + Base64Text.write(signature.value()) + "\"}"));
    }
    out.writeBytes(ascii("]}"));
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
