package dev.plinth.inventory.language;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The start of an ELF file (System V ABI, chapter 4; elf(5)).
 *
 * @param wide whether it is of 64 bits
 * @param order of its numbers
 * @param type 2 executable, 3 shared object or position independent executable
 * @param sections where the section headers lie; 0 without any
 * @param sectionSize bytes of one of them
 * @param sectionCount how many
 * @param names which of them is the table of their names
 * @param loadedEnd where what is loaded into memory ends in the file, as far as the program headers
 *     in the head tell
 */
record ElfHeader(
    boolean wide,
    ByteOrder order,
    int type,
    long sections,
    int sectionSize,
    int sectionCount,
    int names,
    long loadedEnd) {
  private static final int LOAD = 1;

  /** Reads the first bytes of a file; empty where it is no executable or shared object. */
  static Optional<ElfHeader> parse(byte[] head) {
    if (head.length < 64 || head[0] != 0x7f || head[1] != 'E' || head[2] != 'L' || head[3] != 'F') {
      return Optional.empty();
    }
    boolean wide = head[4] == 2;
    ByteOrder order = head[5] == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer bytes = ByteBuffer.wrap(head).order(order);
    int type = bytes.getShort(16);
    if (type != 2 && type != 3) {
      return Optional.empty();
    }
    int counts = wide ? 54 : 42;
    return Optional.of(
        new ElfHeader(
            wide,
            order,
            type,
            wide ? bytes.getLong(40) : bytes.getInt(32) & 0xffff_ffffL,
            bytes.getShort(counts + 4) & 0xffff,
            bytes.getShort(counts + 6) & 0xffff,
            bytes.getShort(counts + 8) & 0xffff,
            loadedEnd(bytes, wide, counts)));
  }

  private static long loadedEnd(ByteBuffer bytes, boolean wide, int counts) {
    long programs = wide ? bytes.getLong(32) : bytes.getInt(28) & 0xffff_ffffL;
    int size = bytes.getShort(counts) & 0xffff;
    int count = bytes.getShort(counts + 2) & 0xffff;
    long end = 64;
    for (int i = 0; i < count; i++) {
      long at = programs + (long) i * size;
      if (at < 0 || at + 56 > bytes.capacity()) {
        break;
      }
      int p = (int) at;
      if (bytes.getInt(p) == LOAD) {
        long offset = wide ? bytes.getLong(p + 8) : bytes.getInt(p + 4) & 0xffff_ffffL;
        long length = wide ? bytes.getLong(p + 32) : bytes.getInt(p + 16) & 0xffff_ffffL;
        end = offset >= 0 && length >= 0 ? Math.max(end, offset + length) : end;
      }
    }
    return end;
  }
}
