package dev.plinth.rpm.database;

import dev.plinth.model.PlinthException;
import dev.plinth.rpm.header.RpmHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;

/**
 * The file {@code Packages} of rpm before 4.16: a hash of Berkeley DB (db_page.h of versions 4.5 to
 * 5.3), in the byte order of the machine that wrote it. Keys are numbers of packages, data are
 * headers, which mostly lie in chains of overflow pages. All pages are looked at in turn, which
 * finds each header once and needs nothing of the hash's order.
 */
final class BerkeleyHash {
  private static final int MAGIC = 0x00061561;
  private static final int META_SIZE = 72;
  private static final int PAGE_HEADER = 26;
  private static final int TYPE = 25;
  private static final int HASH_UNSORTED = 2;
  private static final int OVERFLOW = 7;
  private static final int HASH = 13;
  private static final int KEY_DATA = 1;
  private static final int OFF_PAGE = 3;

  private final DatabaseBytes bytes;
  private final HeaderSink sink;
  private final ByteOrder order;
  private final int pageSize;
  private final BitSet used = new BitSet();

  BerkeleyHash(DatabaseBytes bytes, ByteBuffer head, HeaderSink sink) {
    this.bytes = bytes;
    this.sink = sink;
    this.order = head.getInt(12) == MAGIC ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer meta = head.duplicate().order(order);
    this.pageSize = meta.getInt(20);
    if (pageSize < 512 || pageSize > 1 << 16 || Integer.bitCount(pageSize) != 1) {
      throw DatabaseBytes.damage("says that its pages have " + pageSize + " bytes");
    }
    if (meta.get(24) != 0) {
      throw DatabaseBytes.damage("is encrypted");
    }
  }

  static boolean isOne(ByteBuffer head) {
    return head.limit() >= META_SIZE
        && (head.getInt(12) == MAGIC || Integer.reverseBytes(head.getInt(12)) == MAGIC);
  }

  void read() throws IOException {
    long pages = bytes.size() / pageSize;
    if (bytes.size() % pageSize != 0) {
      sink.gap("ends in the middle of a page");
    }
    ByteBuffer page = ByteBuffer.allocate(pageSize);
    for (long number = 1; number < pages && !sink.isFull(); number++) {
      bytes.read(number * pageSize, page).order(order);
      int type = page.get(TYPE);
      if (type == HASH || type == HASH_UNSORTED) {
        entries(page, number);
      }
    }
  }

  /** The pairs of a page: at even places keys, at odd ones their data. */
  private void entries(ByteBuffer page, long number) throws IOException {
    int count = page.getShort(20) & 0xffff;
    if (count % 2 != 0 || PAGE_HEADER + 2 * count > pageSize) {
      sink.gap("page " + number + " has " + count + " entries");
      return;
    }
    for (int i = 0; i + 1 < count && !sink.isFull(); i += 2) {
      try {
        pair(page, i);
      } catch (PlinthException e) {
        sink.gap(e);
      }
    }
  }

  private void pair(ByteBuffer page, int index) throws IOException {
    int keyAt = offset(page, index);
    if (page.get(keyAt) != KEY_DATA || keyAt + 5 > pageSize) {
      throw DatabaseBytes.damage("has a key that is no number of a package");
    }
    int number = page.getInt(keyAt + 1);
    if (number == 0) {
      return; // counts the packages that there ever were
    }
    String where = "header " + Integer.toUnsignedString(number);
    int at = offset(page, index + 1);
    switch (page.get(at)) {
      case OFF_PAGE -> {
        if (at + 12 > pageSize) {
          throw DatabaseBytes.damage(where + " leaves its page");
        }
        sink.header(
            chain(page.getInt(at + 4) & 0xffffffffL, page.getInt(at + 8) & 0xffffffffL, where),
            where);
      }
      case KEY_DATA -> {
        // Items lie from the end of the page downwards, each up to the one before it.
        byte[] data = new byte[Math.max(0, keyAt - at - 1)];
        page.get(at + 1, data);
        if (!bytes.spend(data.length)) {
          throw DatabaseBytes.damage("has more headers than bytes");
        }
        sink.header(data, where);
      }
      default -> throw DatabaseBytes.damage(where + " is stored in a way that is not known");
    }
  }

  private int offset(ByteBuffer page, int index) {
    int at = page.getShort(PAGE_HEADER + 2 * index) & 0xffff;
    if (at < PAGE_HEADER || at >= pageSize) {
      throw DatabaseBytes.damage("has an entry outside its page");
    }
    return at;
  }

  private byte[] chain(long first, long length, String where) throws IOException {
    if (length > RpmHeader.MOST_BYTES || !bytes.spend(length)) {
      throw DatabaseBytes.damage(where + " has " + length + " bytes, which cannot be");
    }
    ByteBuffer blob = ByteBuffer.allocate((int) length);
    long next = first;
    while (blob.hasRemaining()) {
      if (next <= 0 || next >= bytes.size() / pageSize || used.get((int) next)) {
        throw DatabaseBytes.damage(where + " goes on at page " + next + ", which cannot be");
      }
      used.set((int) next);
      ByteBuffer page = bytes.read(next * pageSize, pageSize).order(order);
      int size = page.getShort(22) & 0xffff;
      if (page.get(TYPE) != OVERFLOW || size == 0 || PAGE_HEADER + size > pageSize) {
        throw DatabaseBytes.damage(where + " goes on at a page that is none of its kind");
      }
      blob.put(page.slice(PAGE_HEADER, Math.min(size, blob.remaining())));
      next = page.getInt(16) & 0xffffffffL;
    }
    return blob.array();
  }
}
