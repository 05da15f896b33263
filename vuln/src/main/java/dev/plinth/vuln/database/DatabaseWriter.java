package dev.plinth.vuln.database;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.vuln.advisory.FeedDeclaration;
import dev.plinth.vuln.advisory.FeedInfo;
import dev.plinth.vuln.advisory.FeedSink;
import dev.plinth.vuln.database.Format.Section;
import dev.plinth.vuln.life.LifeTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the database: feeds are handed in one after the other, then it is written whole. The same
 * records in the same order make the same bytes. For one thread.
 */
public final class DatabaseWriter {
  private final Draft draft = new Draft();
  private final List<Feeding> feeds = new ArrayList<>();
  private LifeTable life = LifeTable.EMPTY;

  /**
   * What was written.
   *
   * @param feeds with their counts
   * @param gaps what was not read, a sentence each, at most a thousand of each feed
   * @param bytes of the file
   */
  public record Written(List<FeedInfo> feeds, List<String> gaps, long bytes) {
    public Written {
      feeds = List.copyOf(feeds);
      gaps = List.copyOf(gaps);
    }
  }

  /** Takes a feed's records. */
  public FeedSink feed(FeedDeclaration declared) {
    Feeding feeding = new Feeding(declared, feeds.size(), draft);
    feeds.add(feeding);
    return feeding;
  }

  /** Adds dates; what was added first counts where two differ. */
  public void life(LifeTable table) {
    life = life.and(table);
  }

  /**
   * Adds dates that came with a feed.
   *
   * @param feed as {@link #feed} gave it
   */
  public void life(LifeTable table, FeedSink feed) {
    life(table);
    if (feed instanceof Feeding feeding) {
      feeding.counted(table.cycles().size() + table.packages().size());
    }
  }

  /**
   * Writes the file beside its place and moves it there: who has the old one open keeps reading it.
   *
   * @throws PlinthException {@code MACHINE} where it cannot be written
   */
  public Written write(Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null) {
        throw new IOException("it has no folder");
      }
      Files.createDirectories(folder);
      Path draftFile = Files.createTempFile(folder, file.getFileName() + ".", ".part");
      try {
        try (FileChannel channel = FileChannel.open(draftFile, StandardOpenOption.WRITE)) {
          write(Channels.newOutputStream(channel));
          channel.force(true);
        }
        Files.move(
            draftFile, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(draftFile);
      }
      return written(Files.size(file));
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.MACHINE,
          file + " cannot be written",
          "check that the folder can be written to and has room",
          e);
    }
  }

  /** The file as an array, for a few advisories that are not worth a file. */
  public byte[] bytes() {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      write(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Written written(long bytes) {
    return new Written(
        feeds.stream().map(Feeding::info).toList(),
        feeds.stream().flatMap(f -> f.gaps().stream()).toList(),
        bytes);
  }

  private void write(OutputStream out) throws IOException {
    Map<Section, Bytes> sections = new EnumMap<>(Section.class);
    List<AdvisoryHead> heads = draft.heads();
    Bytes starts = new Bytes(1 << 12);
    Bytes advisories = new Bytes(1 << 16);
    heads.forEach(head -> {
      starts.fixed32(advisories.size());
      advisories.record(head(head));
    });
    sections.put(Section.ADVISORY_STARTS, starts);
    sections.put(Section.ADVISORIES, advisories);
    packages(sections);
    vulnerabilities(sections);
    Bytes told = new Bytes(1 << 10);
    told.record(feedInfos());
    sections.put(Section.FEEDS, told);
    Bytes dates = new Bytes(1 << 10);
    dates.record(LifeCodec.write(life, draft.writer));
    sections.put(Section.LIFE, dates);
    // Last: all the others have put their texts in.
    sections.put(Section.TEXT_STARTS, draft.texts.starts());
    sections.put(Section.TEXTS, draft.texts.texts());
    Assembly.write(sections, out);
  }

  private Bytes head(AdvisoryHead head) {
    Bytes body = new Bytes(64);
    draft.writer.text(body, head.id());
    body.varint(head.feed());
    draft.writer.texts(body, head.vulnerabilities());
    draft.writer.ratings(body, head.ratings());
    return body;
  }

  private void packages(Map<Section, Bytes> sections) {
    HashTable table = new HashTable(draft.packages.size());
    Bytes records = new Bytes(1 << 20);
    draft.packages.forEach((key, collected) -> {
      table.put(Format.hash(key.ecosystem(), key.name()), records.size());
      Bytes body = new Bytes(collected.entries.size() + 16);
      draft.writer.text(body, key.ecosystem());
      draft.writer.text(body, key.name());
      body.varint(collected.count);
      body.put(collected.entries.data(), 0, collected.entries.size());
      records.record(body);
    });
    sections.put(Section.PACKAGE_SLOTS, table.bytes());
    sections.put(Section.PACKAGES, records);
  }

  private void vulnerabilities(Map<Section, Bytes> sections) {
    var facts = draft.facts();
    HashTable table = new HashTable(facts.size());
    Bytes records = new Bytes(1 << 16);
    for (var fact : facts) {
      table.put(Format.hash("", fact.id()), records.size());
      records.record(FactsCodec.write(fact, draft.writer));
    }
    sections.put(Section.VULNERABILITY_SLOTS, table.bytes());
    sections.put(Section.VULNERABILITIES, records);
  }

  private Bytes feedInfos() {
    Bytes body = new Bytes(1 << 10);
    body.varint(feeds.size());
    for (Feeding feeding : feeds) {
      FeedInfo info = feeding.info();
      draft.writer.text(body, info.name());
      draft.writer.text(body, info.asOf());
      body.varint(info.records());
      body.varint(info.gaps());
      body.varint(info.ecosystems().size());
      info.ecosystems()
          .forEach((ecosystem, unfixed) -> {
            draft.writer.text(body, ecosystem);
            body.put(unfixed ? 1 : 0);
          });
    }
    return body;
  }
}
