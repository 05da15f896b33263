package dev.plinth.pipeline;

import dev.plinth.lock.Lock;
import dev.plinth.lock.LockDiff;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What locking came to.
 *
 * @param file where the lock lies
 * @param changed whether the file was written
 * @param before the lock that was there; empty where there was none
 * @param changes against the lock that was there before; all packages where there was none
 */
public record LockReport(
    Lock lock, Path file, boolean changed, Optional<Lock> before, List<LockDiff.Change> changes) {
  public LockReport {
    changes = List.copyOf(changes);
  }
}
