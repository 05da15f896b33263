package dev.plinth.fetch;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The Retry-After field (RFC 9110, 10.2.3): seconds or a date. */
final class RetryAfter {
  static final Duration NOT_SAID = Duration.ofMillis(-1);

  private RetryAfter() {}

  /** How long to wait; {@link #NOT_SAID} where the answer has no usable field. */
  static Duration of(Response response, InstantSource clock) {
    Optional<String> field = response.headers().first("Retry-After");
    if (field.isEmpty() || !worthRetrying(response.status())) {
      return NOT_SAID;
    }
    String text = field.get().trim();
    if (!text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      ZonedDateTime when = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration wait = Duration.between(clock.instant(), when.toInstant());
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeException e) {
      return NOT_SAID;
    }
  }

  /** Statuses that may be another one soon. */
  static boolean worthRetrying(int status) {
    return status == 408 || status == 425 || status == 429 || status >= 500;
  }
}
