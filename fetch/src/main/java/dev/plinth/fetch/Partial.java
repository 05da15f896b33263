package dev.plinth.fetch;

import dev.plinth.model.Blobs;
import dev.plinth.model.Digest;
import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file that a download grows in. One process at a time resumes the shared one, under a lock;
 * any other that wants the same bytes at the same time takes a file of its own.
 */
final class Partial implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;
  private long size;

  private Partial(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    this.size = channel.size();
    channel.position(size);
  }

  static Partial open(Blobs blobs, Digest digest) {
    try {
      Path shared = blobs.partial(digest);
      FileChannel channel = open(shared);
      if (locked(channel) && Files.exists(shared)) {
        return new Partial(shared, channel);
      }
      channel.close();
      Path own = Files.createTempFile(shared.getParent(), shared.getFileName() + ".", ".partial");
      return new Partial(own, open(own));
    } catch (IOException e) {
      throw disk(e);
    }
  }

  private static FileChannel open(Path path) throws IOException {
    return FileChannel.open(
        path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  long size() {
    return size;
  }

  void truncate(long to) {
    try {
      channel.truncate(to);
      channel.position(to);
      size = to;
    } catch (IOException e) {
      throw disk(e);
    }
  }

  void write(byte[] buffer, int length) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, length);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      size += length;
    } catch (IOException e) {
      throw disk(e);
    }
  }

  /** Moves it into {@code blobs}, which hashes it; its lock is held meanwhile. */
  Path adopt(Blobs blobs, Digest digest, String what) {
    try {
      return blobs.adopt(path, digest, what);
    } catch (IOException e) {
      throw disk(e);
    }
  }

  private static PlinthException disk(IOException e) {
    return new PlinthException(
        ErrorCode.MACHINE,
        "cannot write a download: " + e.getMessage(),
        "make room on the disk of the store, or choose another with --store",
        e);
  }

  @Override
  public void close() {
    try {
      channel.close();
      if (path.getFileName().toString().endsWith(".partial") && size == 0) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // All that matters was written before, or reported.
    }
  }
}
