package dev.plinth.generate;

import dev.plinth.rootfs.Content;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the dynamic linker and ldconfig(8) read of an ELF shared object (elf(5), System V gABI
 * chapters 4 and 5): only the program headers and what they lead to, never the sections. Little
 * endian, 32 or 64 bits.
 *
 * @param bits 32 or 64
 * @param machine {@code e_machine}
 * @param flags {@code e_flags}
 * @param interpreter of PT_INTERP; empty where there is none
 * @param soname of DT_SONAME, raw (one char is one byte)
 * @param needed of every DT_NEEDED, in order
 * @param isaLevel the x86 instruction set level that GNU_PROPERTY_X86_ISA_1_NEEDED asks for, 0 for
 *     none
 */
record ElfFile(
    int bits,
    int machine,
    int flags,
    String interpreter,
    Optional<String> soname,
    List<String> needed,
    int isaLevel) {
  static final int MACHINE_386 = 3;
  static final int MACHINE_X86_64 = 62;

  private static final int TYPE_SHARED = 3;
  private static final int PT_LOAD = 1;
  private static final int PT_DYNAMIC = 2;
  private static final int PT_INTERP = 3;
  private static final int PT_GNU_PROPERTY = 0x6474e553;
  private static final int DT_NEEDED = 1;
  private static final int DT_STRTAB = 5;
  private static final int DT_SONAME = 14;
  private static final int MOST_SEGMENTS = 1024;
  private static final int MOST_DYNAMIC = 1 << 20;
  private static final int LONGEST_NAME = 4096;

  /** A program header. */
  private record Segment(int type, long offset, long address, long size, long align) {}

  /**
   * Reads a shared object.
   *
   * @return empty for what is no ELF file, no shared object, without a dynamic section, truncated
   *     or malformed: such a file is no library for ldconfig
   */
  static Optional<ElfFile> read(Content content) {
    if (content.size() < 64) {
      return Optional.empty();
    }
    try {
      return new Reader(content).read();
    } catch (BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  private static final class Reader {
    private static final int WINDOW = 1 << 14;

    private final Content content;
    private final ByteBuffer head;
    private final boolean wide;

    Reader(Content content) {
      this.content = content;
      this.head = wrap(content.read(0, WINDOW));
      this.wide = head.get(4) == 2;
    }

    Optional<ElfFile> read() {
      boolean elf = head.getInt(0) == 0x464c457f && (wide || head.get(4) == 1);
      if (!elf || head.getShort(16) != TYPE_SHARED) {
        return Optional.empty();
      }
      List<Segment> segments = segments();
      String interpreter = "";
      int isaLevel = 0;
      Segment dynamic = null;
      for (Segment segment : segments) {
        switch (segment.type()) {
          case PT_DYNAMIC -> dynamic = segment;
          case PT_INTERP -> interpreter = text(segment.offset());
          case PT_GNU_PROPERTY -> isaLevel = Math.max(isaLevel, isaLevel(segment));
          default -> {}
        }
      }
      if (dynamic == null || dynamic.size() == 0) {
        return Optional.empty();
      }
      return named(segments, dynamic, interpreter, isaLevel);
    }

    private List<Segment> segments() {
      long offset = wide ? head.getLong(32) : Integer.toUnsignedLong(head.getInt(28));
      int count = Short.toUnsignedInt(head.getShort(wide ? 56 : 44));
      if (count > MOST_SEGMENTS) {
        throw new BufferUnderflowException();
      }
      ByteBuffer table = slice(offset, count * (wide ? 56 : 32));
      List<Segment> segments = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        int at = i * (wide ? 56 : 32);
        segments.add(
            wide
                ? new Segment(
                    table.getInt(at),
                    table.getLong(at + 8),
                    table.getLong(at + 16),
                    table.getLong(at + 32),
                    table.getLong(at + 48))
                : new Segment(
                    table.getInt(at),
                    Integer.toUnsignedLong(table.getInt(at + 4)),
                    Integer.toUnsignedLong(table.getInt(at + 8)),
                    Integer.toUnsignedLong(table.getInt(at + 16)),
                    Integer.toUnsignedLong(table.getInt(at + 28))));
      }
      return segments;
    }

    private Optional<ElfFile> named(
        List<Segment> segments, Segment dynamic, String interpreter, int isaLevel) {
      int step = wide ? 16 : 8;
      long room = Math.max(0, content.size() - dynamic.offset());
      int length = (int) Math.min(Math.min(dynamic.size(), room), MOST_DYNAMIC);
      ByteBuffer entries = slice(dynamic.offset(), length - length % step);
      long strings = -1;
      long soname = -1;
      List<Long> needed = new ArrayList<>();
      for (int at = 0; at < entries.limit(); at += step) {
        long tag = wide ? entries.getLong(at) : entries.getInt(at);
        long value =
            wide ? entries.getLong(at + 8) : Integer.toUnsignedLong(entries.getInt(at + 4));
        if (tag == 0) {
          break;
        } else if (tag == DT_STRTAB && strings < 0) {
          strings = fileOffset(segments, value);
        } else if (tag == DT_SONAME && soname < 0) {
          soname = value;
        } else if (tag == DT_NEEDED) {
          needed.add(value);
        }
      }
      if (strings < 0) {
        return Optional.empty();
      }
      List<String> names = new ArrayList<>(needed.size());
      for (long name : needed) {
        names.add(text(strings + name));
      }
      return Optional.of(
          new ElfFile(
              wide ? 64 : 32,
              Short.toUnsignedInt(head.getShort(18)),
              head.getInt(wide ? 48 : 36),
              interpreter,
              soname < 0 ? Optional.empty() : Optional.of(text(strings + soname)),
              List.copyOf(names),
              isaLevel));
    }

    private static long fileOffset(List<Segment> segments, long address) {
      for (Segment segment : segments) {
        if (segment.type() == PT_LOAD
            && Long.compareUnsigned(address, segment.address()) >= 0
            && Long.compareUnsigned(address - segment.address(), segment.size()) < 0) {
          return address - segment.address() + segment.offset();
        }
      }
      return address;
    }

    /** The level in the first GNU property note, as the x86-64 psABI defines it. */
    private int isaLevel(Segment segment) {
      int word = wide ? 8 : 4;
      if (segment.align() != word || segment.size() > WINDOW) {
        return 0;
      }
      ByteBuffer note = slice(segment.offset(), (int) segment.size());
      for (int at = 0; at + 12 < note.limit(); ) {
        int nameSize = note.getInt(at);
        int dataSize = note.getInt(at + 4);
        if (nameSize < 0 || dataSize < 0) {
          return 0;
        }
        if (nameSize == 4 && note.getInt(at + 8) == 5 && note.getInt(at + 12) == 0x00554e47) {
          return isaLevel(note, at + 16, dataSize, word);
        }
        long next = align(align(at + 12L + nameSize, word) + dataSize, word);
        if (next > note.limit()) {
          return 0;
        }
        at = (int) next;
      }
      return 0;
    }

    private static int isaLevel(ByteBuffer note, int from, int size, int word) {
      if (size < 8 || size % word != 0) {
        return 0;
      }
      long end = (long) from + size;
      int last = 0;
      for (long at = from; end - at >= 8; ) {
        int type = note.getInt((int) at);
        long length = Integer.toUnsignedLong(note.getInt((int) at + 4));
        at += 8;
        if (Integer.compareUnsigned(type, last) < 0 || at + length > end) {
          return 0;
        }
        last = type;
        if (Integer.compareUnsigned(type, 0xc0008002) >= 0) {
          if (type != 0xc0008002 || length != 4 || note.getInt((int) at) == 0) {
            return 0;
          }
          return 31 - Integer.numberOfLeadingZeros(note.getInt((int) at));
        }
        at += align(length, word);
      }
      return 0;
    }

    private static long align(long value, int to) {
      return (value + to - 1) / to * to;
    }

    /** The NUL-terminated string at {@code offset}. */
    private String text(long offset) {
      if (offset < 0 || offset >= content.size()) {
        throw new BufferUnderflowException();
      }
      ByteBuffer bytes = slice(offset, (int) Math.min(LONGEST_NAME, content.size() - offset));
      for (int i = 0; i < bytes.limit(); i++) {
        if (bytes.get(i) == 0) {
          byte[] name = new byte[i];
          bytes.get(0, name);
          return new String(name, StandardCharsets.ISO_8859_1);
        }
      }
      throw new BufferUnderflowException();
    }

    private ByteBuffer slice(long offset, int length) {
      if (offset < 0 || length < 0 || offset > content.size() - length) {
        throw new BufferUnderflowException();
      }
      if (offset + length <= head.limit()) {
        return head.slice((int) offset, length).order(ByteOrder.LITTLE_ENDIAN);
      }
      return wrap(content.read(offset, length));
    }

    private static ByteBuffer wrap(byte[] bytes) {
      return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
