package dev.plinth.inventory.language;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Fields {@code Name: value} up to the first blank line: of Python's metadata (RFC 822) and of the
 * main section of a JAR's manifest, which continues values in lines that begin with one space. The
 * first of fields of the same name counts.
 */
final class HeaderFields {
  private static final int MOST = 1000;

  private final Map<String, String> values = new HashMap<>();

  private HeaderFields() {}

  /** Continued lines are joined by a line feed. */
  static HeaderFields parse(List<String> lines) {
    return parse(lines, "\n");
  }

  /** Continued lines are joined as if they had never been split. */
  static HeaderFields manifest(List<String> lines) {
    return parse(lines, "");
  }

  private static HeaderFields parse(List<String> lines, String joint) {
    HeaderFields fields = new HeaderFields();
    StringBuilder value = new StringBuilder();
    String name = "";
    for (String line : lines) {
      if (line.isEmpty()) {
        break;
      }
      char first = line.charAt(0);
      int colon = line.indexOf(':');
      if (first == ' ' || first == '\t') {
        value.append(joint).append(line, 1, line.length());
      } else if (colon > 0) {
        fields.put(name, value);
        name = line.substring(0, colon);
        value = new StringBuilder(line.substring(colon + 1).strip());
      }
    }
    fields.put(name, value);
    return fields;
  }

  private void put(String name, StringBuilder value) {
    if (!name.isEmpty() && values.size() < MOST) {
      values.putIfAbsent(name.toLowerCase(Locale.ROOT), value.toString().strip());
    }
  }

  /** The value of a field, its case not looked at; empty where there is none. */
  String first(String name) {
    String value = values.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    return value.equals("UNKNOWN") ? "" : value;
  }
}
