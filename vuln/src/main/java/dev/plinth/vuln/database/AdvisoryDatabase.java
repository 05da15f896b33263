package dev.plinth.vuln.database;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.vuln.advisory.AdvisoryIndex;
import dev.plinth.vuln.advisory.Entry;
import dev.plinth.vuln.advisory.FeedInfo;
import dev.plinth.vuln.advisory.VulnerabilityFacts;
import dev.plinth.vuln.database.Format.Section;
import dev.plinth.vuln.life.LifeTable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The database, mapped: opening looks at its head and its feeds only. The file is not trusted: what
 * is damaged is a {@code BAD_INPUT} error when it is looked up, and nothing outside the file can be
 * reached. Safe for use by several threads.
 */
public final class AdvisoryDatabase implements AdvisoryIndex, AutoCloseable {
  private final Arena arena;
  private final Mapped mapped;
  private final EntryReader reader = new EntryReader(this::head);
  private final List<FeedInfo> feeds;

  private AdvisoryDatabase(Arena arena, MemorySegment bytes) {
    this.arena = arena;
    this.mapped = new Mapped(bytes);
    this.feeds = readFeeds(mapped.record(Section.FEEDS, 0));
  }

  /**
   * Opens the file.
   *
   * @throws PlinthException {@code NOT_FOUND} where there is none, {@code BAD_INPUT} where it is
   *     none or of another version, {@code MACHINE} where it cannot be read
   */
  @SuppressWarnings("MustBeClosedChecker") // What is returned owns it.
  public static AdvisoryDatabase open(Path file) {
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new AdvisoryDatabase(arena, channel.map(MapMode.READ_ONLY, 0, channel.size(), arena));
    } catch (NoSuchFileException e) {
      arena.close();
      throw new PlinthException(
          ErrorCode.NOT_FOUND,
          "there is no database of advisories at " + file,
          "make one with 'plinth feeds update'",
          e);
    } catch (IOException e) {
      arena.close();
      throw new PlinthException(
          ErrorCode.MACHINE, file + " cannot be read", "check its permissions", e);
    } catch (PlinthException e) {
      arena.close();
      throw e;
    }
  }

  /** Of an array. */
  @SuppressWarnings("MustBeClosedChecker") // What is returned owns it.
  public static AdvisoryDatabase of(byte[] bytes) {
    return new AdvisoryDatabase(Arena.ofShared(), MemorySegment.ofArray(bytes));
  }

  @Override
  public List<FeedInfo> feeds() {
    return feeds;
  }

  @Override
  public List<Entry> entries(String ecosystem, String name) {
    List<Entry> found =
        mapped.find(
            Section.PACKAGE_SLOTS,
            Section.PACKAGES,
            Format.hash(ecosystem, name),
            in -> reader.read(in, ecosystem, name));
    return found == null ? List.of() : found;
  }

  @Override
  public Optional<VulnerabilityFacts> vulnerability(String id) {
    return Optional.ofNullable(
        mapped.find(
            Section.VULNERABILITY_SLOTS,
            Section.VULNERABILITIES,
            Format.hash("", id),
            in -> FactsCodec.read(in, id)));
  }

  /** When support ends. */
  public LifeTable life() {
    return LifeCodec.read(mapped.record(Section.LIFE, 0));
  }

  /** SHA-256 of the contents, as the file has it, in hex: the same for the same advisories. */
  public String digest() {
    return HexFormat.of().formatHex(mapped.digest());
  }

  /**
   * Reads all of it and compares its checksum: after it came from elsewhere, not at each use.
   *
   * @throws PlinthException {@code BAD_INPUT} where it does not hold
   */
  public void verify() {
    if (!Arrays.equals(mapped.digest(), mapped.computedDigest())) {
      throw Cursor.damaged("its checksum does not hold");
    }
  }

  private AdvisoryHead head(int number) {
    Cursor in = mapped.numbered(Section.ADVISORY_STARTS, Section.ADVISORIES, number);
    String id = in.text();
    int feed = in.number();
    if (feed >= feeds.size()) {
      throw Cursor.damaged("an advisory is of no feed");
    }
    return new AdvisoryHead(id, feed, in.list(), in.ratings());
  }

  private static List<FeedInfo> readFeeds(Cursor in) {
    int count = in.count();
    List<FeedInfo> feeds = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String name = in.text();
      String asOf = in.text();
      long records = in.varint();
      long gaps = in.varint();
      int covered = in.count();
      NavigableMap<String, Boolean> ecosystems = new TreeMap<>();
      for (int j = 0; j < covered; j++) {
        ecosystems.put(in.text(), in.octet() == 1);
      }
      feeds.add(new FeedInfo(name, asOf, records, gaps, ecosystems));
    }
    return List.copyOf(feeds);
  }

  @Override
  public void close() {
    arena.close();
  }
}
