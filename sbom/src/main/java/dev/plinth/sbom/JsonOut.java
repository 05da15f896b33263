package dev.plinth.sbom;

import java.io.ByteArrayOutputStream;
import java.util.Collection;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Streams JSON into bytes, without a tree and without databind: compact UTF-8 in the order of the
 * calls. Text that is not Unicode is made so; an empty text is left out.
 */
public final class JsonOut implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
  private final JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes);

  /** Writes a value, or members of an object. */
  @FunctionalInterface
  public interface Body {
    void write();
  }

  /** The text so far; nothing can be written afterwards. */
  public byte[] finish() {
    json.writeRaw('\n');
    json.close();
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    json.close();
  }

  /** An object, as the whole or as an element of an array. */
  public void object(Body members) {
    json.writeStartObject();
    members.write();
    json.writeEndObject();
  }

  public void object(String name, Body members) {
    json.writeName(name);
    object(members);
  }

  public void array(String name, Body elements) {
    json.writeName(name);
    json.writeStartArray();
    elements.write();
    json.writeEndArray();
  }

  /** An array of texts; left out where it would be empty. */
  public void texts(String name, Collection<String> values) {
    if (!values.isEmpty()) {
      array(name, () -> values.forEach(value -> json.writeString(clean(value))));
    }
  }

  /** A member; left out where the text is empty. */
  public void text(String name, String value) {
    if (!value.isEmpty()) {
      json.writeName(name);
      json.writeString(clean(value));
    }
  }

  public void number(String name, long value) {
    json.writeNumberProperty(name, value);
  }

  public void flag(String name, boolean value) {
    json.writeBooleanProperty(name, value);
  }

  /** Halves of surrogate pairs that stand alone become U+FFFD. */
  private static String clean(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        return cleaned(text);
      }
    }
    return text;
  }

  private static String cleaned(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().forEach(c -> clean.appendCodePoint(c >= 0xd800 && c <= 0xdfff ? 0xfffd : c));
    return clean.toString();
  }
}
