package dev.plinth.oci.layout;

import dev.plinth.model.ErrorCode;
import dev.plinth.model.PlinthException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps others out, threads of this process and other processes, while {@code index.json} changes.
 * The system frees it when its process ends, however it ends.
 */
final class StoreLock {
  /** File locks belong to the process, so its threads need one more. */
  private static final ConcurrentHashMap<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private final Path folder;
  private final String name;
  private final Duration patience;

  /**
   * @param folder must exist when the lock is taken
   */
  StoreLock(Path folder, String name, Duration patience) {
    this.folder = folder;
    this.name = name;
    this.patience = patience;
  }

  /** What is done while the lock is held. */
  interface Work<T> {
    T run() throws IOException;
  }

  <T> T hold(Work<T> work) throws IOException {
    Path real = folder.toRealPath().resolve(name);
    ReentrantLock threads = THREADS.computeIfAbsent(real, _ -> new ReentrantLock(true));
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      if (!threads.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw busy();
    }
    try (FileChannel channel =
            FileChannel.open(real, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = acquire(channel, deadline)) {
      if (!lock.isValid()) {
        throw busy();
      }
      return work.run();
    } finally {
      threads.unlock();
    }
  }

  /** Polls, since a wait in the system could neither be ended nor bounded. */
  private FileLock acquire(FileChannel channel, long deadline) throws IOException {
    long pause = 1;
    while (true) {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() > deadline) {
        throw busy();
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw busy();
      }
      pause = Math.min(pause * 2, 20);
    }
  }

  private PlinthException busy() {
    return new PlinthException(
        ErrorCode.MACHINE,
        "another process has held "
            + folder.resolve(name)
            + " for more than "
            + patience.toSeconds()
            + " s",
        "wait until it is done, or end it: the lock goes with the process");
  }
}
