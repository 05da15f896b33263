package dev.plinth.inventory.language;

import dev.plinth.inventory.spool.ByteSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A program as it would lie in memory: bytes by address, through its program headers. */
final class ElfMemory {
  private static final int MOST_SEGMENTS = 1000;

  private record Segment(long address, long offset, long size) {}

  private final ByteSource file;
  private final List<Segment> segments = new ArrayList<>();

  ElfMemory(ElfHeader header, ByteSource file) throws IOException {
    this.file = file;
    boolean wide = header.wide();
    ByteBuffer head = ByteBuffer.wrap(file.exactly(0, 64)).order(header.order());
    long programs = wide ? head.getLong(32) : head.getInt(28) & 0xffff_ffffL;
    int size = head.getShort(wide ? 54 : 42) & 0xffff;
    int count = Math.min(head.getShort(wide ? 56 : 44) & 0xffff, MOST_SEGMENTS);
    for (int i = 0; i < count && size >= (wide ? 56 : 32); i++) {
      ByteBuffer raw =
          ByteBuffer.wrap(file.exactly(programs + (long) i * size, size)).order(header.order());
      if (raw.getInt(0) == 1) {
        segments.add(
            wide
                ? new Segment(raw.getLong(16), raw.getLong(8), raw.getLong(32))
                : new Segment(
                    raw.getInt(8) & 0xffff_ffffL,
                    raw.getInt(4) & 0xffff_ffffL,
                    raw.getInt(16) & 0xffff_ffffL));
      }
    }
  }

  /** Bytes at an address; none where they are not all in the file. */
  byte[] read(long address, int length) throws IOException {
    for (Segment segment : segments) {
      long at = address - segment.address();
      if (at >= 0 && at <= segment.size() - length) {
        try {
          return file.exactly(segment.offset() + at, length);
        } catch (EOFException e) {
          return new byte[0];
        }
      }
    }
    return new byte[0];
  }
}
