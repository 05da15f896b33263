package dev.plinth.archive;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes tar archives of which each byte follows from the entries: ustar headers, pax records (with
 * byte values) only for what ustar cannot hold, a pax header's own name and time always the same,
 * no access or change times, and user and group names only where an entry has them.
 */
public final class TarWriter implements Closeable {
  /** Two end blocks: what follows the last entry. */
  public static final int END = 2 * TarHeader.BLOCK;

  private static final long MOST_ID = 07777777;
  private static final long MOST_NUMBER = 077777777777L;
  private static final String PAX_NAME = "././@PaxHeader";

  private final OutputStream out;
  private final byte[] buffer = new byte[1 << 16];

  /**
   * @param out closed with this writer; worth buffering
   */
  public TarWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes one entry.
   *
   * @param content exactly as many bytes as the entry says, else an {@code IOException}; not read
   *     where that is 0, not closed
   */
  public void add(TarEntry entry, InputStream content) throws IOException {
    out.write(header(entry));
    long left = entry.size();
    while (left > 0) {
      int n = content.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (n < 0) {
        throw new IOException(
            "the content of '" + entry.name() + "' ends " + left + " bytes early");
      }
      out.write(buffer, 0, n);
      left -= n;
    }
    out.write(new byte[padding(entry.size())]);
  }

  /** Writes an entry without content. */
  public void add(TarEntry entry) throws IOException {
    add(entry, InputStream.nullInputStream());
  }

