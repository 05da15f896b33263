package dev.plinth.deb;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * One paragraph of a control file (deb822(5)): fields in order, their names compared without case.
 */
public final class Paragraph {
  private final int line;
  private final SequencedMap<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();

  Paragraph(int line) {
    this.line = line;
  }

  /** Adds a field; false where it is there already. */
  boolean add(String name, String value) {
    String key = name.toLowerCase(Locale.ROOT);
    if (names.putIfAbsent(key, name) != null) {
      return false;
    }
    values.put(key, value);
    return true;
  }

  public int line() {
    return line;
  }

  /**
   * The value: the text after the colon without surrounding space; further lines follow after line
   * feeds, each without its first space.
   */
  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The value, or nothing where the field is missing. */
  public String text(String name) {
    return get(name).orElse("");
  }

  int size() {
    return values.size();
  }

  /** All fields by name as written, in order. */
  public SequencedMap<String, String> fields() {
    SequencedMap<String, String> fields = new LinkedHashMap<>();
    values.forEach((key, value) -> fields.put(names.getOrDefault(key, key), value));
    return Collections.unmodifiableSequencedMap(fields);
  }
}
