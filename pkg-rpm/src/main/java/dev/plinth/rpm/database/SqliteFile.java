package dev.plinth.rpm.database;

import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * The pages of an SQLite database (SQLite, "Database File Format", 1.3). Each page is used once:
 * what comes to a page again is damage, so chains and trees that loop end.
 */
final class SqliteFile {
  private static final String MAGIC = "SQLite format 3\0";
  private static final int HEADER = 100;

  private final DatabaseBytes bytes;
  private final int pageSize;
  private final int usable;
  private final BitSet used = new BitSet();

  SqliteFile(DatabaseBytes bytes, ByteBuffer head) {
    this.bytes = bytes;
    if (head.limit() < HEADER) {
      throw DatabaseBytes.damage("is shorter than its header");
    }
    int size = head.getShort(16) & 0xffff;
    this.pageSize = size == 1 ? 1 << 16 : size;
    this.usable = pageSize - (head.get(20) & 0xff);
    if (Integer.bitCount(pageSize) != 1 || pageSize < 512 || usable < 480) {
      throw DatabaseBytes.damage("says that its pages have " + size + " bytes");
    }
  }

  static boolean isOne(ByteBuffer head) {
    return head.limit() >= 16
        && StandardCharsets.ISO_8859_1.decode(head.slice(0, 16)).toString().equals(MAGIC);
  }

  DatabaseBytes bytes() {
    return bytes;
  }

  /** The bytes of a page that are not reserved. */
  int usable() {
    return usable;
  }

  /**
   * Reads a page.
   *
   * @param number from one
   * @throws PlinthException {@code BAD_INPUT} where there is no such page, or it was used already
   */
  ByteBuffer page(long number) throws IOException {
    if (number < 1 || number > bytes.size() / pageSize) {
      throw DatabaseBytes.damage("has no page " + number);
    }
    if (used.get((int) number)) {
      throw DatabaseBytes.damage("uses page " + number + " twice");
    }
    used.set((int) number);
    return bytes.read((number - 1) * pageSize, pageSize);
  }

  /** Where the header of a page's tree node begins: behind that of the file on the first page. */
  static int nodeStart(long number) {
    return number == 1 ? HEADER : 0;
  }
}
