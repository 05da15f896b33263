package dev.plinth.fetch;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to try again: exponentially later, with full jitter, so that many clients do not come back
 * at once; or when the other side says.
 *
 * @param attempts in all, at one place, that bring nothing new
 * @param first the longest pause before the second attempt; it doubles with each
 * @param longest no pause is longer; a Retry-After that is, means that the place is given up
 */
public record Backoff(
    int attempts, Duration first, Duration longest, RandomGenerator random, Pause pause) {

  /** Waits. */
  @FunctionalInterface
  public interface Pause {
    void sleep(Duration time) throws InterruptedException;
  }

  /** Four attempts, pauses up to 0.4, 0.8 and 1.6 s, and 30 s where the other side asks for it. */
  public static Backoff usual(RandomGenerator random) {
    return new Backoff(
        4, Duration.ofMillis(400), Duration.ofSeconds(30), random, time -> Thread.sleep(time));
  }

  /** No second attempts. */
  public static Backoff never() {
    return new Backoff(1, Duration.ZERO, Duration.ZERO, new java.util.Random(0), _ -> {});
  }

  /**
   * Waits before the next attempt.
   *
   * @param failed how many attempts brought nothing, from 1
   * @param retryAfter what the other side asked for; negative where it did not
   * @return false where there shall be no other attempt
   */
  boolean again(int failed, Duration retryAfter) throws InterruptedIOException {
    if (failed >= attempts || retryAfter.compareTo(longest) > 0) {
      return false;
    }
    long bound = Math.min(first.toMillis() << Math.min(failed - 1, 16), longest.toMillis());
    long millis = bound <= 0 ? 0 : bound / 2 + random.nextLong(bound / 2 + 1);
    Duration time = retryAfter.isNegative() ? Duration.ofMillis(millis) : retryAfter;
    try {
      if (!time.isZero()) {
        pause.sleep(time);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException stopped = new InterruptedIOException("interrupted");
      stopped.initCause(e);
      throw stopped;
    }
  }
}
