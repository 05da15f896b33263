package dev.plinth.pipeline.verify;

/**
 * One link of the chain.
 *
 * @param name what is checked: {@code signature}, {@code archive}, {@code files linux/amd64}
 * @param outcome whether it holds
 * @param said what was found, or why it does not hold
 */
public record Link(String name, Outcome outcome, String said) {
  /** How a link stands. */
  public enum Outcome {
    HOLDS,
    BROKEN,
    /** It is not there, and nobody asked that it be. */
    ABSENT,
    /** A link before it is broken. */
    NOT_CHECKED
  }
}
