package dev.plinth.licence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The table {@code obligations.tsv}: families of licences by the start of their ids, with what they
 * ask and why. The longest start that fits counts; an id that no row fits must be read by a person.
 */
final class LicenceFamilies {
  private static final List<Family> TABLE = load();
  private static final Family UNKNOWN =
      new Family(
          "unknown", "", EnumSet.of(Duty.READ_TEXT), "this table says nothing of this licence");

  private LicenceFamilies() {}

  /**
   * A row.
   *
   * @param start of the ids, in lower case
   */
  record Family(String name, String start, Set<Duty> duties, String why) {}

  static Family of(String id) {
    String key = id.toLowerCase(Locale.ROOT);
    Family best = UNKNOWN;
    for (Family family : TABLE) {
      boolean fits =
          key.startsWith(family.start())
              && (key.length() == family.start().length()
                  || !LicenceIds.isLetterOrDigit(key.charAt(family.start().length())));
      if (fits && family.start().length() > best.start().length()) {
        best = family;
      }
    }
    return best;
  }

  static List<Family> table() {
    return TABLE;
  }

  private static List<Family> load() {
    try (InputStream in = LicenceFamilies.class.getResourceAsStream("obligations.tsv")) {
      if (in == null) {
        throw new IllegalStateException("this build has no table of obligations");
      }
      List<Family> table = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (!line.isBlank() && !line.startsWith("#")) {
          table.addAll(rows(line.split("\t", -1)));
        }
      }
      return List.copyOf(table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Family> rows(String[] fields) {
    Set<Duty> duties = EnumSet.noneOf(Duty.class);
    for (String duty : fields[2].split(" ")) {
      if (!duty.equals("-")) {
        duties.add(Duty.valueOf(duty.toUpperCase(Locale.ROOT).replace('-', '_')));
      }
    }
    List<Family> rows = new ArrayList<>();
    for (String start : fields[1].split(" ")) {
      rows.add(new Family(fields[0], start.toLowerCase(Locale.ROOT), duties, fields[3]));
    }
    return rows;
  }
}
