package dev.plinth.trust.bundle;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.json.Members;
import dev.plinth.trust.dsse.Base64Text;
import dev.plinth.trust.dsse.Envelope;
import java.util.List;

/** Reads bundles from outside: bounded, one of each choice, nothing that could mean two things. */
final class BundleReader {
  private static final int MAX_CERTIFICATE = 64 << 10;
  private static final int MAX_SIGNATURE = 4096;
  private static final int MAX_HINT = 1024;
  private static final int MAX_LOG_ENTRIES = 32;

  private BundleReader() {}

  static Bundle read(byte[] bytes, String what) {
    if (bytes.length > Bundle.MAX_BYTES) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          what + " has " + bytes.length + " bytes, more than any bundle",
          "get the evidence again from where it was made");
    }
    Members json = JsonText.readObject(bytes, what);
    String type = json.text("mediaType");
    int version = Bundle.READ.indexOf(type);
    if (version < 0) {
      throw json.problem("mediaType", "is not that of a Sigstore bundle of version 0.1 to 0.3");
    }
    Members material = json.object("verificationMaterial");
    checkLog(material, version > 1);
    return new Bundle(material(material, version > 1), signed(json));
  }

  private static Material material(Members json, boolean old) {
    requireOne(json, "publicKey", "certificate", "x509CertificateChain");
    if (json.has("publicKey")) {
      String hint = json.object("publicKey").textOrEmpty("hint");
      if (hint.length() > MAX_HINT) {
        throw json.problem("publicKey", "has a hint of more than " + MAX_HINT + " characters");
      }
      return new Material.KeyHint(hint);
    }
    if (json.has("certificate")) {
      return new Material.Certificate(
          Base64Text.read(json.object("certificate"), "rawBytes", MAX_CERTIFICATE));
    }
    if (!old) {
      throw json.problem("x509CertificateChain", "does not belong in a bundle of version 0.3");
    }
    List<Members> chain = json.object("x509CertificateChain").objects("certificates");
    if (chain.isEmpty() || chain.size() > 16) {
      throw json.problem("x509CertificateChain", "has no certificate or too many");
    }
    return new Material.Certificate(Base64Text.read(chain.getFirst(), "rawBytes", MAX_CERTIFICATE));
  }

  /** Entries of a log are not verified with a pinned key, but they must be what they say. */
  private static void checkLog(Members json, boolean old) {
    List<Members> entries = json.objects("tlogEntries");
    if (entries.size() > MAX_LOG_ENTRIES) {
      throw json.problem("tlogEntries", "has more than " + MAX_LOG_ENTRIES + " elements");
    }
    for (Members entry : entries) {
      entry.object("logId").text("keyId");
      if (!old && !entry.has("inclusionProof")) {
        throw entry.problem("inclusionProof", "is missing");
      }
    }
  }

  private static Signed signed(Members json) {
    requireOne(json, "dsseEnvelope", "messageSignature");
    if (json.has("dsseEnvelope")) {
      Envelope envelope = Envelope.read(json.object("dsseEnvelope"));
      if (envelope.signatures().size() != 1) {
        throw json.problem("dsseEnvelope.signatures", "has not one element, as bundles must");
      }
      return new Signed.InEnvelope(envelope);
    }
    Members message = json.object("messageSignature");
    byte[] digest = new byte[0];
    if (message.has("messageDigest")) {
      Members said = message.object("messageDigest");
      if (!said.text("algorithm").equals("SHA2_256")) {
        throw said.problem("algorithm", "is not SHA2_256");
      }
      digest = Base64Text.read(said, "digest", 64);
      if (digest.length != 32) {
        throw said.problem("digest", "has not 32 bytes");
      }
    }
    return new Signed.OfFile(digest, Base64Text.read(message, "signature", MAX_SIGNATURE));
  }

  private static void requireOne(Members json, String... names) {
    int count = 0;
    for (String name : names) {
      count += json.has(name) ? 1 : 0;
    }
    if (count != 1) {
      throw json.problem(
          String.join("|", names), count == 0 ? "is missing" : "is there more than once");
    }
  }
}
