package dev.plinth.pipeline.check;

/**
 * What came of one test.
 *
 * @param name of the test
 * @param outcome whether it held
 * @param message what was wrong, or why it could not run; empty where it held
 * @param seconds it took
 */
public record CheckResult(String name, Outcome outcome, String message, double seconds) {
  /** How a test ended. */
  public enum Outcome {
    PASSED,
    FAILED,
    /** Not run, for the reason given: never counted as passed. */
    SKIPPED
  }
}
