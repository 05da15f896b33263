package dev.plinth.rpm.database;

import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Walks a table's tree in the order of its rows (SQLite, "Database File Format", 1.6). */
final class TableTree {
  /** Takes rows. */
  interface Rows {
    /**
     * @param row its number
     * @param record the whole record, from its overflow pages too
     * @return whether to go on
     */
    boolean row(long row, ByteBuffer record);

    /** Something could not be read; the walk goes on behind it. */
    void damaged(PlinthException e);
  }

  private static final int INTERIOR = 5;
  private static final int LEAF = 13;
  private static final int DEEPEST = 20;

  private final SqliteFile file;
  private final int mostBytes;
  private final Rows rows;

  TableTree(SqliteFile file, int mostBytes, Rows rows) {
    this.file = file;
    this.mostBytes = mostBytes;
    this.rows = rows;
  }

  /** Walks from the root; false where the rows did not want to go on. */
  boolean walk(long root) throws IOException {
    return walk(root, 0);
  }

  private boolean walk(long number, int depth) throws IOException {
    ByteBuffer page;
    try {
      if (depth > DEEPEST) {
        throw DatabaseBytes.damage("has a tree deeper than " + DEEPEST);
      }
      page = file.page(number);
      int type = page.get(SqliteFile.nodeStart(number));
      if (type != LEAF && type != INTERIOR) {
        throw DatabaseBytes.damage("has no part of a table on page " + number);
      }
    } catch (PlinthException e) {
      rows.damaged(e);
      return true;
    }
    int start = SqliteFile.nodeStart(number);
    if (page.get(start) == LEAF) {
      return leaf(page, start);
    }
    for (int cell : cells(page, start, 12)) {
      if (!walk(page.getInt(cell) & 0xffffffffL, depth + 1)) {
        return false;
      }
    }
    return walk(page.getInt(start + 8) & 0xffffffffL, depth + 1);
  }

  /** Where the cells of a node begin, each once. */
  private List<Integer> cells(ByteBuffer page, int start, int headerSize) {
    int count = page.getShort(start + 3) & 0xffff;
    List<Integer> cells = new ArrayList<>();
    BitSet seen = new BitSet();
    for (int i = 0; i < count; i++) {
      int at = start + headerSize + 2 * i;
      int cell = at + 2 <= file.usable() ? page.getShort(at) & 0xffff : 0;
      if (cell < start + headerSize || cell > file.usable() - 4 || seen.get(cell)) {
        rows.damaged(DatabaseBytes.damage("has a node whose cells are not where it says"));
        return cells;
      }
      seen.set(cell);
      cells.add(cell);
    }
    return cells;
  }

  private boolean leaf(ByteBuffer page, int start) throws IOException {
    for (int cell : cells(page, start, 8)) {
      page.position(cell);
      try {
        long length = Varint.read(page);
        long row = Varint.read(page);
        if (!rows.row(row, record(page, length))) {
          return false;
        }
      } catch (PlinthException e) {
        rows.damaged(e);
      }
    }
    return true;
  }

  /** A record: its beginning in the cell, the rest in a chain of pages. */
  private ByteBuffer record(ByteBuffer page, long length) throws IOException {
    if (length < 0 || length > mostBytes || !file.bytes().spend(length)) {
      throw DatabaseBytes.damage("has a record of " + length + " bytes, which cannot be");
    }
    int usable = file.usable();
    int local = (int) Math.min(length, usable - 35);
    if (local < length) {
      int least = (usable - 12) * 32 / 255 - 23;
      int fitting = (int) (least + (length - least) % (usable - 4));
      local = fitting <= usable - 35 ? fitting : least;
    }
    if (page.position() + local > usable) {
      throw DatabaseBytes.damage("has a record that leaves its page");
    }
    ByteBuffer record = ByteBuffer.allocate((int) length);
    record.put(page.slice(page.position(), local));
    if (!record.hasRemaining()) {
      return record.flip();
    }
    int next = page.position() + local;
    long number = next + 4 <= usable ? page.getInt(next) & 0xffffffffL : 0;
    while (record.hasRemaining()) {
      ByteBuffer more = file.page(number);
      record.put(more.slice(4, Math.min(record.remaining(), usable - 4)));
      number = more.getInt(0) & 0xffffffffL;
    }
    return record.flip();
  }
}
