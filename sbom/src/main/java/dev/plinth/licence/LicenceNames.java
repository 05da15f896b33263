package dev.plinth.licence;

import dev.plinth.licence.Expression.Single;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Debian's short names of licences (copyright-format 1.0, "License short name") as SPDX ids. A name
 * that the format does not define, but that is an id of the SPDX list, is that id; every other name
 * is the author's own, and nothing here guesses what it stands for.
 */
final class LicenceNames {
  /**
   * What the format names, without versions; where it leaves out a version, the lowest is meant.
   */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("expat", "MIT"),
          Map.entry("gpl", "GPL-1.0"),
          Map.entry("lgpl", "LGPL-2.0"),
          Map.entry("agpl", "AGPL-1.0"),
          Map.entry("gfdl", "GFDL-1.1"),
          Map.entry("gfdl-niv", "GFDL-1.1-no-invariants"),
          Map.entry("apache", "Apache-1.0"),
          Map.entry("artistic", "Artistic-1.0"),
          Map.entry("cc0", "CC0-1.0"),
          Map.entry("cddl", "CDDL-1.0"),
          Map.entry("cpl", "CPL-1.0"),
          Map.entry("efl", "EFL-1.0"),
          Map.entry("lppl", "LPPL-1.0"),
          Map.entry("mpl", "MPL-1.0"),
          Map.entry("python", "Python-2.0"),
          Map.entry("qpl", "QPL-1.0"),
          Map.entry("zope", "ZPL-1.1"),
          Map.entry("cc-by", "CC-BY-1.0"),
          Map.entry("cc-by-sa", "CC-BY-SA-1.0"),
          Map.entry("cc-by-nd", "CC-BY-ND-1.0"),
          Map.entry("cc-by-nc", "CC-BY-NC-1.0"),
          Map.entry("cc-by-nc-sa", "CC-BY-NC-SA-1.0"),
          Map.entry("cc-by-nc-nd", "CC-BY-NC-ND-1.0"));

  /** Ids of the SPDX list that Debian's files use for texts of many kinds. */
  private static final Set<String> AMBIGUOUS = Set.of("mit", "bsd");

  private static final Set<String> GNU = Set.of("gpl", "lgpl", "agpl", "gfdl");

  private LicenceNames() {}

  /**
   * What a short name stands for.
   *
   * @param exception the words between {@code with} and {@code exception}; empty without one
   * @return empty where the name is the author's own
   */
  static Optional<Expression> resolve(String name, String exception) {
    String key = name.toLowerCase(Locale.ROOT);
    if (AMBIGUOUS.contains(key)) {
      return Optional.empty();
    }
    if (key.equals("perl") && exception.isEmpty()) {
      // The format: the same as GPL-1+ or Artistic-1.
      return Optional.of(
          Expression.any(List.of(Single.of("GPL-1.0-or-later"), Single.of("Artistic-1.0-Perl"))));
    }
    Optional<Single> plain = single(key);
    if (exception.isEmpty()) {
      return plain.map(single -> single);
    }
    Optional<String> known = exception(exception);
    return plain
        .filter(_ -> known.isPresent())
        .map(single -> new Single(single.id(), single.orLater(), known));
  }

  /** An id of the list, with or without its last word, or the one that the format itself names. */
  private static Optional<String> exception(String words) {
    String key = words.strip().replaceAll("\\s+", "-");
    if (key.equalsIgnoreCase("font")) {
      return SpdxList.get().exception("Font-exception-2.0");
    }
    return SpdxList.get().exception(key).or(() -> SpdxList.get().exception(key + "-exception"));
  }

  private static Optional<Single> single(String key) {
    Optional<SpdxList.Licence> exact = current(key);
    if (exact.isPresent()) {
      return exact.map(licence -> Single.of(licence.id()));
    }
    boolean orLater = key.endsWith("+");
    String base = orLater ? key.substring(0, key.length() - 1) : key;
    String version = version(NAMES.getOrDefault(base, base));
    int dash = version.indexOf('-');
    String family = dash < 0 ? version : version.substring(0, dash).toLowerCase(Locale.ROOT);
    if (GNU.contains(family)) {
      return current(version + (orLater ? "-or-later" : "-only")).map(l -> Single.of(l.id()));
    }
    return current(version).map(licence -> new Single(licence.id(), orLater, Optional.empty()));
  }

  /**
   * {@code gpl-2} and {@code gfdl-niv-1.3} as the list writes them, but for -only and -or-later.
   */
  private static String version(String name) {
    String key = name.toLowerCase(Locale.ROOT);
    if (key.startsWith("gfdl-niv-")) {
      return version("gfdl-" + key.substring(9)) + "-no-invariants";
    }
    if (key.startsWith("zope-")) {
      return version("zpl-" + key.substring(5));
    }
    int dash = key.lastIndexOf('-');
    boolean whole = dash > 0 && isNumber(key.substring(dash + 1));
    return whole && SpdxList.get().licence(name).isEmpty() ? name + ".0" : name;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static Optional<SpdxList.Licence> current(String id) {
    return SpdxList.get().licence(id).filter(licence -> !licence.deprecated());
  }
}
