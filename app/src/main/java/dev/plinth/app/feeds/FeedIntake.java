package dev.plinth.app.feeds;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.vuln.advisory.Ecosystems;
import dev.plinth.vuln.advisory.FeedDeclaration;
import dev.plinth.vuln.advisory.FeedDeclaration.Coverage;
import dev.plinth.vuln.advisory.FeedRecord;
import dev.plinth.vuln.advisory.FeedSink;
import dev.plinth.vuln.database.AdvisoryDatabase;
import dev.plinth.vuln.database.DatabaseWriter;
import dev.plinth.vuln.feed.FeedDetection;
import dev.plinth.vuln.feed.FeedFiles;
import dev.plinth.vuln.feed.FeedKind;
import dev.plinth.vuln.feed.FeedParser;
import dev.plinth.vuln.feed.SecdbFeed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes files of any format that Plinth reads into a database: how a file begins tells which it is.
 * What comes from one path in one format is one feed, called {@code FORMAT:NAME}.
 */
public final class FeedIntake {
  private static final String LIFE = "end-of-life:";
  private final DatabaseWriter writer = new DatabaseWriter();
  private final Map<String, DatedFeed> feeds = new LinkedHashMap<>();
  private final Map<String, String> days = new HashMap<>();
  private final Set<String> given = new HashSet<>();
  private final List<String> unread = new ArrayList<>();
  private final Set<String> counted = new HashSet<>();
  private @Nullable PlinthException broken;

  /**
   * Takes a file, a folder or an archive.
   *
   * @param label by which its feeds are called
   * @param day of feeds that do not tell theirs, ISO 8601; empty where nobody knows
   */
  public void take(Path place, String label, String day) {
    take(place, label, day, false);
  }

  /**
   * The same.
   *
   * @param said whether a person said the day, so that it counts also where the newest record of a
   *     feed is older
   */
  public void take(Path place, String label, String day, boolean said) {
    Set<String> before = Set.copyOf(feeds.keySet());
    takeAll(place, label, day);
    if (said) {
      feeds.keySet().stream().filter(name -> !before.contains(name)).forEach(given::add);
    }
  }

  private void takeAll(Path place, String label, String day) {
    FeedParser parser = (in, file, _) -> parse(in, file, label, day);
    FeedFiles.read(place, parser, new Unread());
    if (broken != null) {
      throw broken;
    }
    // These have no ending by which they would be found in a folder.
    if (Files.isDirectory(place)) {
      try (Stream<Path> files = Files.list(place)) {
        files
            .filter(file -> LifeFiles.isSupport(String.valueOf(file.getFileName())))
            .sorted()
            .forEach(file -> FeedFiles.read(file, parser, new Unread()));
      } catch (IOException e) {
        throw new PlinthException(
            ErrorCode.MACHINE, place + " cannot be read", "check its permissions", e);
      }
    }
  }

  private void close() {
    feeds.forEach((name, feed) -> feed.close(days.getOrDefault(name, ""), given.contains(name)));
  }

  /** Writes all that was taken. */
  DatabaseWriter.Written write(Path file) {
    if (feeds.isEmpty()) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          unread.isEmpty() ? "there is no file of a feed in it" : unread.getFirst(),
          "give files or folders of OSV, Debian's tracker, secdb, CSAF, KEV, EPSS or CVE records");
    }
    close();
    return writer.write(file);
  }

  /** All that was taken as a database in memory. */
  public AdvisoryDatabase inMemory() {
    close();
    return AdvisoryDatabase.of(writer.bytes());
  }

  /** Names of the packages that the advisories are about. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    feeds.values().forEach(feed -> names.addAll(feed.names()));
    return names;
  }

  /** Files that are of no feed, one sentence each. */
  public List<String> unread() {
    return List.copyOf(unread);
  }

  private void parse(InputStream in, String file, String label, String day) {
    try {
      byte[] head = in.readNBytes(FeedDetection.HEAD);
      InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
      Optional<FeedKind> kind = FeedDetection.detect(head);
      if (kind.isPresent()) {
        parse(whole, file, parser(kind.get(), head), kind.get(), feed(kind.get(), label, day));
        return;
      }
      LifeFiles.Read life = LifeFiles.read(whole, head, file).orElseThrow(() -> noFeed(file, head));
      DatedFeed feed = feed(LIFE + label, Coverage.ALL_KNOWN, day);
      writer.life(life.table(), feed.inner());
      unread.addAll(life.gaps());
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT, file + " cannot be read: " + e.getMessage(), "get it again", e);
    }
  }

  /** What should be JSON and is none may have been a feed: an empty file, the page of an error. */
  private PlinthException noFeed(String file, byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1).strip();
    boolean json =
        text.startsWith("{") || text.startsWith("[") || text.startsWith("\u00ef\u00bb\u00bf");
    PlinthException e =
        new PlinthException(
            ErrorCode.BAD_INPUT,
            file + " is of no feed that Plinth reads",
            "give the files as their publisher has them, compressed or not");
    if (!json && file.contains(".json") && broken == null) {
      broken =
          new PlinthException(
              ErrorCode.BAD_INPUT,
              file + (text.isEmpty() ? " is empty" : " is no JSON") + ": it may have been a feed",
              "get it again, or take it away");
    }
    return e;
  }

  /**
   * Of a file that is damaged one record is missing, or a whole repository or catalogue: then what
   * the others of the same place do not list would count as safe, so nothing is taken.
   */
  private void parse(
      InputStream in, String file, FeedParser parser, FeedKind kind, DatedFeed feed) {
    try {
      parser.parse(in, file, feed);
    } catch (PlinthException e) {
      if (e.code() == ErrorCode.BAD_INPUT) {
        if (kind.isRecord()) {
          counted.add(String.valueOf(e.getMessage()));
          feed.gap(String.valueOf(e.getMessage()));
        } else if (broken == null) {
          broken = e;
        }
      }
      throw e;
    }
  }

  private DatedFeed feed(FeedKind kind, String label, String day) {
    String name = kind.word() + ":" + label;
    return feed(name, kind.coverage(), day);
  }

  private DatedFeed feed(String name, Coverage coverage, String day) {
    days.putIfAbsent(name, day);
    return feeds.computeIfAbsent(
        name, n -> new DatedFeed(writer.feed(new FeedDeclaration(n, coverage, ""))));
  }

  /** Rolling distributions publish secdb without a release: the address in it names them. */
  private static FeedParser parser(FeedKind kind, byte[] head) {
    if (kind != FeedKind.SECDB) {
      return kind.parser();
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    String rolling =
        text.contains("packages.wolfi.dev")
            ? Ecosystems.WOLFI
            : text.contains("packages.cgr.dev") ? Ecosystems.CHAINGUARD : "";
    return new SecdbFeed(rolling);
  }

  /** What is told of files as a whole; records go to the feeds themselves. */
  private final class Unread implements FeedSink {
    @Override
    public void accept(FeedRecord record) {
      throw new IllegalStateException("a record of no feed");
    }

    @Override
    public void gap(String sentence) {
      if (!counted.contains(sentence)) {
        unread.add(sentence);
      }
    }

    @Override
    public void covers(String part) {
      throw new IllegalStateException("a part of no feed");
    }

    @Override
    public void asOf(String date) {
      throw new IllegalStateException("a date of no feed");
    }
  }
}
