package dev.plinth.rpm.database;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The bytes of a database file, read where they are needed. Every byte of a sound database belongs
 * to one package at most, so all packages together may ask for as many bytes as the file has, and a
 * file whose parts overlap ends soon.
 */
final class DatabaseBytes implements Closeable {
  /** Most bytes of a database: 1 GiB; the largest real ones have a few hundred MiB. */
  private static final long MOST_BYTES = 1L << 30;

  private final FileChannel channel;
  private final long size;
  private long left;

  private DatabaseBytes(FileChannel channel, long size) {
    this.channel = channel;
    this.size = size;
    this.left = size;
  }

  static DatabaseBytes open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    return new DatabaseBytes(channel, Math.min(MOST_BYTES, channel.size()));
  }

  long size() {
    return size;
  }

  /** Bytes of the file, big-endian; what lies beyond its end is {@code BAD_INPUT}. */
  ByteBuffer read(long at, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(checked(at, length));
    return fill(buffer, at);
  }

  /** The same into a buffer that is there, as much as it holds. */
  ByteBuffer read(long at, ByteBuffer into) throws IOException {
    checked(at, into.capacity());
    return fill(into.clear(), at);
  }

  private int checked(long at, int length) {
    if (at < 0 || length < 0 || at > size - length) {
      throw damage("ends before byte " + (at + length));
    }
    return length;
  }

  private ByteBuffer fill(ByteBuffer buffer, long at) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw damage("ends before byte " + (at + buffer.limit()));
      }
    }
    return buffer.flip().order(ByteOrder.BIG_ENDIAN);
  }

  /**
   * Takes as many bytes of what all packages may have.
   *
   * @return whether there are so many left
   */
  boolean spend(long bytes) {
    left -= bytes;
    return left >= 0;
  }

  /** A fault of the file; the sentence goes on after its name. */
  static PlinthException damage(String problem) {
    return new PlinthException(
        ErrorCode.BAD_INPUT,
        problem,
        "the database of installed packages is damaged: what is installed is unknown");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
