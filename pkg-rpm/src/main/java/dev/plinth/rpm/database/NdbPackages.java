package dev.plinth.rpm.database;

import dev.plinth.model.PlinthException;
import dev.plinth.rpm.header.RpmHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Adler32;

/**
 * rpm's own database (rpm, lib/backend/ndb/rpmpkg.c): pages of slots that say in which blocks of 16
 * bytes a header lies; before and behind each header are its number, length and checksum. All
 * numbers are little-endian.
 */
final class NdbPackages {
  private static final int MAGIC = 'R' | 'p' << 8 | 'm' << 16 | 'P' << 24;
  private static final int SLOT_MAGIC = 'S' | 'l' << 8 | 'o' << 16 | 't' << 24;
  private static final int HEAD_MAGIC = 'B' | 'l' << 8 | 'b' << 16 | 'S' << 24;
  private static final int TAIL_MAGIC = 'B' | 'l' << 8 | 'b' << 16 | 'E' << 24;
  private static final int PAGE = 4096;
  private static final int SLOT = 16;
  private static final int BLOCK = 16;
  private static final int HEAD = 16;
  private static final int TAIL = 12;

  private final DatabaseBytes bytes;
  private final ByteBuffer head;
  private final HeaderSink sink;

  NdbPackages(DatabaseBytes bytes, ByteBuffer head, HeaderSink sink) {
    this.bytes = bytes;
    this.head = head;
    this.sink = sink;
  }

  static boolean isOne(ByteBuffer head) {
    return head.limit() >= 32 && Integer.reverseBytes(head.getInt(0)) == MAGIC;
  }

  void read() throws IOException {
    int version = Integer.reverseBytes(head.getInt(4));
    long pages = Integer.reverseBytes(head.getInt(12)) & 0xffffffffL;
    if (version != 0) {
      throw DatabaseBytes.damage("has version " + version + " of NDB, which is not known");
    }
    ByteBuffer page = ByteBuffer.allocate(PAGE);
    for (long i = 0; i < pages && !sink.isFull(); i++) {
      bytes.read(i * PAGE, page).order(ByteOrder.LITTLE_ENDIAN);
      // The first two slots are the header of the file.
      for (int at = i == 0 ? 2 * SLOT : 0; at < PAGE && !sink.isFull(); at += SLOT) {
        slot(page, at);
      }
    }
  }

  private void slot(ByteBuffer page, int at) throws IOException {
    long block = page.getInt(at + 8) & 0xffffffffL;
    if (page.getInt(at) != SLOT_MAGIC) {
      sink.gap("has a slot that is none");
    } else if (block != 0) {
      try {
        blob(page.getInt(at + 4), block, page.getInt(at + 12) & 0xffffffffL);
      } catch (PlinthException e) {
        sink.gap(e);
      }
    }
  }

  private void blob(int number, long block, long blocks) throws IOException {
    String where = "header " + Integer.toUnsignedString(number);
    ByteBuffer start = bytes.read(block * BLOCK, HEAD).order(ByteOrder.LITTLE_ENDIAN);
    long length = start.getInt(12) & 0xffffffffL;
    if (start.getInt(0) != HEAD_MAGIC || start.getInt(4) != number) {
      throw DatabaseBytes.damage(where + " is not where its slot says");
    }
    long padding = blocks * BLOCK - HEAD - length - TAIL;
    if (length > RpmHeader.MOST_BYTES || padding < 0 || padding >= BLOCK || !bytes.spend(length)) {
      throw DatabaseBytes.damage(where + " has " + length + " bytes, which cannot be");
    }
    byte[] header = new byte[(int) length];
    bytes.read(block * BLOCK + HEAD, ByteBuffer.wrap(header));
    int rest = (int) padding + TAIL;
    ByteBuffer end = bytes.read(block * BLOCK + HEAD + length, rest).order(ByteOrder.LITTLE_ENDIAN);
    Adler32 sum = new Adler32();
    sum.update(start.duplicate());
    sum.update(header);
    sum.update(end.slice(0, (int) padding));
    if (end.getInt(rest - 4) != TAIL_MAGIC || end.getInt(rest - TAIL) != (int) sum.getValue()) {
      throw DatabaseBytes.damage(where + " does not match its checksum");
    }
    sink.header(header, where);
  }
}
