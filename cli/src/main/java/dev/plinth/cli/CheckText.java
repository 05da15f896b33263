package dev.plinth.cli;

import dev.plinth.pipeline.check.CheckResult;
import dev.plinth.pipeline.check.CheckResult.Outcome;
import java.util.List;

/** Test results for people. */
final class CheckText {
  private CheckText() {}

  /** {@code 5 passed}, {@code 4 passed, 1 skipped}, {@code none}. */
  static String summary(List<CheckResult> checks) {
    if (checks.isEmpty()) {
      return "none";
    }
    StringBuilder text = new StringBuilder();
    for (Outcome outcome : Outcome.values()) {
      long count = checks.stream().filter(check -> check.outcome() == outcome).count();
      if (count > 0) {
        text.append(text.isEmpty() ? "" : ", ").append(count).append(' ');
        text.append(outcome.name().toLowerCase(java.util.Locale.ROOT));
      }
    }
    return text.toString();
  }
}
