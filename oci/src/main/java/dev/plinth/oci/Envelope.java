package dev.plinth.oci;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.oci.json.JsonText;
import dev.plinth.oci.json.Members;
import java.util.function.Predicate;

/** What manifests and indexes have in common on the outside. */
final class Envelope {
  private Envelope() {}

  static Members open(byte[] bytes, int maxBytes, String what) {
    if (bytes.length > maxBytes) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          what + " has " + bytes.length + " bytes, more than the " + maxBytes + " allowed",
          "the image is malformed: get it again from where it was made");
    }
    Members json = JsonText.readObject(bytes, what);
    if (json.size("schemaVersion") == 1) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          what + " is a Docker schema 1 manifest, which nobody can verify",
          "push the image again with a current tool, which makes schema 2 or OCI of it");
    }
    if (json.size("schemaVersion") != 2) {
      throw json.problem("schemaVersion", "is not 2");
    }
    return json;
  }

  /** The type that the document says, else the {@code expected} one; it must be accepted. */
  static String mediaType(Members json, String expected, Predicate<String> accepted, String kind) {
    String said = json.textOrEmpty("mediaType");
    String type = said.isEmpty() ? expected : said;
    if (!accepted.test(type)) {
      throw json.problem("mediaType", "'" + shown(type) + "' is not that of " + kind);
    }
    return type;
  }

  private static String shown(String type) {
    return type.length() <= 100 ? type : type.substring(0, 100) + "…";
  }
}
