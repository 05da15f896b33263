package dev.plinth.trust.keyring;

import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.json.Members;
import dev.plinth.trust.dsse.Envelope;
import dev.plinth.trust.key.Signer;
import dev.plinth.trust.key.VerifyingKey;
import dev.plinth.trust.statement.Statement;
import dev.plinth.trust.statement.StatementReader;
import dev.plinth.trust.statement.Statements;
import dev.plinth.trust.statement.Subject;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * One key replaces another, which both say: an envelope with a statement about the old key, signed
 * by the old and the new one.
 *
 * @param name of the key before and after
 * @param oldKeyId SHA-256 of the replaced key's SubjectPublicKeyInfo, hexadecimal
 * @param newKeyId the same of the key that replaces it
 */
public record Rotation(String name, String oldKeyId, String newKeyId) {
  /** What is said of the old key. */
  public static final String PREDICATE_TYPE = "https://plinth.dev/key-rotation/v1";

  /** The envelope's text, the same for the same two keys. */
  static byte[] sign(String name, Signer old, Signer replacement) {
    ObjectNode predicate = JsonText.object();
    predicate.putObject("replacedBy").put("sha256", replacement.publicKey().keyId());
    byte[] statement =
        Statements.write(
            List.of(Subject.of(name, Digest.sha256(old.publicKey().keyId()))),
            PREDICATE_TYPE,
            JsonText.write(predicate));
    return Envelope.sign(Envelope.IN_TOTO, statement, List.of(old, replacement)).toBytes();
  }

  /**
   * Reads what two keys say; where one of them did not, it is a {@code VERIFICATION} error.
   *
   * @param what names it in errors
   */
  public static Rotation read(
      byte[] envelope, VerifyingKey old, VerifyingKey replacement, String what) {
    Envelope read = Envelope.parse(envelope, what);
    if (!read.isSignedBy(old) || !read.isSignedBy(replacement)) {
      throw unproved(what);
    }
    Statement statement = StatementReader.read(read.payload(), what);
    Members predicate = JsonText.readObject(statement.predicate(), what);
    String id = predicate.object("replacedBy").text("sha256");
    if (!statement.predicateType().equals(PREDICATE_TYPE)
        || !statement.isAbout(Digest.sha256(old.keyId()))
        || !id.equals(replacement.keyId())) {
      throw unproved(what);
    }
    return new Rotation(statement.subjects().getFirst().name(), old.keyId(), id);
  }

  private static PlinthException unproved(String what) {
    return new PlinthException(
        ErrorCode.VERIFICATION,
        what + " is not signed by the old and the new key",
        "do not trust the new key for the old one's sake: ask who holds it");
  }
}
