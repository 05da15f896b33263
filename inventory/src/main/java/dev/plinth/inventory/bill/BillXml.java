package dev.plinth.inventory.bill;

import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.XMLConstants;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads a bill's XML as a stream: no document type, no entities but the five of XML, depth and
 * lengths bounded. What is no such XML is a {@code BAD_INPUT} error with its line and column.
 *
 * <p>The parser keeps every name and namespace for its lifetime, and holds an attribute, comment or
 * instruction in memory before it tells of it. So both are bounded here.
 */
final class BillXml implements AutoCloseable {
  private static final int DEEPEST = 100;
  private static final String NO_XML = "is no XML that can be read as a bill";

  /** Between two events of the parser, with what it reads ahead: 2 MiB. */
  private static final int LONGEST_EVENT = 2 << 20;

  private static final int MOST_NAMES = 10_000;
  private static final int MOST_CHARACTERS_OF_NAMES = 1 << 20;

  private final String what;
  private final Metered in;
  private final XMLStreamReader parser;
  private final Set<String> names = new HashSet<>();
  private int charactersOfNames;
  private int depth;
  private String namespace = "";

  /**
   * @param in closed with this
   * @param what names the bill in errors
   */
  BillXml(InputStream in, String what) {
    this.what = what;
    this.in = new Metered(in);
    try {
      this.parser = factory().createXMLStreamReader(this.in);
    } catch (XMLStreamException e) {
      throw wrong(NO_XML, e.getLocation(), e);
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    // The JDK's own bound is one level lower, and its error does not say which it was.
    factory.setProperty("jdk.xml.maxElementDepth", 2 * DEEPEST);
    return factory;
  }

  /** The namespace of the root element; what is in another one is passed over. */
  String namespace() {
    return namespace;
  }

  /** Reads the root element with {@code body}, which is given its name, and all that follows. */
  void document(Consumer<String> body) {
    int event = next();
    while (event != XMLStreamConstants.START_ELEMENT) {
      event = next();
    }
    String uri = parser.getNamespaceURI();
    namespace = uri == null ? "" : uri;
    body.accept(parser.getLocalName());
    while (event != XMLStreamConstants.END_DOCUMENT) {
      event = next();
    }
  }

  /** Calls {@code child} for each element in the current one; it has to read it to its end. */
  void children(Consumer<String> child) {
    for (int event = next(); event != XMLStreamConstants.END_ELEMENT; event = next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        if (namespace.equals(parser.getNamespaceURI())) {
          child.accept(parser.getLocalName());
        } else {
          skip();
        }
      }
    }
  }

  /** The text of the current element, without surrounding space, cut where it is too long. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (int event = next(); event != XMLStreamConstants.END_ELEMENT; event = next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        skip();
      } else if (parser.hasText() && event != XMLStreamConstants.COMMENT) {
        append(text);
      }
    }
    return BillText.kept(text.toString().strip());
  }

  private void append(StringBuilder text) {
    int from = 0;
    int end = parser.getTextLength();
    char[] chars = parser.getTextCharacters();
    int start = parser.getTextStart();
    while (text.isEmpty() && from < end && Character.isWhitespace(chars[start + from])) {
      from++;
    }
    int room = BillText.LONGEST + 1 - text.length();
    text.append(chars, start + from, Math.max(0, Math.min(end - from, room)));
  }

  /** An attribute of the current element; empty where it has none of that name. */
  String attribute(String name) {
    String value = parser.getAttributeValue(null, name);
    return value == null ? "" : BillText.kept(value.strip());
  }

  void skip() {
    for (int event = next(); event != XMLStreamConstants.END_ELEMENT; event = next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        skip();
      }
    }
  }

  private int next() {
    int event;
    try {
      in.sinceEvent = 0;
      event = parser.next();
    } catch (XMLStreamException e) {
      throw wrong(in.tooLong ? "has something longer than 2 MiB" : NO_XML, e.getLocation(), e);
    } catch (PlinthException e) {
      throw e;
    } catch (RuntimeException e) { // of the parser, which should not
      throw wrong(NO_XML, parser.getLocation(), e);
    }
    switch (event) {
      case XMLStreamConstants.START_ELEMENT -> begin();
      case XMLStreamConstants.END_ELEMENT -> depth--;
      case XMLStreamConstants.PROCESSING_INSTRUCTION -> name(parser.getPITarget());
      case XMLStreamConstants.DTD ->
          throw wrong("declares a document type, which no bill needs", parser.getLocation(), null);
      case XMLStreamConstants.ENTITY_REFERENCE ->
          throw wrong("refers to an entity that XML does not have", parser.getLocation(), null);
      default -> {}
    }
    return event;
  }

  private void begin() {
    if (++depth > DEEPEST) {
      throw wrong("is nested deeper than " + DEEPEST + " levels", parser.getLocation(), null);
    }
    name(parser.getPrefix());
    name(parser.getLocalName());
    for (int i = 0; i < parser.getAttributeCount(); i++) {
      name(parser.getAttributePrefix(i));
      name(parser.getAttributeLocalName(i));
    }
    for (int i = 0; i < parser.getNamespaceCount(); i++) {
      name(parser.getNamespacePrefix(i));
      name(parser.getNamespaceURI(i));
    }
  }

  private void name(@Nullable String name) {
    if (name != null && names.add(name)) {
      charactersOfNames += name.length();
      if (names.size() > MOST_NAMES || charactersOfNames > MOST_CHARACTERS_OF_NAMES) {
        throw wrong("has more names than any bill", parser.getLocation(), null);
      }
    }
  }

  /** Where it stopped, without quoting what is there. */
  private PlinthException wrong(String problem, @Nullable Location at, @Nullable Throwable cause) {
    String place =
        at == null || at.getLineNumber() < 1
            ? ""
            : ": line " + at.getLineNumber() + ", column " + at.getColumnNumber();
    return BillJson.bad(
        what + " " + problem + place,
        "have it made again; JSON is the form that every maker of bills writes",
        cause);
  }

  @Override
  public void close() throws IOException {
    try (in) {
      parser.close();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  /** Ends what the parser would gather without telling. */
  private static final class Metered extends InputStream {
    private final InputStream in;
    private long sinceEvent;
    private boolean tooLong;

    Metered(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int n = in.read(to, offset, length);
      sinceEvent += Math.max(0, n);
      if (sinceEvent > LONGEST_EVENT) {
        tooLong = true;
        throw new IOException("more than " + LONGEST_EVENT + " bytes without an end");
      }
      return n;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
