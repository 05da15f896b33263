package dev.plinth.trust.statement;

import dev.plinth.model.Digest;
import java.util.List;

/**
 * Something said of subjects (in-toto attestation, statement.md).
 *
 * @param version which form it has
 * @param predicate a JSON object in UTF-8, as it was written
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Statement(
    Version version, List<Subject> subjects, String predicateType, byte[] predicate) {

  /** The forms that are read. */
  public enum Version {
    V0_1("https://in-toto.io/Statement/v0.1"),
    V1("https://in-toto.io/Statement/v1");

    private final String type;

    Version(String type) {
      this.type = type;
    }

    /** The value of {@code _type}. */
    public String type() {
      return type;
    }
  }

  public Statement {
    subjects = List.copyOf(subjects);
  }

  /** Whether {@code digest} is among the subjects. */
  public boolean isAbout(Digest digest) {
    return subjects.stream().anyMatch(subject -> subject.is(digest));
  }
}
