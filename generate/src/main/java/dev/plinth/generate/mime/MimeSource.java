package dev.plinth.generate.mime;

import dev.plinth.generate.mime.MimeData.Element;
import dev.plinth.generate.mime.MimeData.Glob;
import dev.plinth.generate.mime.MimeData.Magic;
import dev.plinth.generate.mime.MimeData.TreeMagic;
import dev.plinth.rootfs.RawPath;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads one source file, as in the Shared MIME-info Database specification (version 0.21, section
 * 2). What the program would only warn of, or copy without knowing it, is an error here.
 */
final class MimeSource {
  private static final String NAMESPACE = "http://www.freedesktop.org/standards/shared-mime-info";
  private static final String TYPE =
      "[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*";
  private static final int PRIORITY = 50;
  private static final int HIGHEST = 100;

  private final XMLStreamReader in;
  private final MimeData data;

  private MimeSource(byte[] bytes, MimeData data) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    this.in = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
    this.data = data;
  }

  /** Adds what a file says to what was read before. */
  static void read(byte[] bytes, MimeData data) {
    try {
      MimeSource source = new MimeSource(bytes, data);
      while (source.in.next() != XMLStreamConstants.START_ELEMENT) {
        // Comments, and a document type, of which nothing counts.
      }
      source.expect("mime-info");
      while (source.nextChild()) {
        source.expect("mime-type");
        source.type();
      }
    } catch (XMLStreamException e) {
      throw MimeDatabase.wrong("it is no XML that can be read: " + e.getMessage());
    }
  }

  private void type() throws XMLStreamException {
    String name = in("type");
    if (!name.matches(TYPE)) {
      throw MimeDatabase.wrong("'" + name + "' is no MIME type");
    }
    List<Element> elements = data.type(name);
    while (nextChild()) {
      String kind = in.getLocalName();
      expect(kind);
      String copied = attributes();
      switch (kind) {
        case "comment" -> {
          String language = language();
          elements.removeIf(old -> old.name().equals("comment") && old.language().equals(language));
          elements.add(new Element(kind, language, copied, text()));
          continue;
        }
        case "acronym", "expanded-acronym" -> {
          elements.add(new Element(kind, language(), copied, text()));
          continue;
        }
        case "magic" -> {
          data.magic.add(
              new Magic(number("priority"), name, false, new MatchReader(this).matches()));
          continue;
        }
        case "treemagic" -> {
          data.treeMagic.add(
              new TreeMagic(number("priority"), name, new MatchReader(this).treeMatches(0)));
          continue;
        }
        case "magic-deleteall" ->
            data.magic.add(new Magic(0, name, true, List.of(MatchReader.NO_MAGIC)));
        case "root-XML" -> namespace(name);
        default -> {
          simple(kind, name);
          elements.add(new Element(kind, "", copied, ""));
        }
      }
      if (!text().isBlank()) {
        throw MimeDatabase.wrong("the element " + kind + " of " + name + " holds a text");
      }
    }
  }

  /** Elements that are all in their attributes, and copied to the type's own file. */
  private void simple(String kind, String type) {
    switch (kind) {
      case "glob" -> {
        boolean exact = in("case-sensitive").equals("true");
        String pattern = in("pattern");
        if (pattern.isEmpty() || pattern.equals("*") || pattern.indexOf('\n') >= 0) {
          throw MimeDatabase.wrong("a pattern of " + type + " cannot be used");
        }
        String used = exact ? pattern : lower(pattern);
        data.add(new Glob(used, type, number("weight"), false, exact));
      }
      case "glob-deleteall" -> data.add(new Glob(MimeData.NO_GLOBS, type, 0, true, false));
      case "alias", "sub-class-of" -> {
        String other = in("type");
        if (other.indexOf('/') < 0) {
          throw MimeDatabase.wrong("'" + other + "' in " + type + " is no MIME type");
        }
        if (kind.equals("alias")) {
          data.aliases.put(other, type);
        } else {
          data.addParent(type, other);
        }
      }
      case "icon" -> data.icons.put(type, in("name"));
      case "generic-icon" -> data.genericIcons.put(type, in("name"));
      default -> throw MimeDatabase.wrong("the element " + kind + " of " + type + " is not known");
    }
  }

  /** ASCII alone: bytes of other letters are no letters here. */
  private static String lower(String raw) {
    StringBuilder lower = new StringBuilder(raw);
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      lower.setCharAt(i, c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c);
    }
    return lower.toString();
  }

  private void namespace(String type) {
    String uri = in("namespaceURI");
    String local = in("localName");
    boolean blank = (uri + local).indexOf(' ') >= 0 || (uri + local).indexOf('\n') >= 0;
    if (blank || (uri + local).isEmpty()) {
      throw MimeDatabase.wrong("the element root-XML of " + type + " cannot be used");
    }
    data.namespaces.put(uri + " " + local, type);
  }

  // ---- the parser ----------------------------------------------------------------------------

  /** To the next element below the current one; false at the end of the current one. */
  boolean nextChild() throws XMLStreamException {
    return in.nextTag() == XMLStreamConstants.START_ELEMENT;
  }

  /** The current element must have this name, in the namespace of the specification, unprefixed. */
  void expect(String name) {
    @Nullable String prefix = in.getPrefix();
    if (!in.getLocalName().equals(name)
        || !NAMESPACE.equals(in.getNamespaceURI())
        || (prefix != null && !prefix.isEmpty())) {
      throw MimeDatabase.wrong("the element " + in.getLocalName() + " is not known");
    }
  }

  /** An attribute of no namespace, raw; empty where there is none. */
  String in(String name) {
    for (int i = 0; i < in.getAttributeCount(); i++) {
      @Nullable String uri = in.getAttributeNamespace(i);
      if (in.getAttributeLocalName(i).equals(name) && (uri == null || uri.isEmpty())) {
        return RawPath.ofText(in.getAttributeValue(i));
      }
    }
    return "";
  }

  private String language() {
    return Optional.ofNullable(in.getAttributeValue(XMLConstants.XML_NS_URI, "lang"))
        .map(RawPath::ofText)
        .orElse("");
  }

  int number(String name) {
    String text = in(name);
    if (text.isEmpty()) {
      return PRIORITY;
    }
    if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > HIGHEST) {
      throw MimeDatabase.wrong("the " + name + " '" + text + "' is not between 0 and " + HIGHEST);
    }
    return Integer.parseInt(text);
  }

  /** The text of the current element, to its end. */
  private String text() throws XMLStreamException {
    return RawPath.ofText(in.getElementText());
  }

  /** The attributes of the current element as libxml2 writes them, each behind a blank. */
  private String attributes() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < in.getAttributeCount(); i++) {
      @Nullable String prefix = in.getAttributePrefix(i);
      out.append(' ');
      if (prefix != null && !prefix.isEmpty()) {
        if (!prefix.equals("xml")) {
          throw MimeDatabase.wrong("an attribute of the namespace " + prefix + " is not known");
        }
        out.append("xml:");
      }
      String value = RawPath.ofText(in.getAttributeValue(i));
      out.append(RawPath.ofText(in.getAttributeLocalName(i)))
          .append("=\"")
          .append(MimeFiles.escape(value, true))
          .append('"');
    }
    return out.toString();
  }
}
