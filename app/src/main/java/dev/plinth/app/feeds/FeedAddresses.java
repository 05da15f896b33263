package dev.plinth.app.feeds;

import dev.plinth.app.Settings;
import dev.plinth.deb.repository.RepositoryAccess;
import dev.plinth.fetch.Backoff;
import dev.plinth.fetch.HttpTransport;
import dev.plinth.fetch.Refresh;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.model.Progress;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Feeds that others publish at addresses. */
final class FeedAddresses implements AutoCloseable {
  /** More than any feed has, compressed: 4 GiB. */
  private static final long LONGEST = 4L << 30;

  private final HttpTransport http;
  private final Refresh refresh;
  private final Progress progress;
  private final boolean offline;

  /**
   * @param plainHttp whether plain HTTP may be used to other machines
   */
  FeedAddresses(Settings settings, boolean plainHttp, Backoff backoff) {
    this.http =
        RepositoryAccess.http(
            new RepositoryAccess.Surroundings(
                Path.of("/"),
                settings.environment(),
                InstantSource.system(),
                RandomGenerator.getDefault()));
    this.refresh = new Refresh(http, backoff, InstantSource.system(), plainHttp);
    this.progress = settings.progress();
    this.offline = !settings.environment().getOrDefault("PLINTH_OFFLINE", "").isEmpty();
  }

  /**
   * What came of asking.
   *
   * @param source as it is now
   * @param problem why it could not be asked; empty where it was
   */
  record Asked(FeedSource source, String problem) {}

  /**
   * Asks for what is new.
   *
   * @param before what is remembered of it
   * @param day of feeds that do not tell theirs; the answer's own where empty
   * @throws PlinthException {@code NETWORK} where it cannot be had and was not before
   */
  Asked ask(String place, Optional<FeedSource> before, String day, FeedFolder folder) {
    URI uri = uri(place);
    Optional<FeedPiece> piece =
        before
            .filter(source -> source.pieces().size() == 1)
            .map(source -> source.pieces().getFirst())
            .filter(folder::has);
    Refresh.Known known =
        piece.isPresent()
            ? new Refresh.Known(before.get().etag(), before.get().lastModified())
            : Refresh.Known.NOTHING;
    Path draft = folder.draft();
    try (Progress.Phase phase = progress.begin("download")) {
      Refresh.Outcome outcome =
          offline
              ? new Refresh.Outcome.Failed(place + ": PLINTH_OFFLINE forbids asking")
              : refresh.get(uri, known, draft, LONGEST, phase);
      phase.result(
          switch (outcome) {
            case Refresh.Outcome.Unchanged _ -> name(uri) + " is unchanged";
            case Refresh.Outcome.Changed changed ->
                name(uri) + ", " + ((changed.size() + 1023) >> 10) + " KiB";
            case Refresh.Outcome.Failed _ -> name(uri) + " could not be had";
          });
      return switch (outcome) {
        case Refresh.Outcome.Unchanged _ ->
            new Asked(source(place, day, known, dated(piece.orElseThrow(), day, known)), "");
        case Refresh.Outcome.Changed changed -> {
          FeedPiece fresh =
              folder.adopt(draft, name(uri), day.isEmpty() ? today(changed.known()) : day);
          yield new Asked(source(place, day, changed.known(), fresh), "");
        }
        case Refresh.Outcome.Failed failed -> {
          if (piece.isEmpty()) {
            throw new PlinthException(
                ErrorCode.NETWORK,
                "cannot get the feed: " + failed.reason(),
                "check the address, the network and the proxy");
          }
          yield new Asked(before.orElseThrow(), failed.reason());
        }
      };
    } finally {
      delete(draft);
    }
  }

  private static FeedPiece dated(FeedPiece piece, String day, Refresh.Known known) {
    String now = day.isEmpty() ? published(known).orElse(piece.day()) : day;
    return new FeedPiece(piece.name(), now, piece.digest(), piece.size());
  }

  private static FeedSource source(String place, String day, Refresh.Known known, FeedPiece piece) {
    return new FeedSource(place, day, known.etag(), known.lastModified(), "", List.of(piece));
  }

  /** The day that the publisher gives the file, else today, when it was had. */
  private static String today(Refresh.Known known) {
    return published(known).orElseGet(() -> LocalDate.now(ZoneOffset.UTC).toString());
  }

  private static Optional<String> published(Refresh.Known known) {
    try {
      ZonedDateTime time =
          ZonedDateTime.parse(known.lastModified(), DateTimeFormatter.RFC_1123_DATE_TIME);
      LocalDate day = time.withZoneSameInstant(ZoneOffset.UTC).toLocalDate();
      return day.isAfter(LocalDate.now(ZoneOffset.UTC))
          ? Optional.empty()
          : Optional.of(day.toString());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static URI uri(String place) {
    try {
      URI uri = new URI(place);
      if (uri.getHost() == null) {
        throw new URISyntaxException(place, "no host");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new PlinthException(
          ErrorCode.USAGE, "'" + place + "' is no address", "write it as https://HOST/PATH", e);
    }
  }

  private static String name(URI uri) {
    String path = uri.getPath() == null ? "" : uri.getPath();
    return FeedFolder.fileName(path.isEmpty() || path.endsWith("/") ? uri.getHost() : path);
  }

  private static void delete(Path draft) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      // The next update prunes it.
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
