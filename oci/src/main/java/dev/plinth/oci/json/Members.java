package dev.plinth.oci.json;

import dev.plinth.model.Digest;
import dev.plinth.model.PlinthException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members of a JSON object from outside, read by name and type. {@code null} counts as absent,
 * as Go's encoder writes it. A missing or wrong member is a {@code BAD_INPUT} error that names it
 * by its path: {@code manifest sha256:…: layers[2].size is a text, not a whole number}.
 */
public final class Members {
  /** More elements than any real image has. */
  private static final int MAX_ELEMENTS = 100_000;

  private final ObjectNode node;
  private final String what;
  private final String path;

  Members(ObjectNode node, String what, String path) {
    this.node = node;
    this.what = what;
    this.path = path;
  }

  /** The tree behind, for keeping what is not understood. */
  public ObjectNode node() {
    return node;
  }

  public boolean has(String name) {
    return present(name) != null;
  }

  public String text(String name) {
    return optionalText(name).orElseThrow(() -> problem(name, "is missing"));
  }

  public Optional<String> optionalText(String name) {
    JsonNode value = present(name);
    return value == null ? Optional.empty() : Optional.of(asText(value, name));
  }

  /** A text; an absent one is {@code ""}. */
  public String textOrEmpty(String name) {
    return optionalText(name).orElse("");
  }

  /** A whole number that is not negative. */
  public long size(String name) {
    JsonNode value = present(name);
    if (value == null) {
      throw problem(name, "is missing");
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw problem(name, "is " + kind(value) + ", not a whole number");
    }
    if (value.longValue() < 0) {
      throw problem(name, "is negative");
    }
    return value.longValue();
  }

  public boolean flag(String name) {
    JsonNode value = present(name);
    if (value == null) {
      return false;
    }
    if (!value.isBoolean()) {
      throw problem(name, "is " + kind(value) + ", not true or false");
    }
    return value.booleanValue();
  }

  public Digest digest(String name) {
    return asDigest(text(name), name);
  }

  public Optional<Members> optionalObject(String name) {
    JsonNode value = present(name);
    return value == null ? Optional.empty() : Optional.of(asObject(value, name));
  }

  public Members object(String name) {
    return optionalObject(name).orElseThrow(() -> problem(name, "is missing"));
  }

  /** The elements of an array of objects; empty where it is absent. */
  public List<Members> objects(String name) {
    List<Members> result = new ArrayList<>();
    List<JsonNode> elements = elements(name);
    for (int i = 0; i < elements.size(); i++) {
      result.add(asObject(elements.get(i), name + "[" + i + "]"));
    }
    return result;
  }

  /** The elements of an array of texts; empty where it is absent. */
  public List<String> texts(String name) {
    List<String> result = new ArrayList<>();
    List<JsonNode> elements = elements(name);
    for (int i = 0; i < elements.size(); i++) {
      result.add(asText(elements.get(i), name + "[" + i + "]"));
    }
    return result;
  }

  public List<Digest> digests(String name) {
    List<Digest> result = new ArrayList<>();
    for (String text : texts(name)) {
      result.add(asDigest(text, name + "[" + result.size() + "]"));
    }
    return result;
  }

  /** An object whose values are texts, sorted; empty where it is absent. */
  public SortedMap<String, String> textMap(String name) {
    JsonNode value = present(name);
    if (value == null) {
      return Collections.emptySortedMap();
    }
    SortedMap<String, String> result = new TreeMap<>();
    for (var member : asObject(value, name).node.properties()) {
      String key = checked(member.getKey(), name);
      result.put(key, asText(member.getValue(), name + "[\"" + shown(key) + "\"]"));
    }
    return result;
  }

  /** The names of an object's members, sorted: how Go writes a set. Empty where it is absent. */
  public List<String> keys(String name) {
    JsonNode value = present(name);
    if (value == null) {
      return List.of();
    }
    List<String> result = new ArrayList<>();
    for (String key : asObject(value, name).node.propertyNames()) {
      result.add(checked(key, name));
    }
    Collections.sort(result);
    return result;
  }

  /** An error about the member {@code name}: {@code problem} continues its path. */
  public PlinthException problem(String name, String problem) {
    String full = path.isEmpty() ? name : path + "." + name;
    return JsonText.malformed(what + ":", full + " " + problem, null);
  }

  static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "an array";
      case BOOLEAN -> "true or false";
      case NUMBER -> "a number";
      case OBJECT, POJO -> "an object";
      case STRING, BINARY -> "a text";
      case NULL, MISSING -> "nothing";
    };
  }

  private @Nullable JsonNode present(String name) {
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private List<JsonNode> elements(String name) {
    JsonNode value = present(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      throw problem(name, "is " + kind(value) + ", not an array");
    }
    if (value.size() > MAX_ELEMENTS) {
      throw problem(name, "has more than " + MAX_ELEMENTS + " elements");
    }
    return List.copyOf(value.values());
  }

  private Members asObject(JsonNode value, String name) {
    if (value instanceof ObjectNode object) {
      return new Members(object, what, path.isEmpty() ? name : path + "." + name);
    }
    throw problem(name, "is " + kind(value) + ", not an object");
  }

  private String asText(JsonNode value, String name) {
    if (!value.isString()) {
      throw problem(name, "is " + kind(value) + ", not a text");
    }
    return checked(value.stringValue(), name);
  }

  private String checked(String text, String name) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (i + 1 >= text.length() || !Character.isSurrogatePair(c, text.charAt(i + 1))) {
          throw problem(name, "is not Unicode");
        }
        i++;
      }
    }
    return text;
  }

  private Digest asDigest(String text, String name) {
    try {
      return Digest.parse(text);
    } catch (PlinthException e) {
      throw problem(name, "is not a sha256 or sha512 digest");
    }
  }

  private static String shown(String key) {
    return key.length() <= 40 ? key : key.substring(0, 40) + "…";
  }
}
