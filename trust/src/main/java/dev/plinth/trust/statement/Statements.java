package dev.plinth.trust.statement;

import dev.plinth.model.Digest;
import dev.plinth.oci.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes statements. */
public final class Statements {
  private static final byte[] EMPTY = {'{', '}'};

  private Statements() {}

  /** The text in the form that cosign writes and both cosigns read, version 0.1. */
  public static byte[] write(List<Subject> subjects, String predicateType, byte[] predicate) {
    return write(Statement.Version.V0_1, subjects, predicateType, predicate);
  }

  /**
   * The compact text; the same arguments give the same bytes.
   *
   * @param predicate a JSON object, which is put in as it is
   */
  public static byte[] write(
      Statement.Version version, List<Subject> subjects, String predicateType, byte[] predicate) {
    if (subjects.isEmpty() || predicate.length < 2 || predicate[0] != '{') {
      throw new IllegalArgumentException("a statement needs a subject and an object to say of it");
    }
    ObjectNode json = JsonText.object();
    json.put("_type", version.type());
    json.put("predicateType", predicateType);
    ArrayNode array = json.putArray("subject");
    for (Subject subject : subjects) {
      ObjectNode entry = array.addObject();
      if (!subject.name().isEmpty()) {
        entry.put("name", subject.name());
      }
      ObjectNode digests = entry.putObject("digest");
      subject.digests().forEach(digests::put);
    }
    byte[] head = JsonText.write(json);
    byte[] member = ",\"predicate\":".getBytes(StandardCharsets.US_ASCII);
    byte[] text = new byte[head.length + member.length + predicate.length];
    System.arraycopy(head, 0, text, 0, head.length - 1);
    System.arraycopy(member, 0, text, head.length - 1, member.length);
    System.arraycopy(predicate, 0, text, head.length - 1 + member.length, predicate.length);
    text[text.length - 1] = '}';
    return text;
  }

  /** cosign 3's signature of an image: a statement, version 1, that says nothing but its digest. */
  public static byte[] signature(Digest image) {
    List<Subject> subjects = List.of(Subject.of("", image));
    return write(Statement.Version.V1, subjects, PredicateType.SIGNATURE, EMPTY);
  }
}
