package dev.plinth.vuln.bulk;

import dev.plinth.inventory.SystemFacts;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import dev.plinth.pkg.installed.PackageType;
import dev.plinth.vuln.bulk.ListsFile.Section;
import dev.plinth.vuln.match.Scope;
import dev.plinth.vuln.match.Scopes;
import dev.plinth.vuln.match.Subject;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;

/**
 * Lists of packages in a file that is mapped: only what is asked for is decoded. The file may come
 * from anybody: its checksum is compared when it is opened, each place and length when it is used.
 */
public final class StoredLists implements Lists {
  private static final int TEXTS = 8;
  private static final long LARGEST = Integer.MAX_VALUE;

  private final ByteBuffer file;
  private final int packages;
  private final int distinct;
  private final int lists;
  private final Map<Integer, SystemFacts> systems = new ConcurrentHashMap<>();
  private final Map<Integer, Scope> scopes = new ConcurrentHashMap<>();

  private StoredLists(ByteBuffer file) {
    this.file = file;
    if (file.capacity() < ListsFile.HEAD
        || !Arrays.equals(bytes(0, ListsFile.MAGIC.length), ListsFile.MAGIC)) {
      throw ListsFile.damaged("it does not begin as one");
    }
    packages = file.getInt(ListsFile.COUNTS_AT);
    distinct = file.getInt(ListsFile.COUNTS_AT + 4);
    lists = file.getInt(ListsFile.COUNTS_AT + 8);
    CRC32C crc = new CRC32C();
    crc.update(file.slice(ListsFile.SECTIONS_AT, file.capacity() - ListsFile.SECTIONS_AT));
    if ((int) crc.getValue() != file.getInt(ListsFile.CRC_AT)) {
      throw ListsFile.damaged("its checksum does not hold");
    }
    table(Section.PACKAGE_STARTS, packages + 1L);
    table(Section.NAMES, 2L * packages);
    table(Section.CONTENTS_STARTS, distinct + 1L);
    table(Section.LISTS, lists);
    table(Section.ID_STARTS, lists + 1L);
  }

