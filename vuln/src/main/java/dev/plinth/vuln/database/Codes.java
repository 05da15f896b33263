package dev.plinth.vuln.database;

import dev.plinth.vuln.Rating.Origin;
import dev.plinth.vuln.Severity;
import dev.plinth.vuln.Status;
import java.util.List;

/** The numbers that words have in the file: new ones are added at the end, none is moved. */
final class Codes {
  static final List<Status> STATUSES =
      List.of(
          Status.FIXED,
          Status.UNFIXED,
          Status.IGNORED,
          Status.NO_DSA,
          Status.POSTPONED,
          Status.UNIMPORTANT,
          Status.UNDETERMINED,
          Status.END_OF_LIFE,
          Status.NOT_AFFECTED);
  static final List<Origin> ORIGINS =
      List.of(Origin.DISTRIBUTION, Origin.CNA, Origin.CISA, Origin.DATABASE);
  static final List<Severity> SEVERITIES =
      List.of(
          Severity.UNKNOWN,
          Severity.NONE,
          Severity.NEGLIGIBLE,
          Severity.LOW,
          Severity.MEDIUM,
          Severity.HIGH,
          Severity.CRITICAL);

  private Codes() {}

  /** The word of a number. */
  static <T> T word(List<T> words, int number) {
    if (number >= words.size()) {
      throw Cursor.damaged("a word is not known");
    }
    return words.get(number);
  }
}
