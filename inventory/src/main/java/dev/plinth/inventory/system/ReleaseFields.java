package dev.plinth.inventory.system;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An os-release file (os-release(5)): assignments as a shell would read them, of which the last one
 * of a name counts.
 */
final class ReleaseFields {
  private static final int MOST = 1000;

  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<String> doubts = new ArrayList<>();

  private ReleaseFields() {}

  /**
   * Reads a file.
   *
   * @param where names it in doubts
   */
  static ReleaseFields parse(String text, String where) {
    ReleaseFields fields = new ReleaseFields();
    text.lines().limit(10_000).forEach(line -> fields.line(line.strip(), where));
    return fields;
  }

  private void line(String line, String where) {
    int equals = line.indexOf('=');
    if (line.isEmpty() || line.startsWith("#") || equals <= 0 || values.size() >= MOST) {
      return;
    }
    String name = line.substring(0, equals);
    String value = unquoted(line.substring(equals + 1));
    String before = values.put(name, value);
    if (before != null && !before.equals(value) && isLooked(name)) {
      doubts.add(where + " says " + name + " twice: '" + before + "' and '" + value + "'");
    }
  }

  private static boolean isLooked(String name) {
    return switch (name) {
      case "ID", "ID_LIKE", "VERSION_ID", "VERSION_CODENAME" -> true;
      default -> false;
    };
  }

  /** Takes quotes off and backslashes before {@code $ " \ `} and, outside of quotes, any char. */
  static String unquoted(String raw) {
    StringBuilder out = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (quote != 0 && c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == ' ' || c == '\t')) {
        break; // a shell would run what follows
      } else if (c == '\\' && quote != '\'' && i + 1 < raw.length()) {
        char next = raw.charAt(++i);
        if (quote == '"' && "$\"\\`".indexOf(next) < 0) {
          out.append('\\');
        }
        out.append(next);
      } else {
        out.append(c);
      }
    }
    return clean(out.toString());
  }

  private static String clean(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .limit(1000)
        .forEach(c -> {
          boolean bad = Character.isISOControl(c) || (c >= 0xd800 && c <= 0xdfff);
          out.appendCodePoint(bad ? '?' : c);
        });
    return out.toString();
  }

  /** Empty where it is not there. */
  String value(String name) {
    return values.getOrDefault(name, "");
  }

  List<String> doubts() {
    return doubts;
  }
}
