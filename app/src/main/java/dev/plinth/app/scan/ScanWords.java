package dev.plinth.app.scan;

import dev.plinth.inventory.HygieneFinding;
import dev.plinth.vuln.Finding;
import dev.plinth.vuln.Severity;
import dev.plinth.vuln.Status;
import dev.plinth.vuln.Verdict;
import dev.plinth.vuln.life.Cycle;
import dev.plinth.vuln.life.LifeStatus;
import dev.plinth.vuln.vex.VexStatus;
import java.util.Locale;

/** Verdicts in the words that all outputs share. */
public final class ScanWords {
  private ScanWords() {}

  /** {@code affected}, {@code not affected}, {@code fixed} or {@code unknown}. */
  public static String verdict(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Affected _ -> "affected";
      case Verdict.NotAffected _ -> "not affected";
      case Verdict.Fixed _ -> "fixed";
      case Verdict.Unknown _ -> "unknown";
    };
  }

  /** Why, in one clause. */
  public static String reason(Verdict verdict) {
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
  public static String reason(Status status) {
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

  /** In lower case; {@code unknown} where nobody rated. */
  public static String severity(Finding finding) {
    return severity(finding.severity());
  }

  public static String severity(Severity severity) {
    return severity == Severity.UNKNOWN ? "unknown" : severity.name().toLowerCase(Locale.ROOT);
  }

  /** For people, unrated is not the same word as what cannot be told. */
  public static String rating(Severity severity) {
    return severity == Severity.UNKNOWN ? "unrated" : severity(severity);
  }

  /** Until when there is support. */
  public static String life(LifeStatus life) {
    Cycle cycle = life.cycle();
    return switch (life.phase()) {
      case SUPPORTED -> cycle.end().isEmpty() ? "goes on" : "until " + cycle.end();
      case EXTENDED ->
          "ended for everybody " + cycle.end() + ", extended until " + cycle.extendedEnd();
      case ENDED -> "ENDED " + cycle.end() + ": nobody fixes anything any more";
    };
  }

  /** {@code not affected}. */
  public static String vex(VexStatus status) {
    return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** {@code private key}, {@code world writable}. */
  public static String hygiene(HygieneFinding.Kind kind) {
    return switch (kind) {
      case PRIVATE_KEY -> "private key";
      case TOKEN -> "token";
      case WORLD_WRITABLE -> "world-writable";
      case SETUID_UNOWNED -> "setuid of no package";
      case EMPTY_PASSWORD -> "empty password";
    };
  }
}
