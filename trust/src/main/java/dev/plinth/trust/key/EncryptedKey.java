package dev.plinth.trust.key;

import dev.plinth.model.PlinthException;
import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.json.Members;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A private key as cosign keeps it: a PEM block with a JSON object that holds PKCS #8 under
 * scrypt(N 65536, r 8, p 1) and NaCl's secretbox. Observed of cosign 3.1 and 2.6; the three costs
 * that are read are those of go-securesystemslib.
 */
public final class EncryptedKey {
  /** The label that cosign writes. */
  public static final String LABEL = "ENCRYPTED SIGSTORE PRIVATE KEY";

  /** The label of cosign before 2.0. */
  public static final String OLD_LABEL = "ENCRYPTED COSIGN PRIVATE KEY";

  private static final int COST = 65536;
  private static final int MAX_SALT = 1024;

  private EncryptedKey() {}

  /** Whether the block is an encrypted key. */
  public static boolean is(Pem pem) {
    return pem.label().equals(LABEL) || pem.label().equals(OLD_LABEL);
  }

  /** Hides {@code pkcs8} under {@code password}, which may be empty. */
  static Pem write(byte[] pkcs8, byte[] password, SecureRandom random) {
    byte[] salt = new byte[32];
    byte[] nonce = new byte[24];
    random.nextBytes(salt);
    random.nextBytes(nonce);
    byte[] box = SecretBox.seal(pkcs8, Scrypt.derive(password, salt, COST, 8, 1, 32), nonce);
    ObjectNode json = JsonText.object();
    ObjectNode kdf = json.putObject("kdf");
    kdf.put("name", "scrypt");
    kdf.putObject("params").put("N", COST).put("r", 8).put("p", 1);
    kdf.put("salt", Base64.getEncoder().encodeToString(salt));
    json.putObject("cipher")
        .put("name", "nacl/secretbox")
        .put("nonce", Base64.getEncoder().encodeToString(nonce));
    json.put("ciphertext", Base64.getEncoder().encodeToString(box));
    return new Pem(LABEL, JsonText.write(json));
  }

  /**
   * The PKCS #8 inside; empty where the password is not the one.
   *
   * @param what names the key in errors; a malformed one is a {@code BAD_INPUT} error
   */
  static Optional<byte[]> open(Pem pem, byte[] password, String what) {
    Members json;
    try {
      json = JsonText.readObject(pem.content(), what);
      return open(json, password, what);
    } catch (PlinthException e) {
      throw BadKey.malformed(what, "is not an encrypted key: " + e.getMessage(), e);
    }
  }

  private static Optional<byte[]> open(Members json, byte[] password, String what) {
    Members kdf = json.object("kdf");
    Members cipher = json.object("cipher");
    if (!kdf.text("name").equals("scrypt") || !cipher.text("name").equals("nacl/secretbox")) {
      throw BadKey.malformed(what, "is not hidden by scrypt and nacl/secretbox");
    }
    Members params = kdf.object("params");
    long cost = params.size("N");
    boolean known = cost == 32768 || cost == COST || cost == 131072;
    if (!known || params.size("r") != 8 || params.size("p") != 1) {
      throw BadKey.malformed(what, "has a cost of scrypt that no cosign writes");
    }
    byte[] salt = base64(kdf.text("salt"), what);
    byte[] nonce = base64(cipher.text("nonce"), what);
    byte[] box = base64(json.text("ciphertext"), what);
    if (nonce.length != 24 || salt.length > MAX_SALT) {
      throw BadKey.malformed(what, "has a salt or nonce of the wrong length");
    }
    return SecretBox.open(box, Scrypt.derive(password, salt, (int) cost, 8, 1, 32), nonce);
  }

  private static byte[] base64(String text, String what) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw BadKey.malformed(what, "is not base64 inside", e);
    }
  }
}
