package dev.plinth.evidence.shelf;

import dev.plinth.oci.Descriptor;
import dev.plinth.oci.json.JsonText;
import dev.plinth.trust.statement.Statements;
import dev.plinth.trust.statement.Subject;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A statement that is to be attached.
 *
 * @param type of its predicate
 * @param about the manifests and indexes that it is attached to, which are its subjects
 * @param statement its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Prepared(String type, List<Descriptor> about, byte[] statement) {
  public Prepared {
    about = List.copyOf(about);
  }

  /**
   * Says {@code predicate} of {@code about}.
   *
   * @param name of the image, for people
   */
  public static Prepared of(String name, List<Descriptor> about, String type, byte[] predicate) {
    List<Subject> subjects = about.stream().map(one -> Subject.of(name, one.digest())).toList();
    return new Prepared(type, about, Statements.write(subjects, type, predicate));
  }

  public static Prepared of(String name, List<Descriptor> about, String type, JsonNode predicate) {
    return of(name, about, type, JsonText.write(predicate));
  }

  /** A signature of each of {@code images} by itself, as cosign looks for it. */
  public static List<Prepared> signatures(List<Descriptor> images) {
    return images.stream()
        .map(image -> {
          byte[] text = Statements.signature(image.digest());
          return new Prepared(EvidenceKind.SIGNATURE.type(), List.of(image), text);
        })
        .toList();
  }
}
