package dev.plinth.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Which parts of a sparse file an archive holds; all else of it is zeros (GNU tar manual, "Storing
 * Sparse Files"): the old GNU header, and pax formats 0.0, 0.1 and 1.0.
 */
final class SparseMap {
  /** Begins the names of all records about a sparse file. */
  static final String PREFIX = "GNU.sparse.";

  /**
   * Offsets and lengths in turn; {@link PaxRecords} gathers the records of format 0.0 in it too.
   */
  static final String MAP = PREFIX + "map";

  private static final int OLD_PARTS = 4;
  private static final int EXTENDED_PARTS = 21;
  private static final int PART = 24;
  private static final int MOST_DIGITS = 18;

  /**
   * What is held.
   *
   * @param offset in the file
   * @param length in bytes
   */
  record Part(long offset, long length) {
    long end() {
      return offset + length;
    }
  }

  private final String where;
  private final List<Part> parts = new ArrayList<>();
  private long size;

  private SparseMap(String where) {
    this.where = where;
  }

  /** In the order of the file, without overlaps. */
  List<Part> parts() {
    return parts;
  }

  /** The length of the whole file, in bytes. */
  long size() {
    return size;
  }

  /** How many bytes the archive holds of it. */
  long held() {
    return parts.stream().mapToLong(Part::length).sum();
  }

  static boolean isNamed(SortedMap<String, byte[]> records) {
    return !records.tailMap(PREFIX).isEmpty()
        && records.tailMap(PREFIX).firstKey().startsWith(PREFIX);
  }

  /**
   * Of a header of type {@code S}, whose map goes on in the blocks behind it.
   *
   * @param most bytes of these blocks
   */
  static SparseMap ofHeader(TarHeader header, Source source, int most, String where)
      throws IOException {
    SparseMap map = new SparseMap(where);
    map.size = header.number(483, 12, "size");
    map.add(header, 386, OLD_PARTS);
    boolean more = header.isSet(482);
    for (int read = 0; more; read += TarHeader.BLOCK) {
      if (read >= most) {
        throw map.damaged("its map is too long");
      }
      TarHeader block = header.following(source.exactly(TarHeader.BLOCK, "a sparse map"));
      map.add(block, 0, EXTENDED_PARTS);
      more = block.isSet(504);
    }
    return map.checked();
  }

  private void add(TarHeader block, int at, int count) {
    for (int i = 0; i < count && block.isSet(at + i * PART); i++) {
      add(
          block.number(at + i * PART, 12, "sparse map"),
          block.number(at + i * PART + 12, 12, "sparse map"));
    }
  }

  /**
   * Of the records of a pax header; that of format 1.0 begins the content.
   *
   * @param most bytes of a map in the content
   */
  static SparseMap ofRecords(
      SortedMap<String, byte[]> records, InputStream content, int most, String where)
      throws IOException {
    SparseMap map = new SparseMap(where);
    if (map.text(records, "major").equals("1") && map.text(records, "minor").equals("0")) {
      map.size = map.number(map.text(records, "realsize"));
      map.read(content, most);
    } else {
      map.size = map.number(map.text(records, "size"));
      byte[] all = records.get(MAP);
      String text = all == null ? "" : new String(all, StandardCharsets.ISO_8859_1);
      String[] numbers = text.isEmpty() ? new String[0] : text.split(",", -1);
      if (numbers.length % 2 != 0) {
        throw map.damaged("its map has an offset without a length");
      }
      for (int i = 0; i < numbers.length; i += 2) {
        map.add(map.number(numbers[i]), map.number(numbers[i + 1]));
      }
    }
    return map.checked();
  }

  private String text(SortedMap<String, byte[]> records, String name) {
    byte[] value = records.get(PREFIX + name);
    return value == null ? "" : new String(value, StandardCharsets.ISO_8859_1);
  }

  /** Lines of decimal numbers, their count first, in whole blocks. */
  private void read(InputStream content, int most) throws IOException {
    Lines lines = new Lines(content, most);
    long count = number(lines.next());
    if (count > most) {
      throw damaged("its map is too long");
    }
    for (long i = 0; i < count; i++) {
      add(number(lines.next()), number(lines.next()));
    }
  }

  /** The lines at the beginning of a content, of which whole blocks are taken. */
  private final class Lines {
    private final InputStream content;
    private final int most;
    private byte[] block = new byte[0];
    private int at;
    private int taken;

    Lines(InputStream content, int most) {
      this.content = content;
      this.most = most;
    }

    String next() throws IOException {
      StringBuilder line = new StringBuilder();
      for (char c = character(); c != '\n'; c = character()) {
        line.append(c);
        if (line.length() > MOST_DIGITS) {
          throw damaged("its map has no numbers");
        }
      }
      return line.toString();
    }

    private char character() throws IOException {
      if (at == block.length) {
        block = content.readNBytes(TarHeader.BLOCK);
        at = 0;
        taken += block.length;
        if (block.length < TarHeader.BLOCK || taken > most) {
          throw damaged(taken > most ? "its map is too long" : "its map ends too early");
        }
      }
      return (char) (block[at++] & 0xff);
    }
  }

  private void add(long offset, long length) {
    parts.add(new Part(offset, length));
  }

  private long number(String text) {
    if (text.isEmpty()
        || text.length() > MOST_DIGITS
        || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw damaged("its map has no numbers");
    }
    return Long.parseLong(text);
  }

  private SparseMap checked() {
    long before = 0;
    for (Part part : parts) {
      // Each is at most 2^63-1 and their sum is compared without being made.
      if (part.offset < before || part.length < 0 || part.length > size - part.offset) {
        throw damaged("its parts overlap or go beyond its end");
      }
      before = part.end();
    }
    if (size < 0) {
      throw damaged("its size is negative");
    }
    return this;
  }

  private RuntimeException damaged(String why) {
    return Malformed.error(where, "has a damaged sparse file: " + why);
  }
}
