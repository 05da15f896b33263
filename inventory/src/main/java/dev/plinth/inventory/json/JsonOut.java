package dev.plinth.inventory.json;

import java.io.OutputStream;
import java.util.Collection;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Streams compact JSON in the order of the calls; empty texts and lists are left out. */
final class JsonOut implements AutoCloseable {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator json;

  JsonOut(OutputStream out) {
    json = FACTORY.createGenerator(ObjectWriteContext.empty(), out);
  }

  void object(Runnable members) {
    json.writeStartObject();
    members.run();
    json.writeEndObject();
  }

  void object(String name, Runnable members) {
    json.writeName(name);
    object(members);
  }

  void array(String name, Runnable elements) {
    json.writeName(name);
    json.writeStartArray();
    elements.run();
    json.writeEndArray();
  }

  void texts(String name, Collection<String> values) {
    if (!values.isEmpty()) {
      array(name, () -> values.forEach(value -> json.writeString(clean(value))));
    }
  }

  void text(String name, String value) {
    if (!value.isEmpty()) {
      json.writeStringProperty(name, clean(value));
    }
  }

  /** Left out where it is what a reader assumes. */
  void text(String name, String value, String assumed) {
    if (!value.equals(assumed)) {
      json.writeStringProperty(name, clean(value));
    }
  }

  void number(String name, long value) {
    json.writeNumberProperty(name, value);
  }

  private static String clean(String text) {
    return text.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff)
        ? text.codePoints()
            .map(c -> c >= 0xd800 && c <= 0xdfff ? 0xfffd : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
        : text;
  }

  @Override
  public void close() {
    json.close();
  }
}
