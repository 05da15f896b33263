package dev.plinth.licence;

import dev.plinth.licence.Decision.Outcome;
import dev.plinth.licence.Expression.Single;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which licences an image may have. Patterns are SPDX ids, in which {@code *} stands for any text;
 * case does not count.
 *
 * @param allow what may be there; empty: everything that {@code deny} does not name
 * @param deny what may not, even where {@code allow} names it too
 * @param exceptions for single packages
 */
public record LicencePolicy(List<String> allow, List<String> deny, List<Waiver> exceptions) {
  /** What decisions and exceptions call a licence that is not understood. */
  public static final String UNKNOWN = "unknown";

  /**
   * A package that may stay although its licence may not.
   *
   * @param packages a pattern of names
   * @param licence a pattern of ids; {@link #UNKNOWN} for what is not understood
   * @param reason for people; never empty
   * @param until the last day on which it counts
   */
  public record Waiver(String packages, String licence, String reason, LocalDate until) {}

  public LicencePolicy {
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
    exceptions = List.copyOf(exceptions);
  }

  /**
   * Judges one package. Of licences that all hold each must be allowed, of a choice one. What is
   * not understood is never allowed but by an exception.
   */
  public Decision judge(String packageName, LicenceFinding finding, LocalDate today) {
    Judge judge = new Judge(packageName, finding, today);
    return finding.expression().map(judge::of).orElseGet(judge::nothing);
  }

  private static boolean matches(String pattern, String text) {
    return FilesLicence.matches(pattern.toLowerCase(Locale.ROOT), text.toLowerCase(Locale.ROOT));
  }

  private static Optional<String> first(List<String> patterns, Single single) {
    return patterns.stream()
        .filter(pattern -> matches(pattern, single.toString()) || matches(pattern, single.id()))
        .findFirst();
  }

  /** One package on one day. */
  private final class Judge {
    private final String name;
    private final LicenceFinding finding;
    private final LocalDate today;

    Judge(String name, LicenceFinding finding, LocalDate today) {
      this.name = name;
      this.finding = finding;
      this.today = today;
    }

    Decision of(Expression expression) {
      return switch (expression) {
        case Single single -> single(single);
        case Expression.All all ->
            all.parts().stream().map(this::of).reduce(Decision::worse).orElseThrow();
        case Expression.Any any ->
            any.parts().stream().map(this::of).reduce(Decision::better).orElseThrow();
      };
    }

    private Decision single(Single single) {
      for (LicenceFinding.Unknown part : finding.unknown()) {
        if (part.id().equals(single.id())) {
          return waived(UNKNOWN, "line " + part.line() + " " + part.reason());
        }
      }
      Optional<String> denied = first(deny, single);
      if (denied.isPresent()) {
        return waived(single.toString(), "the policy denies " + denied.get());
      }
      if (allow.isEmpty()) {
        return new Decision(Outcome.ALLOWED, single.toString(), "the policy denies nothing of it");
      }
      return first(allow, single)
          .map(pattern ->
              new Decision(Outcome.ALLOWED, single.toString(), "the policy allows " + pattern))
          .orElseGet(() -> waived(single.toString(), "the policy does not allow it"));
    }

    Decision nothing() {
      String remark = finding.remark();
      return waived(UNKNOWN, remark.isEmpty() ? "no licence is declared" : remark);
    }

    private Decision waived(String licence, String problem) {
      String late = "";
      for (Waiver waiver : exceptions) {
        if (matches(waiver.packages(), name) && matches(waiver.licence(), licence)) {
          if (!today.isAfter(waiver.until())) {
            return new Decision(
                Outcome.EXCEPTED, licence, waiver.reason() + " (until " + waiver.until() + ")");
          }
          late = "; the exception for it ended on " + waiver.until();
        }
      }
      return new Decision(Outcome.REFUSED, licence, problem + late);
    }
  }
}
