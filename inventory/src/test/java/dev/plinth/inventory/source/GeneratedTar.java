package dev.plinth.inventory.source;

import dev.plinth.archive.TarEntry;
import dev.plinth.archive.TarWriter;
import dev.plinth.inventory.Layers;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Tar archives that are made while they are read, so that no test writes gigabytes. */
final class GeneratedTar extends InputStream {
  private final Iterator<InputStream> parts;
  private InputStream current = InputStream.nullInputStream();

  private GeneratedTar(Iterator<InputStream> parts) {
    this.parts = parts;
  }

  /** So many empty files. */
  static InputStream files(int count, IntFunction<String> name) {
    return new GeneratedTar(
        IntStream.range(0, count).mapToObj(i -> header(name.apply(i), 0)).iterator());
  }

  /** One file of so many spaces. */
  static InputStream file(String name, long size) {
    return new GeneratedTar(
        List.of(header(name, size), new Spaces(size + TarWriter.padding(size))).iterator());
  }

  /** An ELF program of so many bytes, all of which are loaded. */
  static InputStream program(String name, long size) {
    ByteBuffer elf = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
    elf.putShort(16, (short) 2).putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 1);
    elf.putInt(64, 1).putLong(64 + 32, size);
    return new GeneratedTar(
        List.of(header(name, size), new ByteArrayInputStream(elf.array()), new Spaces(size - 512))
            .iterator());
  }

  private static InputStream header(String name, long size) {
    TarEntry entry = Layers.entry(name, TarEntry.Type.FILE, 0755, size, "");
    return new ByteArrayInputStream(TarWriter.header(entry));
  }

  @Override
  public int read() {
    throw new UnsupportedOperationException("whole blocks only");
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws java.io.IOException {
    while (true) {
      int n = current.read(buffer, offset, length);
      if (n >= 0) {
        return n;
      }
      if (!parts.hasNext()) {
        return -1;
      }
      current = parts.next();
    }
  }

  /** So many spaces. */
  private static final class Spaces extends InputStream {
    private long left;

    Spaces(long size) {
      this.left = size;
    }

    @Override
    public int read() {
      return left-- > 0 ? ' ' : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int n = (int) Math.min(left, length);
      java.util.Arrays.fill(buffer, offset, offset + n, (byte) ' ');
      left -= n;
      return n;
    }
  }
}
