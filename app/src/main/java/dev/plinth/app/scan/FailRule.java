package dev.plinth.app.scan;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.vuln.Finding;
import dev.plinth.vuln.Severity;
import dev.plinth.vuln.Verdict;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a scan counts as failed: words joined by commas, all of which one finding must meet, such as
 * {@code high,fixable} or {@code high,older=30d}; or {@code unknown}, {@code eol} or {@code
 * hygiene} alone, which are about the whole. Where no package could be judged, or a layer was not
 * read to its end, every rule fails: what was not seen is not known to be safe. For the same reason
 * every finding counts as exploited without a catalogue of those that are, and {@code eol} fails
 * where nobody says when support ends. What VEX or a suppression hides fails none.
 *
 * @param text as it was written
 * @param words what is asked of a finding
 * @param least the severity from which on findings count; those that nobody rated always do
 * @param older how many days a vulnerability must have been public to count; where nobody says
 *     since when it is, it counts; empty where its age does not matter
 */
public record FailRule(String text, Set<Word> words, Optional<Severity> least, OptionalInt older) {
  /** What can be asked beside a severity. */
  public enum Word {
    /** Any finding. */
    ANY,
    /** A fix exists. */
    FIXABLE,
    /** In CISA's catalogue of known exploited vulnerabilities. */
    EXPLOITED,
    /** Something cannot be told. */
    UNKNOWN,
    /** The support of the distribution has ended. */
    EOL,
    /** There is a secret or an open door in it. */
    HYGIENE
  }

  private static final Pattern AGE = Pattern.compile("OLDER=([0-9]{1,5})D?");
  private static final Set<Word> WHOLE = EnumSet.of(Word.UNKNOWN, Word.EOL, Word.HYGIENE);

  private static final String HINT =
      "write low, medium, high, critical, fixable, exploited, older=30d, any, unknown, eol,"
          + " hygiene";

  public FailRule {
    words = Set.copyOf(words);
  }

  /** Reads one. */
  public static FailRule parse(String text) {
    EnumSet<Word> words = EnumSet.noneOf(Word.class);
    Severity least = null;
    OptionalInt older = OptionalInt.empty();
    for (String part : text.split(",", -1)) {
      String name = part.strip().toUpperCase(Locale.ROOT);
      Matcher age = AGE.matcher(name);
      if (age.matches()) {
        older = OptionalInt.of(Integer.parseInt(age.group(1)));
        continue;
      }
      switch (name) {
        case "ANY", "FIXABLE", "EXPLOITED", "UNKNOWN", "EOL", "HYGIENE" ->
            words.add(Word.valueOf(name));
        case "NEGLIGIBLE", "LOW", "MEDIUM", "HIGH", "CRITICAL" -> {
          // Others' lists of severities mean any of them, here it would be all words.
          if (least != null) {
            throw new PlinthException(
                ErrorCode.USAGE,
                "'" + text + "' names two severities, and one stands for itself and all worse ones",
                "write the lower one alone");
          }
          least = Severity.valueOf(name);
        }
        default ->
            throw new PlinthException(
                ErrorCode.USAGE, "'" + part.strip() + "' is no rule to fail on", HINT);
      }
    }
    boolean whole = words.stream().anyMatch(WHOLE::contains);
    if (whole && (words.size() > 1 || least != null || older.isPresent())) {
      throw new PlinthException(
          ErrorCode.USAGE,
          "'" + text + "' joins what is about the whole with what is about one finding",
          "give --fail-on twice");
    }
    return new FailRule(text, words, Optional.ofNullable(least), older);
  }

  /** Why the scan fails by this rule; empty where it does not. */
  public Optional<String> broken(ScanReport report) {
    if (report.knowsNothing()) {
      return Optional.of(text + ": nothing could be judged");
    }
    if (report.isCutShort()) {
      return Optional.of(text + ": not all of it could be read");
    }
    if (words.contains(Word.EOL)) {
      return report.ended()
          ? Optional.of(text + ": the distribution's support has ended")
          : report.knowsSupport()
              ? Optional.empty()
              : Optional.of(text + ": no feed says when the support of the distribution ends");
    }
    if (words.contains(Word.HYGIENE)) {
      if (!report.looked()) {
        return Optional.of(text + ": it was not looked for");
      }
      int count = report.hygiene().size();
      return count == 0
          ? Optional.empty()
          : Optional.of(text + ": " + count + (count == 1 ? " place" : " places"));
    }
    if (words.contains(Word.UNKNOWN)) {
      boolean all =
          report.result().unknown().isEmpty()
              && report.result().gaps().isEmpty()
              && report.result().findings().stream()
                  .noneMatch(f -> f.verdict() instanceof Verdict.Unknown);
      return all ? Optional.empty() : Optional.of(text + ": not everything could be judged");
    }
    List<Finding> failing =
        report.result().findings().stream().filter(f -> matches(f, report)).toList();
    long all = failing.stream().map(Finding::id).distinct().count();
    long unrated =
        failing.stream()
            .filter(f -> f.severity() == Severity.UNKNOWN)
            .map(Finding::id)
            .distinct()
            .count();
    long undated =
        older.isEmpty()
            ? 0
            : failing.stream()
                .filter(f -> report.published(f).isEmpty())
                .map(Finding::id)
                .distinct()
                .count();
    return all == 0
        ? Optional.empty()
        : Optional.of(
            text
                + ": "
                + all
                + (all == 1 ? " vulnerability" : " vulnerabilities")
                + (unrated > 0 ? ", " + unrated + " of them unrated" : "")
                + (undated > 0 ? ", " + undated + " of them of unknown age" : "")
                + (words.contains(Word.EXPLOITED) && !report.knowsExploited()
                    ? ", and no feed of this week says which are exploited (KEV)"
                    : ""));
  }

  private boolean matches(Finding finding, ScanReport report) {
    boolean rated = finding.severity() != Severity.UNKNOWN;
    return least.map(s -> !rated || finding.severity().compareTo(s) >= 0).orElse(true)
        && (!words.contains(Word.FIXABLE) || !Remedy.fixedVersion(finding).isEmpty())
        && (!words.contains(Word.EXPLOITED)
            || finding.exploitation().exploited()
            || !report.knowsExploited())
        && isOldEnough(report.published(finding), report.today());
  }

  private boolean isOldEnough(String published, LocalDate today) {
    if (older.isEmpty() || published.isEmpty()) {
      return true;
    }
    try {
      return ChronoUnit.DAYS.between(LocalDate.parse(published), today) > older.getAsInt();
    } catch (DateTimeParseException e) {
      return true;
    }
  }
}
