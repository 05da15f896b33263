package dev.plinth.licence;

/**
 * What a policy says of a package.
 *
 * @param licence the licence that decided it; {@code unknown} for what is not understood
 * @param why for people
 */
public record Decision(Outcome outcome, String licence, String why) {
  /** From good to bad. */
  public enum Outcome {
    ALLOWED,
    /** Refused, but for an exception that has not ended. */
    EXCEPTED,
    REFUSED
  }

  static Decision worse(Decision one, Decision other) {
    return other.outcome().compareTo(one.outcome()) > 0 ? other : one;
  }

  static Decision better(Decision one, Decision other) {
    return other.outcome().compareTo(one.outcome()) < 0 ? other : one;
  }
}
