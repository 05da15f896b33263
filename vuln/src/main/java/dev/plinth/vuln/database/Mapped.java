package dev.plinth.vuln.database;

import dev.plinth.model.Digest;
import dev.plinth.vuln.database.Format.Section;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The bytes of the file: the head is checked at once, each record when it is looked up. */
final class Mapped {
  private static final int CHUNK = 1 << 20;

  /** Texts that are remembered; a power of two. */
  private static final int RECENT = 1 << 12;

  /** Characters of a text that is remembered, at most. */
  private static final int SHORT = 200;

  private final MemorySegment file;
  private final Map<Section, ByteBuffer> sections = new EnumMap<>(Section.class);

  // The same few hundred names, bounds and vectors stand in most records. Threads may miss what
  // another put there, or put it twice; they never see half of it.
  private final @Nullable Text[] recent = new Text[RECENT];

  private record Text(int number, String value) {}

  Mapped(MemorySegment file) {
    this.file = file;
    byte[] head = bytes(0, Math.min(Format.HEAD, file.byteSize()));
    if (head.length < Format.HEAD
        || !Arrays.equals(head, 0, Format.MAGIC.length, Format.MAGIC, 0, Format.MAGIC.length)) {
      throw Cursor.damaged("it does not begin as one");
    }
    ByteBuffer fields = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    int version = fields.getInt(Format.MAGIC.length);
    if (version != Format.VERSION) {
      throw Cursor.damaged("it is of version " + version + ", not " + Format.VERSION);
    }
    int crc = fields.getInt(Format.CRC_AT);
    Arrays.fill(head, Format.CRC_AT, Format.CRC_AT + 4, (byte) 0);
    CRC32C computed = new CRC32C();
    computed.update(head);
    if ((int) computed.getValue() != crc || fields.getLong(Format.LENGTH_AT) != file.byteSize()) {
      throw Cursor.damaged("its head does not fit it");
    }
    int place = Format.SECTIONS_AT;
    for (Section section : Section.values()) {
      long at = fields.getLong(place);
      long length = fields.getLong(place + 8);
      if (at < Format.HEAD
          || length < 0
          || length > Integer.MAX_VALUE
          || at > file.byteSize() - length) {
        throw Cursor.damaged("a section lies outside it");
      }
      sections.put(section, file.asSlice(at, length).asByteBuffer().order(ByteOrder.LITTLE_ENDIAN));
      place += Format.SECTION_LENGTH;
    }
  }

  private byte[] bytes(long at, long length) {
    byte[] bytes = new byte[(int) length];
    file.asSlice(at, length).asByteBuffer().get(bytes);
    return bytes;
  }

  /** The checksum of all that follows the head, as the head has it. */
  byte[] digest() {
    return bytes(Format.DIGEST_AT, Format.DIGEST_LENGTH);
  }

  /** The same, computed. */
  byte[] computedDigest() {
    var sha256 = Digest.sha256();
    for (long at = Format.HEAD; at < file.byteSize(); at += CHUNK) {
      sha256.update(file.asSlice(at, Math.min(CHUNK, file.byteSize() - at)).asByteBuffer());
    }
    return sha256.digest();
  }

  private ByteBuffer section(Section section) {
    return Objects.requireNonNull(sections.get(section));
  }

  String text(int number) {
    Text known = recent[number & RECENT - 1];
    if (known != null && known.number == number) {
      return known.value;
    }
    String value = textOf(number);
    if (value.length() <= SHORT) {
      recent[number & RECENT - 1] = new Text(number, value);
    }
    return value;
  }

  private String textOf(int number) {
    ByteBuffer starts = section(Section.TEXT_STARTS);
    if (number < 0 || number >= starts.capacity() / 4 - 1) {
      throw Cursor.damaged("a text is not there");
    }
    int from = starts.getInt(number * 4);
    int to = starts.getInt(number * 4 + 4);
    ByteBuffer texts = section(Section.TEXTS);
    if (from < 0 || from > to || to > texts.capacity() || to - from > Format.MAX_TEXT) {
      throw Cursor.damaged("a text lies outside it");
    }
    byte[] utf8 = new byte[to - from];
    texts.get(from, utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** The record at an offset of a section, its checksum compared. */
  Cursor record(Section section, long offset) {
    ByteBuffer bytes = section(section);
    if (offset < 0 || offset >= bytes.capacity()) {
      throw Cursor.damaged("a record lies outside it");
    }
    int at = (int) offset;
    long length = 0;
    int octet = 0x80;
    for (int shift = 0; octet >= 0x80; shift += 7) {
      if (at == bytes.capacity() || shift > 28) {
        throw Cursor.damaged("a record is too long");
      }
      octet = bytes.get(at++) & 0xff;
      length |= (long) (octet & 0x7f) << shift;
    }
    if (length > Format.MAX_RECORD || length > bytes.capacity() - 4L - at) {
      throw Cursor.damaged("a record is too long");
    }
    byte[] body = new byte[(int) length];
    bytes.get(at + 4, body);
    CRC32C computed = new CRC32C();
    computed.update(body);
    if ((int) computed.getValue() != bytes.getInt(at)) {
      throw Cursor.damaged("a record's checksum does not hold");
    }
    return new Cursor(body, this::text);
  }

  /** The record of a number. */
  Cursor numbered(Section starts, Section records, int number) {
    ByteBuffer table = section(starts);
    if (number < 0 || number >= table.capacity() / 4) {
      throw Cursor.damaged("a record is not there");
    }
    return record(records, Integer.toUnsignedLong(table.getInt(number * 4)));
  }

  /** What {@code read} makes of the first record with that hash of which it makes anything. */
  <T> @Nullable T find(
      Section slots, Section records, long hash, Function<Cursor, @Nullable T> read) {
    ByteBuffer table = section(slots);
    long size = table.capacity() / Format.SLOT;
    if (size == 0 || Long.bitCount(size) != 1) {
      throw Cursor.damaged("a table has no proper size");
    }
    for (long step = 0; step < size; step++) {
      int slot = (int) (((hash & 0xffffffffL) + step & size - 1) * Format.SLOT);
      long offset = table.getLong(slot + 8);
      if (offset == 0) {
        return null;
      }
      if (table.getLong(slot) == hash) {
        T found = read.apply(record(records, offset - 1));
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }
}
