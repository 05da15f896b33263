package dev.plinth.inventory.spool;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are written once and read afterwards: in memory as long as they are few, then in a
 * temporary file that goes with {@link #close}. For one thread at a time.
 */
public final class Spool extends OutputStream implements ByteSource, Closeable {
  private final Path name;
  private final int memory;
  private final long limit;
  private byte[] bytes = new byte[256];
  private int buffered;
  private long onDisk;
  private @Nullable FileChannel channel;

  Spool(Path name, int memory, long limit) {
    this.name = name;
    this.memory = memory;
    this.limit = limit;
  }

  @Override
  public long size() {
    return onDisk + buffered;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /** Beyond the limit a {@code BAD_INPUT} error. */
  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    if (length > limit - size()) {
      throw new PlinthException(
          ErrorCode.BAD_INPUT,
          "it holds more than " + limit + " bytes",
          "the image is damaged or hostile: look at what it holds");
    }
    int capacity = channel == null ? memory : Math.min(memory, 1 << 16);
    if (length > capacity - buffered) {
      flushToDisk();
    }
    if (length > capacity) {
      append(source, offset, length);
      return;
    }
    if (length > bytes.length - buffered) {
      bytes =
          Arrays.copyOf(bytes, Math.max(buffered + length, Math.min(capacity, 2 * bytes.length)));
    }
    System.arraycopy(source, offset, bytes, buffered, length);
    buffered += length;
  }

  /**
   * Writes all that {@code in} gives.
   *
   * @return false where that is more than the limit; what was written is then useless
   */
  public boolean take(InputStream in) throws IOException {
    byte[] buffer = new byte[1 << 14];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      if (n > limit - size()) {
        return false;
      }
      write(buffer, 0, n);
    }
    return true;
  }

  /** A file that holds all that was written so far. */
  public Path file() throws IOException {
    flushToDisk();
    return name;
  }

  private void flushToDisk() throws IOException {
    append(bytes, 0, buffered);
    buffered = 0;
    bytes = new byte[0];
  }

  private void append(byte[] source, int offset, int length) throws IOException {
    FileChannel file = channel;
    if (file == null) {
      file =
          FileChannel.open(
              name,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      channel = file;
    }
    ByteBuffer buffer = ByteBuffer.wrap(source, offset, length);
    while (buffer.hasRemaining()) {
      onDisk += file.write(buffer, onDisk);
    }
  }

  @Override
  public int read(long position, byte[] target, int offset, int length) throws IOException {
    if (position >= size()) {
      return -1;
    }
    if (position >= onDisk) {
      int at = (int) (position - onDisk);
      int n = Math.min(length, buffered - at);
      System.arraycopy(bytes, at, target, offset, n);
      return n;
    }
    FileChannel file = java.util.Objects.requireNonNull(channel);
    int wanted = (int) Math.min(length, onDisk - position);
    return file.read(ByteBuffer.wrap(target, offset, wanted), position);
  }

  /** All of it, from the start. */
  public InputStream stream() {
    return stream(0, size());
  }

  @Override
  public void close() throws IOException {
    bytes = new byte[0];
    buffered = 0;
    if (channel != null) {
      channel.close();
      channel = null;
      Files.deleteIfExists(name);
    }
  }
}