  /**
   * Opens a file; it is unmapped some time after nobody refers to this any more.
   *
   * @throws PlinthException {@code NOT_FOUND}, or {@code BAD_INPUT} where it is damaged
   */
  public static StoredLists open(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() > LARGEST) {
        throw ListsFile.damaged("it is larger than any");
      }
      ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      return new StoredLists(mapped.order(ByteOrder.LITTLE_ENDIAN));
    } catch (NoSuchFileException e) {
      throw new PlinthException(
          ErrorCode.NOT_FOUND, "there is no " + file, "make it with plinth fleet add", e);
    } catch (IOException e) {
      throw new PlinthException(
          ErrorCode.MACHINE, file + " cannot be read: " + e.getMessage(), "check it", e);
    }
  }

  private byte[] bytes(int at, int length) {
    byte[] bytes = new byte[length];
    file.get(at, bytes);
    return bytes;
  }

  private int place(int section) {
    int place = file.getInt(ListsFile.SECTIONS_AT + 4 * section);
    if (place < ListsFile.HEAD || place > file.capacity()) {
      throw ListsFile.damaged("a section lies outside it");
    }
    return place;
  }

  private void table(Section section, long count) {
    long length = (long) place(section.number() + 1) - place(section.number());
    if (count < 0 || length != 4 * count) {
      throw ListsFile.damaged("a table has another length than it says");
    }
  }

  private int number(Section table, int index, int count) {
    if (index < 0 || index >= count) {
      throw ListsFile.damaged("a number is out of range");
    }
    return file.getInt(place(table.number()) + 4 * index);
  }

  /** One record of the section behind a table. */
  private ByteBuffer record(Section starts, int index, int count) {
    int from = number(starts, index, count);
    int to = number(starts, index + 1, count + 1);
    int begin = place(starts.number() + 1);
    int length = place(starts.number() + 2) - begin;
    if (from < 0 || from > to || to > length) {
      throw ListsFile.damaged("a record lies outside its section");
    }
    return file.slice(begin + from, to - from);
  }

  private static int varint(ByteBuffer record) {
    int value = 0;
    for (int shift = 0; shift < 32; shift += 7) {
      int next = record.get();
      value |= (next & 0x7f) << shift;
      if (next >= 0 && value >= 0) {
        return value;
      }
    }
    throw ListsFile.damaged("a number is too long");
  }

  private static String text(ByteBuffer record) {
    int length = varint(record);
    if (length > Math.min(record.remaining(), ListsFile.LONGEST_TEXT)) {
      throw ListsFile.damaged("a text is longer than its record");
    }
    byte[] utf8 = new byte[length];
    record.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static List<String> texts(ByteBuffer record) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < TEXTS; i++) {
      texts.add(text(record));
    }
    return texts;
  }

  private static List<String> several(String joined) {
    return joined.isEmpty() ? List.of() : List.of(joined.split("\0", -1));
  }

  private SystemFacts systemOf(int system) {
    return systems.computeIfAbsent(
        system,
        number -> {
          int starts = place(Section.SYSTEMS.number()) - place(Section.SYSTEM_STARTS.number());
          List<String> t = texts(record(Section.SYSTEM_STARTS, number, starts / 4 - 1));
          return new SystemFacts(
              t.get(0),
              several(t.get(1)),
              t.get(2),
              t.get(3),
              t.get(4),
              t.get(5),
              several(t.get(6)),
              several(t.get(7)));
        });
  }

  /** What was read of the system that a package is of. */
  SystemFacts system(int number) {
    return guarded(() -> systemOf(varint(record(Section.PACKAGE_STARTS, number, packages))));
  }

  @Override
  public Question question(int number) {
    return guarded(() -> {
      ByteBuffer record = record(Section.PACKAGE_STARTS, number, packages);
      int system = varint(record);
      Scope scope = scopes.computeIfAbsent(system, s -> Scopes.of(systemOf(s)));
      PackageType type = type(text(record));
      List<String> t = texts(record);
      return new Question(
          scope,
          new Subject(
              type, t.get(0), t.get(1), t.get(2), t.get(3), t.get(4), t.get(5), t.get(6),
              t.get(7)));
    });
  }

  private static PackageType type(String name) {
    return Arrays.stream(PackageType.values())
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow(() -> ListsFile.damaged("a package is of no known type"));
  }

  private interface Step<T> {
    T run();
  }

  private static <T> T guarded(Step<T> step) {
    try {
      return step.run();
    } catch (BufferUnderflowException e) {
      throw ListsFile.damaged("a record is too short");
    }
  }

  @Override
  public int size() {
    return lists;
  }

  @Override
  public int distinct() {
    return distinct;
  }

  @Override
  public int packages() {
    return packages;
  }

  @Override
  public String id(int list) {
    return guarded(() -> text(record(Section.ID_STARTS, list, lists)));
  }

  @Override
  public int contents(int list) {
    return number(Section.LISTS, list, lists);
  }

  @Override
  public int[] packages(int contents) {
    return guarded(() -> {
      ByteBuffer record = record(Section.CONTENTS_STARTS, contents, distinct);
      int[] numbers = new int[record.remaining()];
      int count = 0;
      int before = 0;
      while (record.hasRemaining()) {
        before += varint(record);
        if (before < 0 || before >= packages) {
          throw ListsFile.damaged("a list has a package that is not there");
        }
        numbers[count++] = before;
      }
      return Arrays.copyOf(numbers, count);
    });
  }

  @Override
  public List<Integer> named(String name) {
    int hash = ListsFile.hash(name);
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < packages; i++) {
      if (number(Section.NAMES, 2 * i, 2 * packages) == hash
          || number(Section.NAMES, 2 * i + 1, 2 * packages) == hash) {
        Subject subject = question(i).subject();
        if (subject.source().equals(name) || subject.ecosystemName().equals(name)) {
          found.add(i);
        }
      }
    }
    return found;
  }
}
