package dev.plinth.app.scan;

import dev.plinth.app.Settings;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.vuln.advisory.FeedInfo;
import dev.plinth.vuln.database.AdvisoryDatabase;
import dev.plinth.vuln.database.DatabaseWriter;
import dev.plinth.vuln.life.LifeTable;
import dev.plinth.vuln.match.Coverage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The database of advisories on this machine: one file in {@code PLINTH_FEEDS}, else in {@code
 * feeds} of the cache folder.
 */
public final class Feeds {
  private static final String FILE = "advisories.db";

  private final Path file;

  public Feeds(Settings settings) {
    String folder = settings.environment().getOrDefault("PLINTH_FEEDS", "");
    this.file =
        (folder.isEmpty() ? settings.cache().resolve("feeds") : Path.of(folder).toAbsolutePath())
            .resolve(FILE);
  }

  /**
   * What an update came to.
   *
   * @param feeds that are in the database now
   * @param gaps what was not read, one sentence each
   * @param bytes of the database
   */
  public record Updated(List<FeedInfo> feeds, List<String> gaps, long bytes) {
    public Updated {
      feeds = List.copyOf(feeds);
      gaps = List.copyOf(gaps);
    }
  }

  /**
   * A feed and its age.
   *
   * @param age empty where nobody says of which day it is
   * @param stale whether it is too old, or of no known day
   */
  public record Source(FeedInfo info, Optional<Duration> age, boolean stale) {}

  /**
   * What is in the database.
   *
   * @param releases of products with dates of their support
   * @param packages whose support ends on its own
   */
  public record Listing(List<Source> sources, int releases, int packages) {
    /** Where there is no database. */
    public static final Listing NONE = new Listing(List.of(), 0, 0);

    public Listing {
      sources = List.copyOf(sources);
    }
  }

  /** Where the database is, or would be. */
  public Path file() {
    return file;
  }

  /**
   * Makes the database of what {@code places} hold, and of nothing else; the old one is replaced at
   * once when all has been read.
   *
   * @param day of feeds that do not tell theirs, ISO 8601; empty where nobody knows
   */
  public Updated update(List<Path> places, String day) {
    try {
      if (!day.isEmpty()) {
        LocalDate.parse(day);
      }
    } catch (DateTimeParseException e) {
      throw new PlinthException(
          ErrorCode.USAGE, "'" + day + "' is no day", "write it as 2026-11-20", e);
    }
    FeedIntake intake = new FeedIntake(day);
    places.forEach(intake::take);
    DatabaseWriter.Written written = intake.write(file);
    List<String> gaps = new ArrayList<>(intake.unread());
    gaps.addAll(written.gaps());
    return new Updated(written.feeds(), gaps, written.bytes());
  }

  /** The database; empty where nobody has made one. To be closed. */
  Optional<AdvisoryDatabase> open() {
    return Files.exists(file) ? Optional.of(AdvisoryDatabase.open(file)) : Optional.empty();
  }

  /** What is in the database, in the order in which it was given. */
  public Listing list(Coverage coverage) {
    Optional<AdvisoryDatabase> database = open();
    if (database.isEmpty()) {
      return Listing.NONE;
    }
    try (AdvisoryDatabase opened = database.get()) {
      LifeTable life = opened.life();
      return new Listing(
          opened.feeds().stream()
              .map(info -> new Source(info, coverage.age(info), coverage.stale(info)))
              .toList(),
          life.cycles().size(),
          life.packages().size());
    }
  }
}
