package dev.plinth.vuln.json;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON from outside as a stream: depth, lengths and counts bounded, unknown members passed
 * over. A member of the wrong type does not end the reading: it is passed over too, and the first
 * such problem is kept for {@link #takeProblem}, so that the one record can be given up and told
 * of.
 *
 * <p>What is not JSON at all is a {@code BAD_INPUT} error.
 */
public final class JsonIn implements AutoCloseable {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_NUMBER = 100;
  private static final int MAX_NAME = 8 << 10;
  private static final int MAX_TEXT = 8 << 20;
  private static final int MAX_TEXTS = 500_000;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_NUMBER)
                  .maxNameLength(MAX_NAME)
                  .maxStringLength(MAX_TEXT)
                  .build())
          // Packages and ids come by the hundred thousand as names: a table of them only grows.
          .disable(tools.jackson.core.TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .build();

  private final JsonParser parser;
  private final String what;
  private @Nullable String problem;

  /** Reads one member of an object, whose value is current. */
  @FunctionalInterface
  public interface Member {
    void read(String name);
  }

  /**
   * @param in closed with this
   * @param what names the text in errors and problems
   */
  public JsonIn(InputStream in, String what) {
    this.what = what;
    try {
      this.parser = JSON.createParser(ObjectReadContext.empty(), in);
    } catch (JacksonException e) {
      throw bad(e);
    }
  }

  /** What is read. */
  public String what() {
    return what;
  }

  /** Calls {@code value} for each of the values that follow each other. */
  public void documents(Runnable value) {
    try {
      while (parser.nextToken() != null) {
        value.run();
      }
    } catch (JacksonException e) {
      throw bad(e);
    }
  }

  /** Calls {@code member} for each member of the current object; else it is a problem. */
  public void object(Member member) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      mismatch("an object");
      return;
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      member.read(name);
    }
  }

  /** Calls {@code element} for each element of the current array; else it is a problem. */
  public void array(Runnable element) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      mismatch("an array");
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      element.run();
    }
  }

  /** An array of objects. */
  public void objects(Member member) {
    array(() -> object(member));
  }

  /** A text; empty where it is null, or is none, which is a problem. */
  public String text() {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return parser.getString();
    }
    if (parser.currentToken() != JsonToken.VALUE_NULL) {
      mismatch("a text");
    }
    return "";
  }

  /** An array of texts; empty where it is null. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    array(() -> {
      String text = text();
      if (texts.size() < MAX_TEXTS) {
        texts.add(text);
      } else {
        problem("is longer than " + MAX_TEXTS);
      }
    });
    return texts;
  }

  /** A number; NaN where it is null, or is none, which is a problem. */
  public double number() {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        || parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
      return parser.getDoubleValue();
    }
    if (parser.currentToken() != JsonToken.VALUE_NULL) {
      mismatch("a number");
    }
    return Double.NaN;
  }

  /** Whether the current value is true. */
  public boolean flag() {
    return parser.currentToken() == JsonToken.VALUE_TRUE;
  }

  /** Whether the current value is an object. */
  public boolean atObject() {
    return parser.currentToken() == JsonToken.START_OBJECT;
  }

  /** Whether the current value is a text. */
  public boolean atText() {
    return parser.currentToken() == JsonToken.VALUE_STRING;
  }

  /** Whether the current value is an array. */
  public boolean atArray() {
    return parser.currentToken() == JsonToken.START_ARRAY;
  }

  /** Passes over the current value. */
  public void skip() {
    parser.skipChildren();
  }

  /** Keeps a problem of the record that is being read; only the first counts. */
  public void problem(String text) {
    if (problem == null) {
      String place = parser.streamReadContext().pathAsPointer().toString();
      problem = (place.isEmpty() ? "it" : place) + " " + text;
    }
  }

  /** What was wrong since the last call, and nothing is any more. */
  public Optional<String> takeProblem() {
    Optional<String> taken = Optional.ofNullable(problem);
    problem = null;
    return taken;
  }

  private void mismatch(String wanted) {
    if (parser.currentToken() != JsonToken.VALUE_NULL) {
      problem("is not " + wanted);
    }
    parser.skipChildren();
  }

  private PlinthException bad(JacksonException e) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        what + " is not acceptable JSON",
        "get the file again from where it is published",
        e);
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (JacksonException e) {
      throw bad(e);
    }
  }
}