  /** Writes the end blocks; nothing may be added afterwards. */
  public void finish() throws IOException {
    out.write(new byte[END]);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  /** How many zero bytes follow a content of {@code size} bytes. */
  public static int padding(long size) {
    return (int) (-size & (TarHeader.BLOCK - 1));
  }

  /** The blocks that stand before the content of {@code entry}. */
  public static byte[] header(TarEntry entry) {
    SortedMap<String, byte[]> records = new TreeMap<>();
    byte[] block = new byte[TarHeader.BLOCK];
    if (!putName(block, entry.name())) {
      putLong(records, "path", entry.name());
      put(block, 0, cut(entry.name(), 100));
    }
    if (entry.linkName().length() > 100) {
      putLong(records, "linkpath", entry.linkName());
    }
    put(block, 157, cut(entry.linkName(), 100));
    putOctal(block, 100, 7, entry.mode());
    putOctal(block, 108, 7, orRecord(records, "uid", entry.uid(), MOST_ID));
    putOctal(block, 116, 7, orRecord(records, "gid", entry.gid(), MOST_ID));
    putOctal(block, 124, 11, orRecord(records, "size", entry.size(), MOST_NUMBER));
    putOctal(block, 136, 11, orRecord(records, "mtime", entry.mtime(), MOST_NUMBER));
    block[156] = (byte) flag(entry.type());
    put(block, 257, "ustar\0" + "00");
    put(block, 265, orRecord(records, "uname", entry.userName(), 31));
    put(block, 297, orRecord(records, "gname", entry.groupName(), 31));
    putOctal(block, 329, 7, device(entry.major()));
    putOctal(block, 337, 7, device(entry.minor()));
    entry.xattrs().forEach((name, value) -> records.put("SCHILY.xattr." + name, value));
    return records.isEmpty() ? sum(block) : withRecords(records, sum(block));
  }

  private static byte[] withRecords(SortedMap<String, byte[]> records, byte[] block) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Map.Entry<String, byte[]> each : records.entrySet()) {
      if (each.getKey().indexOf('=') >= 0) {
        throw new IllegalArgumentException("a pax record cannot be named " + each.getKey());
      }
      body.writeBytes(record(each.getKey(), each.getValue()));
    }
    byte[] pax = new byte[TarHeader.BLOCK];
    put(pax, 0, PAX_NAME);
    putOctal(pax, 100, 7, 0644);
    putOctal(pax, 108, 7, 0);
    putOctal(pax, 116, 7, 0);
    putOctal(pax, 124, 11, body.size());
    putOctal(pax, 136, 11, 0);
    pax[156] = 'x';
    put(pax, 257, "ustar\0" + "00");
    putOctal(pax, 329, 7, 0);
    putOctal(pax, 337, 7, 0);
    int padding = padding(body.size());
    return ByteBuffer.allocate(2 * TarHeader.BLOCK + body.size() + padding)
        .put(sum(pax))
        .put(body.toByteArray())
        .put(new byte[padding])
        .put(block)
        .array();
  }

  /** {@code LENGTH KEY=VALUE\n}, where the length counts itself too. */
  private static byte[] record(String key, byte[] value) {
    byte[] name = key.getBytes(StandardCharsets.ISO_8859_1);
    int rest = name.length + value.length + 3;
    int length = rest + 1;
    while (String.valueOf(length).length() + rest != length) {
      length = String.valueOf(length).length() + rest;
    }
    return ByteBuffer.allocate(length)
        .put((length + " ").getBytes(StandardCharsets.ISO_8859_1))
        .put(name)
        .put((byte) '=')
        .put(value)
        .put((byte) '\n')
        .array();
  }

  /** Whether the name fits into the name field, or split at a slash into prefix and name. */
  private static boolean putName(byte[] block, String name) {
    if (name.isEmpty() || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("not a name for tar: '" + Malformed.show(name) + "'");
    }
    if (name.length() <= 100) {
      put(block, 0, name);
      return true;
    }
    int slash = name.indexOf('/', Math.max(1, name.length() - 101));
    if (slash < 0 || slash > 155 || slash == name.length() - 1) {
      return false;
    }
    put(block, 0, name.substring(slash + 1));
    put(block, 345, name.substring(0, slash));
    return true;
  }

  /** A record of text; pax takes it for UTF-8 unless told otherwise (pax, "hdrcharset"). */
  private static void putLong(SortedMap<String, byte[]> records, String key, String raw) {
    byte[] bytes = raw.getBytes(StandardCharsets.ISO_8859_1);
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      records.put("hdrcharset", "BINARY".getBytes(StandardCharsets.ISO_8859_1));
    }
    records.put(key, bytes);
  }

  private static long orRecord(
      SortedMap<String, byte[]> records, String key, long value, long most) {
    if (value >= 0 && value <= most) {
      return value;
    }
    records.put(key, String.valueOf(value).getBytes(StandardCharsets.ISO_8859_1));
    return 0;
  }

  private static String orRecord(
      SortedMap<String, byte[]> records, String key, String value, int most) {
    if (value.length() > most) {
      putLong(records, key, value);
    }
    return cut(value, most);
  }

  private static int device(int number) {
    if (number < 0 || number > MOST_ID) {
      throw new IllegalArgumentException("not a device number for tar: " + number);
    }
    return number;
  }

  private static char flag(TarEntry.Type type) {
    return switch (type) {
      case FILE -> '0';
      case HARD_LINK -> '1';
      case SYMLINK -> '2';
      case CHARACTER_DEVICE -> '3';
      case BLOCK_DEVICE -> '4';
      case DIRECTORY -> '5';
      case FIFO -> '6';
    };
  }

  private static String cut(String text, int length) {
    return text.substring(0, Math.min(length, text.length()));
  }

  private static void put(byte[] block, int at, String text) {
    for (int i = 0; i < text.length(); i++) {
      block[at + i] = (byte) text.charAt(i);
    }
  }

  private static void putOctal(byte[] block, int at, int digits, long value) {
    long rest = value;
    for (int i = at + digits - 1; i >= at; i--) {
      block[i] = (byte) ('0' + (rest & 7));
      rest >>= 3;
    }
  }

  private static byte[] sum(byte[] block) {
    put(block, 148, "        ");
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    putOctal(block, 148, 6, sum);
    block[154] = 0;
    return block;
  }
}
