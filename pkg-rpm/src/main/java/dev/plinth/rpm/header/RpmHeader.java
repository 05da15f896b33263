package dev.plinth.rpm.header;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A header as rpm keeps it in its databases and, after eight more bytes, in packages (rpm,
 * docs/manual/hregions.md and format_header.md): the number of entries and of bytes of data, the
 * entries of 16 bytes (tag, type, offset, count), the data. All numbers are big-endian. What an
 * entry says beyond the data is as if it were not there.
 */
public final class RpmHeader {
  /** Most bytes of one header: 32 MiB; the largest real ones have a few. */
  public static final int MOST_BYTES = 32 << 20;

  /** Most entries: rpm's own bound. */
  private static final int MOST_ENTRIES = 0xffff;

  private static final int ENTRY = 16;
  private static final int PREFIX = 8;
  private static final int TYPE_INT32 = 4;
  private static final int TYPE_STRING = 6;
  private static final int TYPE_BINARY = 7;
  private static final int TYPE_STRINGS = 8;
  private static final int TYPE_I18N = 9;

  private final byte[] blob;
  private final ByteBuffer bytes;
  private final int data;
  private final int end;
  private final Map<Integer, Integer> entries;

  private RpmHeader(byte[] blob, int data, int end, Map<Integer, Integer> entries) {
    this.blob = blob;
    this.bytes = ByteBuffer.wrap(blob);
    this.data = data;
    this.end = end;
    this.entries = entries;
  }

  /**
   * Reads the entries; their values are read when they are asked for.
   *
   * @param where names the header in errors
   * @throws PlinthException {@code BAD_INPUT} where it has not the size that it says
   */
  public static RpmHeader parse(byte[] blob, String where) {
    ByteBuffer bytes = ByteBuffer.wrap(blob);
    if (blob.length < PREFIX) {
      throw bad(where, "is too short");
    }
    int count = bytes.getInt(0);
    int size = bytes.getInt(4);
    if (count <= 0 || count > MOST_ENTRIES || size < 0) {
      throw bad(where, "says it has " + count + " entries and " + size + " bytes");
    }
    long end = PREFIX + (long) count * ENTRY + size;
    if (end > blob.length) {
      throw bad(where, "is shorter than it says");
    }
    // What was added after the package was built stands behind, and counts.
    Map<Integer, Integer> entries = HashMap.newHashMap(count);
    for (int i = 0; i < count; i++) {
      int at = PREFIX + i * ENTRY;
      entries.put(bytes.getInt(at), at);
    }
    return new RpmHeader(blob, PREFIX + count * ENTRY, (int) end, entries);
  }

  /** A text, the first one where there are several; nothing where it is missing. */
  public Optional<String> text(RpmTag tag) {
    int at = find(tag, TYPE_STRING, TYPE_STRINGS, TYPE_I18N);
    int stop = at < 0 ? -1 : stringEnd(at);
    return stop < 0 ? Optional.empty() : Optional.of(string(at, stop, StandardCharsets.UTF_8));
  }

  /** A number without sign. */
  public OptionalLong number(RpmTag tag) {
    int at = find(tag, TYPE_INT32);
    return at < 0 || at + 4 > end || count(tag) < 1
        ? OptionalLong.empty()
        : OptionalLong.of(bytes.getInt(at) & 0xffffffffL);
  }

  /** Bytes; none where it is missing. */
  public byte[] binary(RpmTag tag) {
    int at = find(tag, TYPE_BINARY);
    int length = count(tag);
    return at < 0 || length < 0 || length > end - at
        ? new byte[0]
        : Arrays.copyOfRange(blob, at, at + length);
  }

  /** The strings of an array one by one, one char a byte, as far as the data goes. */
  public Iterator<String> rawStrings(RpmTag tag) {
    int first = find(tag, TYPE_STRINGS, TYPE_I18N, TYPE_STRING);
    int count = first < 0 ? 0 : count(tag);
    return new Iterator<>() {
      private int at = first;
      private int stop = count > 0 ? stringEnd(first) : -1;
      private int given;

      @Override
      public boolean hasNext() {
        return given < count && stop >= 0;
      }

      @Override
      public String next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        String next = string(at, stop, StandardCharsets.ISO_8859_1);
        given++;
        at = stop + 1;
        stop = stringEnd(at);
        return next;
      }
    };
  }

  /** All numbers of an array, as far as the data goes. */
  public int[] numbers(RpmTag tag) {
    int at = find(tag, TYPE_INT32);
    int count = at < 0 ? 0 : Math.clamp(count(tag), 0, (end - at) / 4);
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = bytes.getInt(at + 4 * i);
    }
    return numbers;
  }

  /** Where the value of a tag of one of these types begins; -1 where there is none. */
  private int find(RpmTag tag, int... types) {
    Integer entry = entries.get(tag.number());
    if (entry == null) {
      return -1;
    }
    int type = bytes.getInt(entry + 4);
    int offset = bytes.getInt(entry + 8);
    boolean fits = Arrays.stream(types).anyMatch(wanted -> wanted == type);
    return fits && offset >= 0 && offset < end - data ? data + offset : -1;
  }

  private int count(RpmTag tag) {
    Integer entry = entries.get(tag.number());
    return entry == null ? 0 : bytes.getInt(entry + 12);
  }

  /** Where the NUL of a string stands; -1 where the data ends before it. */
  private int stringEnd(int at) {
    for (int i = at; i < end; i++) {
      if (blob[i] == 0) {
        return i;
      }
    }
    return -1;
  }

  private String string(int from, int to, Charset charset) {
    return new String(blob, from, to - from, charset);
  }

  private static PlinthException bad(String where, String problem) {
    return new PlinthException(
        ErrorCode.BAD_INPUT, where + " " + problem, "the header of a package is damaged");
  }
}
