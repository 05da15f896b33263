package dev.plinth.cli;

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
    return new Coverage(Instant.now(), Duration.ofDays(days));
  }
}
