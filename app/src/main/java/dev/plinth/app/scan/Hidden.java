package dev.plinth.app.scan;

import dev.plinth.app.vex.VexSource;
import dev.plinth.vuln.Finding;
import dev.plinth.vuln.vex.Suppression;
import dev.plinth.vuln.vex.VexStatement;

/**
 * A finding that somebody answers for: it is counted apart and fails no rule.
 *
 * @param finding as it was found
 * @param cause who says so
 */
public record Hidden(Finding finding, Cause cause) {
  /** Who says so. */
  public sealed interface Cause {
    /** A statement that holds: not affected, or fixed. */
    record ByVex(VexSource source, VexStatement statement) implements Cause {}

    /**
     * Somebody answers for it, for a time.
     *
     * @param file of suppressions
     */
    record BySuppression(String file, Suppression suppression) implements Cause {}
  }
}
