package dev.plinth.deb.apt;

import dev.plinth.model.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * sources.list(5), both styles. Source packages, disabled entries and lines that are not understood
 * give nothing: other people's files are no reason to stop, since what they name must prove itself
 * anyway.
 */
public final class SourcesList {
  private SourcesList() {}

  /** One-line style: {@code deb [ option=value ] uri suite component…}. */
  public static List<AptSource> oneLine(String file, String text) {
    List<AptSource> sources = new ArrayList<>();
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      List<String> words = words(lines[i]);
      if (words.size() < 3 || !words.getFirst().equals("deb")) {
        continue;
      }
      boolean optioned = words.get(1).startsWith("[");
      Map<String, String> options = optioned ? options(words.get(1)) : Map.of();
      int at = optioned ? 2 : 1;
      if (words.size() < at + 2) {
        continue;
      }
      sources.add(
          new AptSource(
              words.get(at),
              words.get(at + 1),
              words.subList(at + 2, words.size()),
              commaSeparated(options.getOrDefault("arch", "")),
              options.getOrDefault("signed-by", ""),
              new Location(file, i + 1, 0)));
    }
    return sources;
  }

  /** Words; what stands in brackets or quotes belongs to one word, {@code #} ends the line. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i <= line.length(); i++) {
      char c = i < line.length() ? line.charAt(i) : '\n';
      boolean comment = c == '#' && depth == 0 && !quoted;
      if (i == line.length() || comment || (c <= ' ' && depth == 0 && !quoted)) {
        if (!word.isEmpty()) {
          words.add(word.toString());
          word.setLength(0);
        }
        if (comment) {
          break;
        }
        continue;
      }
      if (c == '"') {
        quoted = !quoted;
        continue;
      }
      depth = c == '[' ? depth + 1 : c == ']' && depth > 0 ? depth - 1 : depth;
      word.append(c);
    }
    return words;
  }

  private static Map<String, String> options(String bracketed) {
    Map<String, String> options = new TreeMap<>();
    String inside = bracketed.substring(1, bracketed.length() - (bracketed.endsWith("]") ? 1 : 0));
    for (String option : inside.trim().split("[ \t]+", -1)) {
      int equals = option.indexOf('=');
      boolean changes =
          equals > 0 && (option.charAt(equals - 1) == '+' || option.charAt(equals - 1) == '-');
      if (equals > 0 && !changes) {
        options.put(
            option.substring(0, equals).toLowerCase(Locale.ROOT), option.substring(equals + 1));
      }
    }
    return options;
  }

  private static List<String> commaSeparated(String text) {
    List<String> items = new ArrayList<>();
    for (String item : text.split("[, \t]+", -1)) {
      if (!item.isEmpty()) {
        items.add(item);
      }
    }
    return items;
  }

  /** deb822 style: stanzas of {@code Types}, {@code URIs}, {@code Suites}, {@code Components}. */
  public static List<AptSource> deb822(String file, String text) {
    List<AptSource> sources = new ArrayList<>();
    Map<String, StringBuilder> fields = new TreeMap<>();
    StringBuilder current = null;
    int stanza = 0;
    String[] lines = text.split("\n", -1);
    for (int i = 0; i <= lines.length; i++) {
      String line = i < lines.length ? stripped(lines[i]) : "";
      if (line.startsWith("#")) {
        continue;
      }
      if (line.isBlank()) {
        stanza(sources, fields, new Location(file, stanza + 1, 0));
        fields.clear();
        current = null;
      } else if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
        if (current != null) {
          current.append('\n').append(line.trim());
        }
      } else {
        int colon = line.indexOf(':');
        if (colon <= 0) {
          current = null;
          continue;
        }
        stanza = fields.isEmpty() ? i : stanza;
        current = new StringBuilder(line.substring(colon + 1).trim());
        fields.put(line.substring(0, colon).trim().toLowerCase(Locale.ROOT), current);
      }
    }
    return sources;
  }

  private static String stripped(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  private static void stanza(
      List<AptSource> sources, Map<String, StringBuilder> fields, Location from) {
    if (!enabled(field(fields, "enabled")) || !items(field(fields, "types")).contains("deb")) {
      return;
    }
    for (String uri : items(field(fields, "uris"))) {
      for (String suite : items(field(fields, "suites"))) {
        sources.add(
            new AptSource(
                uri,
                suite,
                items(field(fields, "components")),
                items(field(fields, "architectures")),
                field(fields, "signed-by").trim(),
                from));
      }
    }
  }

  private static boolean enabled(String value) {
    return switch (value.trim().toLowerCase(Locale.ROOT)) {
      case "no", "false", "without", "off", "disable", "0" -> false;
      default -> true;
    };
  }

  private static String field(Map<String, StringBuilder> fields, String name) {
    StringBuilder value = fields.get(name);
    return value == null ? "" : value.toString();
  }

  private static List<String> items(String text) {
    List<String> items = new ArrayList<>();
    for (String item : text.split("[ \t\n]+", -1)) {
      if (!item.isEmpty()) {
        items.add(item);
      }
    }
    return items;
  }
}
