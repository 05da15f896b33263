package dev.plinth.inventory.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A temporary folder for spools; what is left in it goes with {@link #close}. */
public final class SpoolFolder implements Closeable {
  /** Up to here a spool stays in memory: 1 MiB. */
  public static final int MEMORY = 1 << 20;

  private final Path folder;
  private final AtomicLong names = new AtomicLong();

  private SpoolFolder(Path folder) {
    this.folder = folder;
  }

  /** In the folder {@code parent}, which exists; readable by its owner only. */
  public static SpoolFolder in(Path parent) throws IOException {
    return new SpoolFolder(Files.createTempDirectory(parent, "plinth-inventory-"));
  }

  /**
   * An empty spool.
   *
   * @param limit most bytes that it takes
   */
  public Spool open(long limit) {
    return open(MEMORY, limit);
  }

  /**
   * An empty spool.
   *
   * @param memory up to how many bytes it stays in memory
   * @param limit most bytes that it takes
   */
  public Spool open(int memory, long limit) {
    return new Spool(folder.resolve("spool-" + names.incrementAndGet()), memory, limit);
  }

  /** The name of a file that does not exist yet, for the caller's own use. */
  public Path scratch() {
    return folder.resolve("scratch-" + names.incrementAndGet());
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      for (Path file : left.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
