package dev.plinth.app.scan;

import dev.plinth.app.Settings;
import dev.plinth.app.feeds.FeedIntake;
import dev.plinth.inventory.Inventory;
import dev.plinth.inventory.json.InventoryJson;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.vuln.bulk.BulkMatcher;
import dev.plinth.vuln.bulk.BulkResults;
import dev.plinth.vuln.bulk.ListsWriter;
import dev.plinth.vuln.bulk.PackageLists;
import dev.plinth.vuln.bulk.StoredLists;
import dev.plinth.vuln.database.AdvisoryDatabase;
import dev.plinth.vuln.match.Coverage;
import dev.plinth.vuln.match.PackageMatcher;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The package lists of very many images in one file, judged again without the images. */
public final class Fleets {
  /** Files of inventories, one a line. */
  private static final String INVENTORIES = ".jsonl";

  private final Settings settings;

  public Fleets(Settings settings) {
    this.settings = settings;
  }

  /**
   * What a file holds.
   *
   * @param lists how many
   * @param distinct how many that differ
   * @param packages how many that differ
   */
  public record Size(int lists, int distinct, int packages) {}

  /**
   * What a match came to.
   *
   * @param findings in all lists together
   * @param unknown packages that cannot be judged, in all lists together
   */
  public record Matched(Size size, long findings, long unknown) {}

  /**
   * Adds the packages of images; a list of the same name is replaced.
   *
   * @param file made where there is none
   * @param subjects as {@link Scans} takes them, or files of inventories as JSON, one a line: one
   *     that has a digest that was read before and nothing else has the same packages
   */
  public Size add(Path file, List<String> subjects, String platform) throws IOException {
    PackageLists lists = new PackageLists();
    if (Files.exists(file)) {
      lists.addAll(StoredLists.open(file));
    }
    Scans scans = new Scans(settings);
    for (String subject : subjects) {
      if (subject.endsWith(INVENTORIES)) {
        addInventories(Path.of(subject), lists);
      } else {
        Inventory inventory = scans.inventory(new Scans.Request(subject, "", platform));
        lists.add(subject, inventory);
      }
    }
    ListsWriter.write(lists, file);
    return new Size(lists.size(), lists.distinct(), lists.packages());
  }

  private static void addInventories(Path file, PackageLists lists) throws IOException {
    Map<String, String> byDigest = new HashMap<>();
    int number = 0;
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        Inventory inventory =
            InventoryJson.read(line.getBytes(StandardCharsets.UTF_8), file + " line " + number);
        String same = byDigest.get(inventory.digest());
        if (same != null && inventory.items().isEmpty()) {
          lists.addSame(inventory.subject(), lists.find(same));
        } else {
          lists.add(inventory.subject(), inventory);
          if (!inventory.digest().isEmpty()) {
            byDigest.putIfAbsent(inventory.digest(), inventory.subject());
          }
        }
      }
    }
  }

  /**
   * Judges all lists with the feeds of this machine.
   *
   * @param results is written as {@link BulkResults} says
   */
  public Matched match(Path file, Path results, Coverage coverage) throws IOException {
    StoredLists lists = StoredLists.open(file);
    Optional<AdvisoryDatabase> database = new Feeds(settings).open();
    if (database.isEmpty()) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND, "there are no feeds", "plinth feeds update PATH…");
    }
    try (AdvisoryDatabase opened = database.get()) {
      PackageMatcher matcher =
          new PackageMatcher(opened, Formats.versions(), Optional.of(coverage));
      BulkResults.Totals totals = BulkResults.write(BulkMatcher.match(lists, matcher), results);
      return new Matched(size(lists), totals.findings(), totals.unknown());
    }
  }

  /**
   * The names of the lists that some advisories hit, in their order.
   *
   * @param advisories files, folders or archives of any format of a feed
   */
  public List<String> affected(Path file, List<Path> advisories) {
    StoredLists lists = StoredLists.open(file);
    FeedIntake intake = new FeedIntake();
    for (Path place : advisories) {
      intake.take(place, String.valueOf(place.getFileName()), "");
    }
    if (!intake.unread().isEmpty()) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT, intake.unread().getFirst(), "give advisories that can be read");
    }
    try (AdvisoryDatabase database = intake.inMemory()) {
      PackageMatcher matcher = new PackageMatcher(database, Formats.versions(), Optional.empty());
      return BulkMatcher.affected(lists, matcher, intake.names());
    }
  }

  /** What is in a file. */
  public Size size(Path file) {
    return size(StoredLists.open(file));
  }

  private static Size size(StoredLists lists) {
    return new Size(lists.size(), lists.distinct(), lists.packages());
  }
}
