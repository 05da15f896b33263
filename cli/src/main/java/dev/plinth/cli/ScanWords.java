package dev.plinth.cli;

import dev.plinth.vuln.Finding;
import dev.plinth.vuln.Severity;
import dev.plinth.vuln.Status;
import dev.plinth.vuln.Verdict;
import java.util.Locale;

/** Verdicts in words. */
final class ScanWords {
  private ScanWords() {}

  static String verdict(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Affected _ -> "affected";
      case Verdict.NotAffected _ -> "not affected";
      case Verdict.Fixed _ -> "fixed";
      case Verdict.Unknown _ -> "unknown";
    };
  }

  static String reason(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Affected affected ->
          affected.subscription()
              ? "the fix needs a subscription"
              : affected.fixedVersion().isEmpty()
                  ? reason(affected.status())
                  : "the installed version is older than the fix";
      case Verdict.NotAffected never -> never.reason();
      case Verdict.Fixed fixed -> "fixed by " + fixed.version();
      case Verdict.Unknown unknown -> unknown.reason();
    };
  }

  /** Why there is no version to upgrade to. */
  static String reason(Status status) {
    return switch (status) {
      case FIXED -> "a fix exists, of no known version";
      case UNFIXED -> "no fix yet";
      case IGNORED -> "the distribution will not fix it";
      case NO_DSA -> "no advisory planned: minor, perhaps fixed by a point release";
      case POSTPONED -> "postponed by the distribution";
      case UNIMPORTANT -> "the distribution holds it for unimportant";
      case UNDETERMINED -> "not yet determined by the distribution";
      case END_OF_LIFE -> "no longer supported: nobody looks";
      case NOT_AFFECTED -> "not affected";
    };
  }

  static String severity(Finding finding) {
    return severity(finding.severity());
  }

  static String severity(Severity severity) {
    return severity == Severity.UNKNOWN ? "unknown" : severity.name().toLowerCase(Locale.ROOT);
  }
}
