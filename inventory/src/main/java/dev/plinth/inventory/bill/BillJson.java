package dev.plinth.inventory.bill;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a bill's JSON as a stream: depth and lengths bounded, values of another type than a member
 * should have passed over. What is no JSON is a {@code BAD_INPUT} error.
 */
final class BillJson implements AutoCloseable {
  /** Longer bills are refused: 1 GiB. */
  static final long LONGEST = 1L << 30;

  /** Longer bills within an envelope are refused, since they are decoded in memory: 48 MiB. */
  static final int LONGEST_PAYLOAD = 48 << 20;

  private static final int DEEPEST = 100;
  private static final int LONGEST_NAME = 8 << 10;
  private static final int LONGEST_TEXT = 1 << 20;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(100)
                  .maxNameLength(LONGEST_NAME)
                  .maxStringLength(LONGEST_TEXT)
                  .maxDocumentLength(LONGEST)
                  .build())
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .build();

  private final String what;
  private final JsonParser parser;

  /**
   * @param in closed with this
   * @param what names the bill in errors
   */
  BillJson(InputStream in, String what) {
    this.what = what;
    try {
      this.parser = JSON.createParser(ObjectReadContext.empty(), in);
    } catch (JacksonException e) { // of encodings that it tells by the first bytes
      throw unreadable(e);
    }
  }

  /** Reads the one value that there is. */
  void document(Runnable value) {
    try {
      parser.nextToken();
      value.run();
      if (parser.nextToken() != null) {
        throw bad(
            what + " has more than one document in it", "give each bill a file of its own", null);
      }
    } catch (JacksonException e) {
      throw unreadable(e);
    }
  }

  private PlinthException unreadable(JacksonException e) {
    return bad(
        what + " is no JSON that can be read as a bill" + place(e),
        "have it made again; JSON is the form that every maker of bills writes",
        e);
  }

  /** Where it stopped, without quoting what is there. */
  private static String place(JacksonException e) {
    TokenStreamLocation at = e.getLocation();
    return at == null || at.getLineNr() < 1
        ? ""
        : ": line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  /** Calls {@code member} for each member of the current object, whose value is current then. */
  void object(Consumer<String> member) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      member.accept(name);
    }
  }

  /** Calls {@code element} for each element of the current array. */
  void array(Runnable element) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      element.run();
    }
  }

  /** The current text, cut where it is longer than any that counts; empty where it is none. */
  String text() {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      String text = parser.getString();
      return BillText.kept(text);
    }
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return parser.getString();
    }
    parser.skipChildren();
    return "";
  }

  boolean atObject() {
    return parser.currentToken() == JsonToken.START_OBJECT;
  }

  void skip() {
    parser.skipChildren();
  }

  /** The current text's Base64, decoded without keeping the text. */
  byte[] base64() {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      parser.skipChildren();
      return new byte[0];
    }
    Bounded bytes = new Bounded();
    parser.readBinaryValue(bytes);
    return bytes.toByteArray();
  }

  private final class Bounded extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      if (bytes.size() + length > LONGEST_PAYLOAD) {
        throw bad(
            what + " wraps a bill that is longer than " + (LONGEST_PAYLOAD >> 20) + " MiB",
            "give the bill itself",
            null);
      }
      bytes.write(from, offset, length);
    }

    byte[] toByteArray() {
      return bytes.toByteArray();
    }
  }

  static PlinthException bad(String problem, String hint, @Nullable Throwable cause) {
    return new PlinthException(ErrorCode.BAD_INPUT, problem, hint, cause);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
