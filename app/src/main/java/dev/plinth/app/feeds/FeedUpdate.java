package dev.plinth.app.feeds;

import dev.plinth.app.Settings;
import dev.plinth.fetch.Backoff;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.trust.verify.KeyPolicy;
import dev.plinth.vuln.database.AdvisoryDatabase;
import dev.plinth.vuln.database.DatabaseWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Asks every source what is new, and makes the database where anything is. */
public final class FeedUpdate {
  /** Written into what decides the database: another one is made again. */
  private static final String FORMAT = "3";

  private final Settings settings;
  private final Path folder;
  private final Order order;
  private final Backoff backoff;

  /**
   * What is asked for.
   *
   * @param places addresses, paths, artifacts; those of the last time where empty
   * @param day of feeds that do not tell theirs, ISO 8601; empty where nobody knows
   * @param plainHttp whether plain HTTP may be used to other machines
   * @param trusted whose signature an artifact must have; asked only where there is one
   * @param unsigned whether artifacts need none
   */
  public record Order(
      List<String> places,
      String day,
      boolean plainHttp,
      Supplier<KeyPolicy> trusted,
      boolean unsigned) {
    public Order {
      places = List.copyOf(places);
    }

    /** Where no artifact is expected. */
    public static Supplier<KeyPolicy> nobody() {
      return () -> {
        throw new PlinthException(
            ErrorCode.VERIFICATION,
            "no key is named whose signature would count",
            "name one with --key, or say --allow-unsigned");
      };
    }
  }

  /**
   * What came of it.
   *
   * @param written empty where nothing had changed, and the database was not touched
   * @param unread what was not read, one sentence each
   * @param unasked sources that could not be asked, whose feeds are those of the last time, with
   *     the reasons
   */
  public record Result(
      Optional<DatabaseWriter.Written> written, List<String> unread, List<String> unasked) {
    public Result {
      unread = List.copyOf(unread);
      unasked = List.copyOf(unasked);
    }
  }

  /**
   * @param folder of the database
   */
  public FeedUpdate(Settings settings, Path folder, Order order) {
    this(settings, folder, order, Backoff.usual(RandomGenerator.getDefault()));
  }

  FeedUpdate(Settings settings, Path folder, Order order, Backoff backoff) {
    this.settings = settings;
    this.folder = folder;
    this.order = order;
    this.backoff = backoff;
  }

  /** Does it; where it fails, the database and what is remembered are those of before. */
  public Result run() {
    String day = FeedDays.check(order.day());
    try (FeedFolder store = FeedFolder.lock(folder)) {
      FeedFolder.Memory before = store.read();
      List<String> places =
          order.places().isEmpty()
              ? before.sources().stream().map(FeedSource::place).toList()
              : order.places().stream().map(FeedUpdate::normal).distinct().toList();
      if (places.isEmpty()) {
        throw new PlinthException(
            ErrorCode.USAGE,
            "no feed is named, and none is remembered",
            "plinth feeds update SOURCE…");
      }
      List<String> unasked = new ArrayList<>();
      List<FeedSource> now = refreshed(places, day, before, store, unasked);
      String inputs = inputs(now);
      if (inputs.equals(before.inputs()) && isWhole(store.database())) {
        // Addresses may have told new tags of the same content.
        store.write(new FeedFolder.Memory(now, inputs));
        store.prune(now);
        return new Result(Optional.empty(), List.of(), unasked);
      }
      FeedIntake intake = new FeedIntake();
      take(now, store, intake);
      DatabaseWriter.Written written = intake.write(store.database());
      store.write(new FeedFolder.Memory(now, inputs));
      store.prune(now);
      return new Result(Optional.of(written), intake.unread(), unasked);
    }
  }

  /** One that is damaged, or of another Plinth, is made again, as those who find it so advise. */
  private static boolean isWhole(Path database) {
    try (AdvisoryDatabase _ = AdvisoryDatabase.open(database)) {
      return true;
    } catch (PlinthException e) {
      if (e.code() == ErrorCode.NOT_FOUND || e.code() == ErrorCode.BAD_INPUT) {
        return false;
      }
      throw e;
    }
  }

