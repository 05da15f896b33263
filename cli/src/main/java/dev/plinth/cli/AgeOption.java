package dev.plinth.cli;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.vuln.match.Coverage;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Option;

/** How old feeds may be. */
final class AgeOption {
  @Option(
      names = "--max-age",
      paramLabel = "DAYS",
      description = "From which age on feeds are stale (default: 7).")
  int days = (int) Coverage.WEEK.toDays();

  /** As of now. */
  Coverage coverage() {
    if (days < 0) {
      throw new PlinthException(
          ErrorCode.USAGE, "--max-age " + days + " is no age", "give a number of days");
    }
    return new Coverage(Instant.now(), Duration.ofDays(days));
  }
}
