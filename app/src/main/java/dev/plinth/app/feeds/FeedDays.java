package dev.plinth.app.feeds;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** Days as people and bundles give them. */
final class FeedDays {
  private FeedDays() {}

  /** The same day; empty stays empty, anything else is a {@code USAGE} error. */
  static String check(String day) {
    try {
      return day.isEmpty() ? day : LocalDate.parse(day).toString();
    } catch (DateTimeParseException e) {
      throw new PlinthException(
          ErrorCode.USAGE, "'" + day + "' is no day", "write it as 2026-11-20", e);
    }
  }
}
