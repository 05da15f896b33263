package dev.plinth.trust.statement;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads statements from outside, without building a tree of the predicate, which may be large.
 * Every byte is looked at: JSON in UTF-8, no member twice at any depth, depth and lengths bounded.
 * Anything else is a {@code BAD_INPUT} error.
 */
public final class StatementReader {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_SUBJECTS = 4096;
  private static final int MAX_DIGESTS = 16;
  private static final int MAX_TEXT = 4096;
  private static final byte[] EMPTY = {'{', '}'};

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(40)
                  .maxNameLength(32 << 10)
                  .maxStringLength(16 << 20)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final byte[] text;
  private final String what;
  private final JsonParser parser;
  private Statement.@Nullable Version version;
  private @Nullable String predicateType;
  private final List<Subject> subjects = new ArrayList<>();
  private byte[] predicate = EMPTY;

  private StatementReader(byte[] text, String what, JsonParser parser) {
    this.text = text;
    this.what = what;
    this.parser = parser;
  }

  /**
   * Reads one statement.
   *
   * @param what names it in errors
   */
  public static Statement read(byte[] utf8, String what) {
    // Jackson would guess other encodings from zero bytes and skip a byte order mark.
    if (utf8.length < 2 || utf8[0] != '{' || utf8[1] == 0) {
      throw bad(what, "is not a JSON object in UTF-8", null);
    }
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), utf8)) {
      return new StatementReader(utf8, what, parser).statement();
    } catch (JacksonException e) {
      throw bad(what, "is not acceptable JSON", e);
    }
  }

  private Statement statement() {
    parser.nextToken();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "_type" -> version = version(text("_type"));
        case "predicateType" -> predicateType = text("predicateType");
        case "subject" -> subjects();
        case "predicate" -> predicate = object();
        default -> parser.skipChildren();
      }
    }
    if (parser.nextToken() != null) {
      throw bad(what, "goes on after its end", null);
    }
    if (version == null) {
      throw bad(what, "has no _type: it is no in-toto statement", null);
    }
    if (predicateType == null || predicateType.isEmpty()) {
      throw bad(what, "has no predicateType", null);
    }
    if (subjects.isEmpty()) {
      throw bad(what, "has no subject", null);
    }
    return new Statement(version, subjects, predicateType, predicate);
  }

  private Statement.Version version(String type) {
    for (Statement.Version known : Statement.Version.values()) {
      if (known.type().equals(type)) {
        return known;
      }
    }
    throw bad(what, "has a _type that is not in-toto's statement of version 0.1 or 1", null);
  }

  private void subjects() {
    expect(JsonToken.START_ARRAY, "subject", "an array");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      expect(JsonToken.START_OBJECT, "subject[" + subjects.size() + "]", "an object");
      if (subjects.size() == MAX_SUBJECTS) {
        throw bad(what, "has more than " + MAX_SUBJECTS + " subjects", null);
      }
      subjects.add(subject());
    }
  }

  private Subject subject() {
    String subjectName = "";
    SortedMap<String, String> digests = new TreeMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("name") && value != JsonToken.VALUE_NULL) {
        subjectName = text("subject.name");
      } else if (name.equals("digest")) {
        expect(JsonToken.START_OBJECT, "subject.digest", "an object");
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          String algorithm = parser.currentName();
          parser.nextToken();
          digests.put(algorithm, text("subject.digest"));
          if (digests.size() > MAX_DIGESTS) {
            throw bad(what, "has more than " + MAX_DIGESTS + " digests of a subject", null);
          }
        }
      } else {
        parser.skipChildren();
      }
    }
    if (digests.isEmpty()) {
      throw bad(what, "has a subject without digest", null);
    }
    return new Subject(subjectName, digests);
  }

  private byte[] object() {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return EMPTY;
    }
    expect(JsonToken.START_OBJECT, "predicate", "an object");
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    int to = (int) parser.currentTokenLocation().getByteOffset() + 1;
    return Arrays.copyOfRange(text, from, to);
  }

  private String text(String name) {
    expect(JsonToken.VALUE_STRING, name, "a text");
    String value = parser.getString();
    if (value.length() > MAX_TEXT) {
      throw bad(what, "has a " + name + " of more than " + MAX_TEXT + " characters", null);
    }
    return value;
  }

  private void expect(JsonToken token, String name, String kind) {
    if (parser.currentToken() != token) {
      throw bad(what, "has a " + name + " that is not " + kind, null);
    }
  }

  private static PlinthException bad(String what, String problem, @Nullable Throwable cause) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        what + " " + problem,
        "get the evidence again from where it was made",
        cause);
  }
}
