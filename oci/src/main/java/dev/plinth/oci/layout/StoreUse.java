package dev.plinth.oci.layout;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether anybody works with the blobs of a store. Who looks for or adds blobs shares a lock
 * until it is done or dead; who removes some needs it alone, so that nothing goes between the
 * moment when it is found and the moment when the index names it.
 */
final class StoreUse {
  private static final String FILE = "use";
  private static final long PAUSE = 10;
  private static final long PATIENCE = 60_000;

  private record Shared(FileChannel channel, FileLock lock, int users) {}

  /** File locks belong to the process: its first user takes it, its last gives it back. */
  private static final Map<Path, Shared> USED = new HashMap<>();

  private final Path folder;
  private @Nullable Path entered;
  private boolean alone;

  StoreUse(Path folder) {
    this.folder = folder;
  }

  /** Shares the lock, once; does nothing where the folder is not there or not writable. */
  synchronized void enter() throws IOException {
    if (alone || entered != null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      return;
    }
    Path file = folder.toRealPath().resolve(FILE);
    synchronized (USED) {
      Shared shared = USED.get(file);
      if (shared == null) {
        FileChannel channel =
            FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        shared = new Shared(channel, share(channel), 0);
      }
      USED.put(file, new Shared(shared.channel(), shared.lock(), shared.users() + 1));
    }
    entered = file;
  }

  private FileLock share(FileChannel channel) throws IOException {
    for (long waited = 0; waited < PATIENCE; waited += PAUSE) {
      FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true);
      if (lock != null) {
        return lock;
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    channel.close();
    throw busy("is being cleaned");
  }

  synchronized void leave() throws IOException {
    Path file = entered;
    if (file == null) {
      return;
    }
    entered = null;
    synchronized (USED) {
      Shared shared = USED.get(file);
      if (shared == null) {
        return;
      }
      if (shared.users() > 1) {
        USED.put(file, new Shared(shared.channel(), shared.lock(), shared.users() - 1));
      } else {
        USED.remove(file);
        shared.channel().close();
      }
    }
  }

  /**
   * Does {@code work} while nobody else uses the store, other threads with this object included;
   * that somebody does is a {@code MACHINE} error.
   */
  synchronized <T> T alone(StoreLock.Work<T> work) throws IOException {
    leave();
    Path file = folder.toRealPath().resolve(FILE);
    synchronized (USED) {
      if (USED.containsKey(file)) {
        throw busy("is in use by this process");
      }
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        if (lock == null) {
          throw busy("is in use by another process");
        }
        alone = true;
        return work.run();
      } finally {
        alone = false;
      }
    }
  }

  private PlinthException busy(String how) {
    return new PlinthException(
        ErrorCode.MACHINE,
        "the store " + folder.getParent() + " " + how,
        "do it again when that is done");
  }
}
