package dev.plinth.licence;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One paragraph of a copyright file; field names are compared without case.
 *
 * @param line where it begins, counted from 1
 */
record Stanza(int line, Map<String, Field> fields) {
  /**
   * A field.
   *
   * @param first the text on the line of its name, without surrounding space
   * @param rest the continuation lines, without their first space; a lone dot is an empty line
   */
  record Field(int line, String first, String rest) {
    /** Both parts, as one text. */
    String whole() {
      if (first.isEmpty()) {
        return rest;
      }
      return rest.isEmpty() ? first : first + "\n" + rest;
    }
  }

  Stanza(int line) {
    this(line, new LinkedHashMap<>());
  }

  Optional<Field> field(String name) {
    return Optional.ofNullable(fields.get(name.toLowerCase(Locale.ROOT)));
  }

  boolean has(String name) {
    return fields.containsKey(name.toLowerCase(Locale.ROOT));
  }

  /** Adds a field; false where it is there already. */
  boolean add(String name, Field field) {
    return fields.putIfAbsent(name.toLowerCase(Locale.ROOT), field) == null;
  }
}
