package dev.plinth.app.scan;

import dev.plinth.app.Settings;
import dev.plinth.app.feeds.FeedBundle;
import dev.plinth.app.feeds.FeedUpdate;
import dev.plinth.trust.key.Signer;
import dev.plinth.vuln.advisory.FeedInfo;
import dev.plinth.vuln.database.AdvisoryDatabase;
import dev.plinth.vuln.database.DatabaseWriter;
import dev.plinth.vuln.life.LifeTable;
import dev.plinth.vuln.match.Coverage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The database of advisories on this machine: one file in {@code PLINTH_FEEDS}, else in {@code
 * feeds} of the cache folder.
 */
public final class Feeds {
  private static final String FILE = "advisories.db";

  private final Settings settings;
  private final Path file;

  public Feeds(Settings settings) {
    this.settings = settings;
    String folder = settings.environment().getOrDefault("PLINTH_FEEDS", "");
    this.file =
        (folder.isEmpty() ? settings.cache().resolve("feeds") : Path.of(folder).toAbsolutePath())
            .resolve(FILE);
  }

  /**
   * What an update came to.
   *
   * @param changed whether there is a new database
   * @param feeds that are in it now
   * @param gaps what was not read, one sentence each
   * @param unasked why sources could not be asked, whose feeds are those of the last time
   */
  public record Updated(
      boolean changed, List<FeedInfo> feeds, List<String> gaps, List<String> unasked) {
    public Updated {
      feeds = List.copyOf(feeds);
      gaps = List.copyOf(gaps);
      unasked = List.copyOf(unasked);
    }
  }

  /**
   * A feed and its age.
   *
   * @param kind of its format: {@code osv}
   * @param place where it comes from; empty where nobody remembers
   * @param age empty where nobody says of which day it is
   * @param stale whether it is too old, or of no known day
   */
  public record Source(
      FeedInfo info, String kind, String place, Optional<Duration> age, boolean stale) {}

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
   * Asks every source what is new, and makes the database of what all of them have, and of nothing
   * else; the old one is replaced at once when all has been read.
   */
  public Updated update(FeedUpdate.Order order) {
    FeedUpdate.Result result = new FeedUpdate(settings, folder(), order).run();
    List<String> gaps = new ArrayList<>(result.unread());
    result.written().ifPresent(written -> gaps.addAll(written.gaps()));
    List<FeedInfo> feeds =
        result.written().map(DatabaseWriter.Written::feeds).orElseGet(this::opened);
    return new Updated(result.written().isPresent(), feeds, gaps, result.unasked());
  }

  private List<FeedInfo> opened() {
    try (AdvisoryDatabase database = AdvisoryDatabase.open(file)) {
      return database.feeds();
    }
  }

  /**
   * The same with what lies on this machine.
   *
   * @param day of feeds that do not tell theirs, ISO 8601; empty where nobody knows
   */
  public Updated update(List<Path> places, String day) {
    List<String> texts = places.stream().map(Path::toString).toList();
    return update(new FeedUpdate.Order(texts, day, false, FeedUpdate.Order.nobody(), false));
  }

  /** Makes an artifact of the feeds that are here. */
  public FeedBundle.Made bundle(String destination, List<? extends Signer> signers) {
    return FeedBundle.make(folder(), destination, signers);
  }

  private Path folder() {
    return Objects.requireNonNull(file.getParent());
  }

  /** The database; empty where nobody has made one. To be closed. */
  Optional<AdvisoryDatabase> open() {
    return Files.exists(file) ? Optional.of(AdvisoryDatabase.open(file)) : Optional.empty();
  }

  private static Source source(FeedInfo info, Map<String, String> places, Coverage coverage) {
    int colon = info.name().indexOf(':');
    String kind = colon < 0 ? "" : info.name().substring(0, colon);
    String place = places.getOrDefault(info.name().substring(colon + 1), "");
    return new Source(info, kind, place, coverage.age(info), coverage.stale(info));
  }

  /** What is in the database, in the order in which it was given. */
  public Listing list(Coverage coverage) {
    Optional<AdvisoryDatabase> database = open();
    if (database.isEmpty()) {
      return Listing.NONE;
    }
    try (AdvisoryDatabase opened = database.get()) {
      LifeTable life = opened.life();
      Map<String, String> places = FeedUpdate.places(folder());
      return new Listing(
          opened.feeds().stream().map(info -> source(info, places, coverage)).toList(),
          life.cycles().size(),
          life.packages().size());
    }
  }
}
