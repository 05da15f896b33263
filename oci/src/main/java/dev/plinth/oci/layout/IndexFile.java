package dev.plinth.oci.layout;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The {@code index.json} of the store on disk: replaced as a whole, so that readers need no lock.
 */
final class IndexFile {
  private static final int ATTEMPTS = 6;

  private final Path store;
  private final Path file;
  private final Scratch scratch;
  private final StoreLock lock;
  private final boolean sync;

  /** Bytes of the file and what they list. */
  private static final class Shown {
    final byte[] bytes;
    final LayoutIndex index;

    Shown(byte[] bytes, String what) {
      this.bytes = bytes;
      this.index = LayoutIndex.parse(bytes, what);
    }

    /** There is no file. */
    Shown() {
      this.bytes = new byte[0];
      this.index = LayoutIndex.empty();
    }
  }

  private volatile @Nullable Shown last;

  /**
   * @param sync whether a change is brought to the disk before it counts
   */
  IndexFile(Path store, Scratch scratch, StoreLock lock, boolean sync) {
    this.store = store;
    this.lock = lock;
    this.sync = sync;
    this.file = store.resolve("index.json");
    this.scratch = scratch;
  }

  /**
   * What it lists now, to be looked at only: the same object as long as the file has the same
   * bytes.
   */
  LayoutIndex shown() throws IOException {
    Shown before = last;
    if (before != null) {
      try {
        if (Arrays.equals(bytes(), before.bytes)) {
          return before.index;
        }
      } catch (NoSuchFileException e) {
        // Removed since: nothing is listed.
      }
    }
    Shown now = parsed();
    last = now;
    return now.index;
  }

  /** What it lists, to be changed; nothing where there is no file yet. */
  LayoutIndex read() throws IOException {
    return parsed().index;
  }

  private Shown parsed() throws IOException {
    int pause = 5;
    for (int attempt = 1; ; attempt++) {
      try {
        return new Shown(bytes(), "index.json of " + store);
      } catch (NoSuchFileException e) {
        return new Shown();
      } catch (PlinthException e) {
        // Other tools write the file in place: what was read may be half of it.
        if (attempt == ATTEMPTS) {
          throw new PlinthException(
              e.code(),
              String.valueOf(e.getMessage()),
              "mend " + file + ", or remove it: names are lost with it, blobs are not",
              e);
        }
        sleep(pause);
        pause *= 2;
      }
    }
  }

  private byte[] bytes() throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + " is not a regular file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LayoutIndex.MAX_BYTES + 1);
      if (bytes.length > LayoutIndex.MAX_BYTES) {
        throw new IOException(file + " has more than " + LayoutIndex.MAX_BYTES + " bytes");
      }
      return bytes;
    }
  }

  /** Makes an empty one where there is none. */
  void create() throws IOException {
    if (!Files.exists(file)) {
      lock.hold(() -> {
        if (!Files.exists(file)) {
          replace(file, LayoutIndex.empty().toBytes());
        }
        return true;
      });
    }
  }

  /** Changes what it lists, alone; {@code change} says whether it did. */
  void change(Predicate<LayoutIndex> change) throws IOException {
    lock.hold(() -> {
      LayoutIndex index = read();
      byte[] before = index.toBytes();
      if (change.test(index) && !Arrays.equals(before, index.toBytes())) {
        requireSize(index.toBytes().length);
        replace(file, index.toBytes());
      }
      return true;
    });
  }

  private void requireSize(int size) {
    if (size > LayoutIndex.MAX_BYTES) {
      throw new PlinthException(
          ErrorCode.REFUSED,
          "the store "
              + store
              + " would list more than fits in "
              + LayoutIndex.MAX_BYTES
              + " bytes",
          "untag images that are not needed, or use another store");
    }
  }

  /**
   * Gives {@code target}, in the store's folder, the bytes, all of them or, if this fails, none.
   */
  void replace(Path target, byte[] bytes) throws IOException {
    Path temporary = scratch.newFile();
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        if (sync) {
          channel.force(true);
        }
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      if (sync) {
        BlobFolder.syncFolder(store);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void sleep(int milliseconds) throws IOException {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
