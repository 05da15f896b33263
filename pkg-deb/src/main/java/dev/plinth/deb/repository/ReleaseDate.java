package dev.plinth.deb.repository;

import dev.plinth.deb.repository.ReleaseFile.Unusable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** {@code Sat, 11 Jul 2026 10:16:37 UTC} (RFC 5322 with a zone that is always UTC). */
final class ReleaseDate {
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private ReleaseDate() {}

  static Instant parse(String text) throws Unusable {
    String[] words = text.trim().split("[ ]+", -1);
    int at = words.length == 6 && words[0].endsWith(",") ? 1 : 0;
    if (words.length - at != 5 || !List.of("UTC", "GMT", "Z", "+0000").contains(words[at + 4])) {
      throw bad(text);
    }
    String[] clock = words[at + 3].split(":", -1);
    if (clock.length != 3) {
      throw bad(text);
    }
    try {
      return LocalDateTime.of(
              number(words[at + 2], text),
              MONTHS.indexOf(words[at + 1]) + 1,
              number(words[at], text),
              number(clock[0], text),
              number(clock[1], text),
              number(clock[2], text))
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw bad(text);
    }
  }

  private static int number(String digits, String text) throws Unusable {
    if (digits.isEmpty() || digits.length() > 4) {
      throw bad(text);
    }
    int value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw bad(text);
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static Unusable bad(String text) {
    String shown = text.length() > 60 ? text.substring(0, 60) : text;
    return new Unusable(shown.isEmpty() ? "it has no date" : "its date '" + shown + "' is none");
  }
}
