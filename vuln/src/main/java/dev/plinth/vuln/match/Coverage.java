package dev.plinth.vuln.match;

import dev.plinth.vuln.advisory.FeedInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * Which feeds cover an ecosystem, and whether they are new enough.
 *
 * @param now the time of the scan
 * @param oldest the age from which a feed says too little
 */
public record Coverage(Instant now, Duration oldest) {
  /** A week: distributions publish every day. */
  public static final Duration WEEK = Duration.ofDays(7);

  private static final int DAY_LENGTH = 10;

  /** Why what feeds do not list in these ecosystems is not known to be safe; empty where it is. */
  Optional<String> problem(List<FeedInfo> feeds, List<String> ecosystems) {
    List<FeedInfo> covering =
        feeds.stream()
            .filter(feed -> ecosystems.stream().anyMatch(feed.ecosystems()::containsKey))
            .toList();
    if (covering.isEmpty()) {
      return Optional.of("no feed covers " + ecosystems.getFirst());
    }
    if (covering.stream().anyMatch(feed -> age(feed).map(this::fresh).orElse(false))) {
      return Optional.empty();
    }
    String dates =
        covering.stream()
            .map(f ->
                f.asOf().isEmpty() ? f.name() + " of no known date" : f.name() + " of " + f.asOf())
            .sorted()
            .reduce((a, b) -> a + ", " + b)
            .orElse("");
    return Optional.of(
        "the feeds of "
            + ecosystems.getFirst()
            + " are older than "
            + oldest.toDays()
            + " days: "
            + dates);
  }

  /** Whether a feed is too old, or of no known date. */
  public boolean stale(FeedInfo feed) {
    return !age(feed).map(this::fresh).orElse(false);
  }

  private boolean fresh(Duration age) {
    return age.compareTo(oldest) <= 0;
  }

  /** The age; empty where nobody says. */
  public Optional<Duration> age(FeedInfo feed) {
    String date = feed.asOf();
    if (date.length() < DAY_LENGTH) {
      return Optional.empty();
    }
    try {
      LocalDate day = LocalDate.parse(date.substring(0, DAY_LENGTH));
      return Optional.of(Duration.between(day.atStartOfDay(ZoneOffset.UTC).toInstant(), now));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
