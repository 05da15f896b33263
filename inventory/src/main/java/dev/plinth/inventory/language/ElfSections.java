package dev.plinth.inventory.language;

import dev.plinth.inventory.spool.ByteSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Finds a section of an ELF file by its name, in a part of the file that ends with it. */
final class ElfSections {
  private static final int MOST = 10_000;

  /** Where a section lies in the file. */
  record Section(long address, long offset, long size) {}

  private final ElfHeader header;
  private final ByteSource bytes;
  private final long from;

  /**
   * @param bytes the file from {@code from} on
   */
  ElfSections(ElfHeader header, ByteSource bytes, long from) {
    this.header = header;
    this.bytes = bytes;
    this.from = from;
  }

  /** Empty where there is no such section, or where the headers are damaged. */
  Optional<Section> find(String name) throws IOException {
    if (header.sections() < from
        || header.sectionSize() < (header.wide() ? 64 : 40)
        || header.sectionCount() > MOST
        || header.names() >= header.sectionCount()) {
      return Optional.empty();
    }
    try {
      Section names = section(raw(header.names()));
      byte[] wanted = (name + "\0").getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < header.sectionCount(); i++) {
        ByteBuffer raw = raw(i);
        long at = names.offset() - from + (raw.getInt(0) & 0xffff_ffffL);
        if (at >= 0 && at + wanted.length <= bytes.size()) {
          if (java.util.Arrays.equals(bytes.exactly(at, wanted.length), wanted)) {
            return Optional.of(section(raw));
          }
        }
      }
    } catch (EOFException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private ByteBuffer raw(int index) throws IOException {
    long at = header.sections() - from + (long) index * header.sectionSize();
    return ByteBuffer.wrap(bytes.exactly(at, header.wide() ? 64 : 40)).order(header.order());
  }

  private Section section(ByteBuffer raw) {
    return header.wide()
        ? new Section(raw.getLong(16), raw.getLong(24), raw.getLong(32))
        : new Section(
            raw.getInt(12) & 0xffff_ffffL,
            raw.getInt(16) & 0xffff_ffffL,
            raw.getInt(20) & 0xffff_ffffL);
  }
}
