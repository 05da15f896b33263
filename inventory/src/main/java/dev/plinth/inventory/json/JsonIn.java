package dev.plinth.inventory.json;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON as a stream, within bounds; what is wrong is a {@code BAD_INPUT} error. */
final class JsonIn implements AutoCloseable {
  /** Most elements of one array. */
  static final int MOST_ELEMENTS = 1_000_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(16)
                  .maxNumberLength(20)
                  .maxNameLength(100)
                  .maxStringLength(1 << 20)
                  .build())
          .build();

  /** To look whether a member comes twice takes a quarter of the time. */
  private static final ObjectReadContext OWN =
      new ObjectReadContext.Base() {
        @Override
        public int getStreamReadFeatures(int defaults) {
          return defaults & ~StreamReadFeature.STRICT_DUPLICATE_DETECTION.getMask();
        }
      };

  private final String what;
  private final JsonParser json;

  private JsonIn(ObjectReadContext context, byte[] utf8, String what) {
    this.what = what;
    this.json = FACTORY.createParser(context, utf8);
  }

  /**
   * Reads all of the text with {@code body}.
   *
   * @param what names the text in errors
   */
  static <T> T read(byte[] utf8, String what, Function<JsonIn, T> body) {
    return read(ObjectReadContext.empty(), utf8, what, body);
  }

  /** The same of what this program wrote itself, as a checksum tells. */
  static <T> T readOwn(byte[] utf8, String what, Function<JsonIn, T> body) {
    return read(OWN, utf8, what, body);
  }

  private static <T> T read(
      ObjectReadContext context, byte[] utf8, String what, Function<JsonIn, T> body) {
    try (JsonIn in = new JsonIn(context, utf8, what)) {
      T result = body.apply(in);
      if (in.json.nextToken() != null) {
        throw in.wrong("has text behind its end");
      }
      return result;
    } catch (JacksonException e) {
      throw malformed(what, "is no JSON that can be read", e);
    }
  }

  /** Reads an object: each member's name is given, its value must be read then. */
  void object(Consumer<String> member) {
    require(json.nextToken(), JsonToken.START_OBJECT);
    members(member);
  }

  private void members(Consumer<String> member) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      member.accept(json.currentName());
    }
  }

  /** Reads an array of objects, each with a fresh {@code element}. */
  <T> List<T> objects(Supplier<T> element) {
    List<T> list = new ArrayList<>();
    require(json.nextToken(), JsonToken.START_ARRAY);
    while (json.nextToken() == JsonToken.START_OBJECT) {
      bound(list.size());
      list.add(element.get());
    }
    require(json.currentToken(), JsonToken.END_ARRAY);
    return list;
  }

  /** The members of an object that has begun already, as those of {@link #objects} have. */
  void begun(Consumer<String> member) {
    members(member);
  }

  List<String> texts() {
    List<String> list = new ArrayList<>();
    require(json.nextToken(), JsonToken.START_ARRAY);
    while (json.nextToken() == JsonToken.VALUE_STRING) {
      bound(list.size());
      list.add(json.getString());
    }
    require(json.currentToken(), JsonToken.END_ARRAY);
    return list;
  }

  String text() {
    require(json.nextToken(), JsonToken.VALUE_STRING);
    return json.getString();
  }

  long number() {
    require(json.nextToken(), JsonToken.VALUE_NUMBER_INT);
    return json.getLongValue();
  }

  /** A value of a member that is not known: passed over. */
  void skip() {
    json.nextToken();
    json.skipChildren();
  }

  PlinthException wrong(String problem) {
    return malformed(what, problem, null);
  }

  private void bound(int size) {
    if (size >= MOST_ELEMENTS) {
      throw wrong("has a list of more than " + MOST_ELEMENTS + " elements");
    }
  }

  private void require(@org.jspecify.annotations.Nullable JsonToken actual, JsonToken expected) {
    if (actual != expected) {
      throw wrong("has " + actual + " where " + expected + " belongs");
    }
  }

  private static PlinthException malformed(
      String what, String problem, @org.jspecify.annotations.Nullable Throwable cause) {
    return new PlinthException(
        ErrorCode.BAD_INPUT, what + " " + problem, "make it again from the image", cause);
  }

  @Override
  public void close() {
    json.close();
  }
}
