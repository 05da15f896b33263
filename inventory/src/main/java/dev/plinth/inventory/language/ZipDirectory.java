package dev.plinth.inventory.language;

import dev.plinth.inventory.spool.ByteSource;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * The central directory of a ZIP file (APPNOTE 4.3), read as a stream so that a large one takes no
 * memory; with ZIP64, and with bytes before the archive, as executable JARs have. What is damaged
 * is a {@link ZipException} or {@link EOFException}.
 */
final class ZipDirectory {
  private static final int END = 22;
  private static final int LONGEST_COMMENT = 65_535;
  private static final int LONGEST_NAME = 4096;

  private final ByteSource bytes;
  private long start;
  private long length;

  /** How far the archive begins behind the start of the bytes. */
  private long base;

  private ZipDirectory(ByteSource bytes) {
    this.bytes = bytes;
  }

  static ZipDirectory open(ByteSource bytes) throws IOException {
    ZipDirectory directory = new ZipDirectory(bytes);
    directory.locate();
    return directory;
  }

  private void locate() throws IOException {
    int tail = (int) Math.min(bytes.size(), END + LONGEST_COMMENT);
    ByteBuffer end = little(bytes.exactly(bytes.size() - tail, tail));
    for (int at = tail - END; at >= 0; at--) {
      if (end.getInt(at) == 0x06054b50 && (end.getShort(at + 20) & 0xffff) == tail - at - END) {
        long position = bytes.size() - tail + at;
        length = end.getInt(at + 12) & 0xffff_ffffL;
        long offset = end.getInt(at + 16) & 0xffff_ffffL;
        if (offset == 0xffff_ffffL || length == 0xffff_ffffL) {
          position = large(position);
          offset = start;
        }
        start = position - length;
        base = start - offset;
        if (length < 0 || start < 0 || base < 0) {
          throw new ZipException("its directory lies outside of it");
        }
        return;
      }
    }
    throw new ZipException("it has no directory");
  }

  /** Reads the ZIP64 end; returns where that begins. */
  private long large(long end) throws IOException {
    ByteBuffer locator = little(bytes.exactly(end - 20, 20));
    long record = locator.getLong(8);
    ByteBuffer wide = little(bytes.exactly(record, 56));
    if (locator.getInt(0) != 0x07064b50 || wide.getInt(0) != 0x06064b50) {
      throw new ZipException("its ZIP64 directory is missing");
    }
    length = wide.getLong(40);
    start = wide.getLong(48);
    if (length < 0 || length > record) {
      throw new ZipException("its directory lies outside of it");
    }
    return record;
  }

  /**
   * The entries whose names are wanted.
   *
   * @param most how many entries are looked at
   * @param mostWanted how many are returned
   * @return fewer than there are where a bound was reached: see {@link Listing#whole}
   */
  Listing list(Predicate<String> wanted, int most, int mostWanted) throws IOException {
    List<ZipEntryInfo> entries = new ArrayList<>();
    try (InputStream in = new BufferedInputStream(bytes.stream(start, length), 1 << 14)) {
      for (int i = 0; ; i++) {
        byte[] head = in.readNBytes(46);
        if (head.length == 0) {
          return new Listing(entries, i, true);
        }
        if (head.length < 46 || little(head).getInt(0) != 0x02014b50) {
          throw new ZipException("its directory is damaged");
        }
        if (i == most || entries.size() == mostWanted) {
          return new Listing(entries, i, false);
        }
        ZipEntryInfo entry = entry(little(head), in);
        if (wanted.test(entry.name())) {
          entries.add(entry);
        }
      }
    }
  }

  /** The entries that were wanted, of so many looked at; not whole where a bound was reached. */
  record Listing(List<ZipEntryInfo> entries, int looked, boolean whole) {}

  private static ZipEntryInfo entry(ByteBuffer head, InputStream in) throws IOException {
    int nameLength = head.getShort(28) & 0xffff;
    int extraLength = head.getShort(30) & 0xffff;
    int commentLength = head.getShort(32) & 0xffff;
    byte[] name = in.readNBytes(nameLength);
    ByteBuffer extra = little(in.readNBytes(extraLength));
    in.skipNBytes(commentLength);
    if (name.length < nameLength || extra.capacity() < extraLength) {
      throw new EOFException("its directory ends in the middle");
    }
    long[] numbers = {
      head.getInt(24) & 0xffff_ffffL, head.getInt(20) & 0xffff_ffffL, head.getInt(42) & 0xffff_ffffL
    };
    widen(numbers, extra);
    int kept = Math.min(nameLength, LONGEST_NAME);
    return new ZipEntryInfo(
        new String(name, 0, kept, StandardCharsets.UTF_8),
        head.getShort(10) & 0xffff,
        head.getShort(8) & 0xffff,
        numbers[1],
        numbers[0],
        numbers[2]);
  }

  /** Size, compressed size and offset from the ZIP64 extra field, where they say so (4.5.3). */
  private static void widen(long[] numbers, ByteBuffer extra) throws ZipException {
    int at = 0;
    while (at + 4 <= extra.capacity()) {
      int size = extra.getShort(at + 2) & 0xffff;
      int end = at + 4 + size;
      if (extra.getShort(at) == 1) {
        int from = at + 4;
        for (int i = 0; i < numbers.length; i++) {
          if (numbers[i] == 0xffff_ffffL && from + 8 <= Math.min(end, extra.capacity())) {
            numbers[i] = extra.getLong(from);
            from += 8;
          }
        }
      }
      at = end;
    }
    if (numbers[0] < 0 || numbers[1] < 0 || numbers[2] < 0) {
      throw new ZipException("its directory has a number that is out of range");
    }
  }

  /** The bytes of a stored file, which need no copy; only for {@code method} 0. */
  ByteSource stored(ZipEntryInfo entry) throws IOException {
    return bytes.slice(content(entry), entry.compressed());
  }

  /** The unpacked bytes, however many: the caller bounds them. */
  InputStream open(ZipEntryInfo entry) throws IOException {
    InputStream raw = bytes.stream(content(entry), entry.compressed());
    return switch (entry.method()) {
      case 0 -> raw;
      case 8 -> new Inflated(raw, new Inflater(true));
      default -> throw new ZipException("it uses the compression method " + entry.method());
    };
  }

  private long content(ZipEntryInfo entry) throws IOException {
    if (entry.header() > bytes.size()) {
      throw new ZipException("an entry lies outside of it");
    }
    long at = base + entry.header();
    ByteBuffer local = little(bytes.exactly(at, 30));
    if (local.getInt(0) != 0x04034b50) {
      throw new ZipException("an entry is not where its directory says");
    }
    return at + 30 + (local.getShort(26) & 0xffff) + (local.getShort(28) & 0xffff);
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Gives the inflater's memory back when it is closed. */
  private static final class Inflated extends FilterInputStream {
    private final Inflater inflater;

    Inflated(InputStream raw, Inflater inflater) {
      super(new InflaterInputStream(raw, inflater, 1 << 13));
      this.inflater = inflater;
    }

    @Override
    public void close() throws IOException {
      inflater.end();
      super.close();
    }
  }
}
