package dev.plinth.inventory.bill;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A package URL as bills have it (package-url/purl-spec, "How to parse a purl string"), decoded.
 *
 * @param type in lower case
 * @param namespace its segments joined by slashes; empty where there is none
 * @param version empty where there is none
 * @param qualifiers by lower-case key; those without a value are left out
 * @param subpath below the package; empty where there is none
 */
record BillPurl(
    String type,
    String namespace,
    String name,
    String version,
    Map<String, String> qualifiers,
    String subpath) {
  private static final String SCHEME = "pkg:";
  private static final int LONGEST = 4096;

  BillPurl {
    qualifiers = Map.copyOf(qualifiers);
  }

  /** Reads one; empty where the text is none. */
  static Optional<BillPurl> parse(String text) {
    if (text.length() > LONGEST || !text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    int hash = text.lastIndexOf('#');
    String rest = text.substring(SCHEME.length(), hash < 0 ? text.length() : hash);
    int question = rest.indexOf('?');
    Map<String, String> qualifiers =
        question < 0 ? Map.of() : qualifiers(rest.substring(question + 1));
    String path = trimmed(question < 0 ? rest : rest.substring(0, question));
    int first = path.indexOf('/');
    if (first <= 0) {
      return Optional.empty();
    }
    int last = path.lastIndexOf('/');
    // The @ of an npm scope that nobody encoded stands before a slash, a version's after the last.
    int at = path.lastIndexOf('@');
    boolean versioned = at > last + 1;
    String name = decode(path.substring(last + 1, versioned ? at : path.length()));
    String version = versioned ? decode(path.substring(at + 1)) : "";
    if (name.isBlank()) {
      return Optional.empty();
    }
    String namespace = first == last ? "" : decode(trimmed(path.substring(first + 1, last)));
    String type = path.substring(0, first).toLowerCase(Locale.ROOT);
    String subpath = hash < 0 ? "" : decode(trimmed(text.substring(hash + 1)));
    return Optional.of(new BillPurl(type, namespace, name, version, qualifiers, subpath));
  }

  /** A qualifier's value; empty where it has none. */
  String qualifier(String key) {
    return qualifiers.getOrDefault(key, "");
  }

  private static Map<String, String> qualifiers(String text) {
    Map<String, String> found = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      if (equals > 0 && !value.isEmpty()) {
        found.putIfAbsent(pair.substring(0, equals).toLowerCase(Locale.ROOT), value);
      }
    }
    return found;
  }

  private static String trimmed(String path) {
    int from = 0;
    int to = path.length();
    while (from < to && path.charAt(from) == '/') {
      from++;
    }
    while (to > from && path.charAt(to - 1) == '/') {
      to--;
    }
    return path.substring(from, to);
  }

  /** A plus is a plus: these are no forms. */
  private static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