  private List<FeedSource> refreshed(
      List<String> places,
      String day,
      FeedFolder.Memory before,
      FeedFolder store,
      List<String> unasked) {
    List<FeedSource> now = new ArrayList<>();
    try (FeedAddresses addresses = new FeedAddresses(settings, order.plainHttp(), backoff)) {
      for (String place : places) {
        Optional<FeedSource> known = before.source(place);
        String own = day.isEmpty() && order.places().isEmpty() ? dayOf(known) : day;
        switch (FeedSource.kind(place)) {
          case PATH ->
              now.add(
                  new FeedSource(place, own, "", "", FeedPaths.state(Path.of(place)), List.of()));
          case ARTIFACT -> {
            FeedArtifact artifact = FeedArtifact.open(FeedArtifact.Place.parse(place));
            if (!order.unsigned()) {
              artifact.verify(order.trusted().get());
            }
            now.add(
                new FeedSource(
                    place, own, "", "", artifact.digest().toString(), artifact.take(store, own)));
          }
          case URL -> {
            FeedAddresses.Asked asked = addresses.ask(place, known, own, store);
            now.add(asked.source());
            if (!asked.problem().isEmpty()) {
              unasked.add(asked.problem());
            }
          }
        }
      }
    }
    return now;
  }

  private static String dayOf(Optional<FeedSource> known) {
    return known.map(FeedSource::day).orElse("");
  }

  private static String inputs(List<FeedSource> sources) {
    StringBuilder text = new StringBuilder(FORMAT).append('\n');
    sources.forEach(source -> text.append(source.identity()));
    return Digest.of(text.toString()).toString();
  }

  private static void take(List<FeedSource> sources, FeedFolder store, FeedIntake intake) {
    FeedLabels labels = new FeedLabels();
    for (FeedSource source : sources) {
      boolean said = !source.day().isEmpty();
      if (source.kind() == FeedSource.Kind.PATH) {
        intake.take(Path.of(source.place()), labels.of(source), source.day(), said);
      }
      for (FeedPiece piece : source.pieces()) {
        boolean address = source.kind() == FeedSource.Kind.URL;
        String label = address ? labels.of(source) : labels.of(piece.name());
        intake.take(store.place(piece), label, piece.day(), said);
      }
    }
  }

  /** A place as it is remembered: paths absolute, {@code file:} a path, a layout an artifact. */
  static String normal(String place) {
    if (place.startsWith("https://") || place.startsWith("http://")) {
      return place;
    }
    if (place.startsWith("oci:")) {
      return FeedArtifact.Place.parse(place).toString();
    }
    try {
      Path path = place.startsWith("file:") ? Path.of(URI.create(place)) : Path.of(place);
      Path absolute = path.toAbsolutePath().normalize();
      boolean layout =
          Files.isRegularFile(absolute.resolve("oci-layout"))
              && Files.isRegularFile(absolute.resolve("index.json"));
      return layout ? "oci:" + absolute : absolute.toString();
    } catch (IllegalArgumentException | java.nio.file.FileSystemNotFoundException e) {
      throw new PlinthException(
          ErrorCode.USAGE,
          "'" + place + "' is neither an address nor a path",
          "write https://…, file:///…, oci:DIR or a path",
          e);
    }
  }

  /**
   * Where the feeds of a database come from.
   *
   * @return places by what stands behind the colon in the names of feeds
   */
  public static Map<String, String> places(Path folder) {
    return FeedLabels.places(FeedFolder.read(folder).sources());
  }

  /** What is remembered in a folder, in the order in which it was given. */
  public static List<FeedSource> remembered(Path folder) {
    return new ArrayList<>(new LinkedHashSet<>(FeedFolder.read(folder).sources()));
  }
}
