package dev.plinth.trust.verify;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.json.Members;
import dev.plinth.trust.bundle.Bundle;
import dev.plinth.trust.bundle.Material;
import dev.plinth.trust.bundle.Signed;
import dev.plinth.trust.key.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Signatures of a file that lie beside it, as {@code cosign sign-blob} writes them: a Sigstore
 * bundle with a {@code messageSignature} (cosign 3), cosign 2's own JSON with a {@code
 * base64Signature}, or base64 alone.
 */
public final class FileSignatures {
  /** Larger ones are none. */
  public static final int MAX_BYTES = 1 << 20;

  private static final int MAX_TEXT = 8192;

  private FileSignatures() {}

  /**
   * Something that may be a signature; nothing in it is believed.
   *
   * @param where names it in reasons: the file
   * @param bytes its content
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Beside(String where, byte[] bytes) {}

  /** What was read of one: the signature, and what it says of the key. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Read(byte[] signature, String hint) {}

  /**
   * Whether enough accepted keys signed exactly these bytes. One that names an accepted key, or the
   * digest of a file, and does not hold, speaks against the file even beside a good one: somebody
   * changed it.
   */
  public static Verification verify(KeyPolicy policy, byte[] file, List<Beside> beside) {
    Set<Identity> signers = new LinkedHashSet<>();
    List<String> reasons = new ArrayList<>();
    for (Beside one : beside) {
      try {
        Read read = read(one, file);
        if (!holds(policy, file, read, signers)) {
          String named = named(policy, read.hint());
          if (!named.isEmpty()) {
            return new Verification.Rejected(
                one.where() + " says that key '" + named + "' signed it, but does not hold");
          }
          reasons.add(one.where() + " is of no key that is accepted, or of another file");
        }
      } catch (PlinthException e) {
        if (e.code() == ErrorCode.VERIFICATION) {
          return new Verification.Rejected(String.valueOf(e.getMessage()));
        }
        reasons.add(String.valueOf(e.getMessage()));
      }
    }
    if (signers.size() >= policy.threshold()) {
      return new Verification.Trusted(List.copyOf(signers), List.of());
    }
    reasons.add(signers.size() + " of " + policy.threshold() + " accepted keys signed it");
    return new Verification.Rejected(reasons.getFirst());
  }

  private static boolean holds(KeyPolicy policy, byte[] file, Read read, Set<Identity> signers) {
    String named = named(policy, read.hint());
    for (Map.Entry<String, VerifyingKey> key : policy.keys().entrySet()) {
      if ((named.isEmpty() || named.equals(key.getKey()))
          && key.getValue().verify(file, read.signature())) {
        signers.add(new Identity(key.getKey(), key.getValue().keyId()));
        return true;
      }
    }
    return false;
  }

  /** The accepted key that a hint means; empty for none. */
  private static String named(KeyPolicy policy, String hint) {
    return policy.keys().entrySet().stream()
        .filter(key -> key.getValue().hint().equals(hint) || key.getValue().keyId().equals(hint))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  private static Read read(Beside beside, byte[] file) {
    if (beside.bytes().length > MAX_BYTES) {
      throw bad(beside, "has more bytes than any signature");
    }
    String text = new String(beside.bytes(), StandardCharsets.ISO_8859_1).strip();
    if (!text.startsWith("{")) {
      return new Read(base64(beside, text), "");
    }
    Members json = JsonText.readObject(beside.bytes(), beside.where());
    return json.has("base64Signature")
        ? new Read(base64(beside, json.text("base64Signature")), "")
        : bundle(beside, file);
  }

  private static Read bundle(Beside beside, byte[] file) {
    Bundle bundle = Bundle.read(beside.bytes(), beside.where());
    if (!(bundle.material() instanceof Material.KeyHint hint)) {
      throw bad(beside, "is signed with a certificate: of files beside it only keys count");
    }
    if (!(bundle.signed() instanceof Signed.OfFile signed)) {
      throw bad(beside, "signs a statement, not a file");
    }
    String digest = Digest.of(file).hex();
    if (signed.sha256().length > 0 && !HexFormat.of().formatHex(signed.sha256()).equals(digest)) {
      throw new PlinthException(
          ErrorCode.VERIFICATION,
          beside.where() + " is the signature of another file",
          "get the file and its signature again from who made them");
    }
    return new Read(signed.signature(), hint.value());
  }

  private static byte[] base64(Beside beside, String text) {
    try {
      if (!text.isEmpty() && text.length() <= MAX_TEXT) {
        return Base64.getDecoder().decode(text);
      }
    } catch (IllegalArgumentException e) {
      // Something else.
    }
    throw bad(beside, "is no signature as cosign sign-blob writes it");
  }

  private static PlinthException bad(Beside beside, String what) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        beside.where() + " " + what,
        "sign the file with cosign sign-blob --key, or take that away");
  }
}
