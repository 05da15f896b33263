package dev.plinth.rpm.database;

import dev.plinth.model.PlinthException;
import dev.plinth.rpm.header.RpmHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The table {@code Packages (hnum, blob)} of {@code rpmdb.sqlite}: a header in each row. */
final class PackagesTable {
  private static final int SCHEMA_PAGE = 1;
  private static final int MOST_SCHEMA = 1 << 16;
  private static final int MOST_COLUMNS = 16;

  private final SqliteFile file;
  private final HeaderSink sink;
  private long root;

  PackagesTable(SqliteFile file, HeaderSink sink) {
    this.file = file;
    this.sink = sink;
  }

  void read() throws IOException {
    new TableTree(file, MOST_SCHEMA, new Schema()).walk(SCHEMA_PAGE);
    if (root == 0) {
      sink.gap("has no table Packages");
      return;
    }
    new TableTree(file, RpmHeader.MOST_BYTES, new Headers()).walk(root);
  }

  /** Rows of the schema: type, name, table's name, first page, SQL. */
  private final class Schema implements TableTree.Rows {
    @Override
    public boolean row(long row, ByteBuffer row0) {
      List<ByteBuffer> columns = columns(row0);
      if (columns.size() < 4 || !text(columns.get(0)).equals("table")) {
        return true;
      }
      if (text(columns.get(1)).equals("Packages")) {
        root = number(columns.get(3));
      }
      return root == 0;
    }

    @Override
    public void damaged(PlinthException e) {
      sink.gap(e);
    }
  }

  private final class Headers implements TableTree.Rows {
    @Override
    public boolean row(long row, ByteBuffer record) {
      List<ByteBuffer> columns = columns(record);
      if (columns.size() < 2) {
        sink.gap("row " + row + " of Packages has no header");
      } else {
        ByteBuffer blob = columns.get(1);
        byte[] header = new byte[blob.remaining()];
        blob.get(header);
        sink.header(header, "header " + row);
      }
      return !sink.isFull();
    }

    @Override
    public void damaged(PlinthException e) {
      sink.gap(e);
    }
  }

  /** The columns of a record (SQLite, "Database File Format", 2.1), as far as it goes. */
  private static List<ByteBuffer> columns(ByteBuffer record) {
    long headerSize = Varint.read(record);
    if (headerSize > record.limit() || headerSize < record.position()) {
      throw DatabaseBytes.damage("has a record whose header is longer than itself");
    }
    ByteBuffer types = record.slice(0, (int) headerSize).position(record.position());
    int at = (int) headerSize;
    List<ByteBuffer> columns = new ArrayList<>();
    while (types.hasRemaining() && columns.size() < MOST_COLUMNS) {
      long size = size(Varint.read(types));
      if (size > record.limit() - at) {
        throw DatabaseBytes.damage("has a record whose columns are longer than itself");
      }
      columns.add(record.slice(at, (int) size));
      at += (int) size;
    }
    return columns;
  }

  private static long size(long type) {
    if (type < 0 || type == 10 || type == 11) {
      throw DatabaseBytes.damage("has a column of a type that is not known");
    }
    return type >= 12 ? (type - 12) / 2 : type == 5 ? 6 : type < 5 ? type : type < 8 ? 8 : 0;
  }

  private static String text(ByteBuffer column) {
    return StandardCharsets.UTF_8.decode(column.duplicate()).toString();
  }

  private static long number(ByteBuffer column) {
    long value = 0;
    for (int i = 0; i < column.limit(); i++) {
      value = value << 8 | (column.get(i) & 0xff);
    }
    return value;
  }
}
