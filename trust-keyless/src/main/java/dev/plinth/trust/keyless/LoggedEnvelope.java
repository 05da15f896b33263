package dev.plinth.trust.keyless;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.json.Members;
import dev.plinth.trust.dsse.Base64Text;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * What a log's entry says of a signed envelope (sigstore/rekor, types dsse 0.0.1; rekor-tiles, dsse
 * 0.0.2): hash of the payload, signature, certificate.
 */
final class LoggedEnvelope {
  private static final int LARGEST = 64 << 10;

  private LoggedEnvelope() {}

  /**
   * Whether the entry is of just this; a {@code VERIFICATION} or {@code BAD_INPUT} error says what
   * is not.
   *
   * @param body of the entry, which the log has signed
   * @param certificate in DER
   */
  static void check(byte[] body, byte[] payload, byte[] signature, byte[] certificate) {
    Members entry = JsonText.readObject(body, "the log's entry");
    if (!entry.text("kind").equals("dsse")) {
      throw other("is of another kind than dsse");
    }
    switch (entry.text("apiVersion")) {
      case "0.0.1" -> first(entry.object("spec"), payload, signature, certificate);
      case "0.0.2" ->
          second(entry.object("spec").object("dsseV002"), payload, signature, certificate);
      default -> throw other("has a version that is neither 0.0.1 nor 0.0.2");
    }
  }

  private static void first(Members spec, byte[] payload, byte[] signature, byte[] certificate) {
    Members hash = spec.object("payloadHash");
    if (!hash.text("algorithm").equals("sha256")
        || !hash.text("value").equals(Digest.of(payload).hex())) {
      throw other("is of another payload");
    }
    Members signed = only(spec);
    same(Base64Text.read(signed, "signature", LARGEST), signature, "is of another signature");
    String pem =
        new String(Base64Text.read(signed, "verifier", LARGEST), StandardCharsets.US_ASCII);
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    same(der, certificate, "is of another certificate");
  }

  private static void second(Members spec, byte[] payload, byte[] signature, byte[] certificate) {
    Members hash = spec.object("payloadHash");
    byte[] digest = HexFormat.of().parseHex(Digest.of(payload).hex());
    if (!hash.text("algorithm").equals("SHA2_256")) {
      throw other("is of another payload");
    }
    same(Base64Text.read(hash, "digest", LARGEST), digest, "is of another payload");
    Members signed = only(spec);
    same(Base64Text.read(signed, "content", LARGEST), signature, "is of another signature");
    Members verifier = signed.object("verifier").object("x509Certificate");
    same(Base64Text.read(verifier, "rawBytes", LARGEST), certificate, "is of another certificate");
  }

  private static Members only(Members spec) {
    List<Members> signatures = spec.objects("signatures");
    if (signatures.size() != 1) {
      throw other("has " + signatures.size() + " signatures, not one");
    }
    return signatures.getFirst();
  }

  private static void same(byte[] logged, byte[] given, String otherwise) {
    if (!Arrays.equals(logged, given)) {
      throw other(otherwise);
    }
  }

  private static PlinthException other(String what) {
    return new PlinthException(
        ErrorCode.VERIFICATION, "the log's entry " + what, "do not use the image");
  }
}
