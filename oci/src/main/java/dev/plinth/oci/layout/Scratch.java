package dev.plinth.oci.layout;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The folder of unfinished files, beside the blobs and on the same disk, so that finishing one is a
 * rename. What a killed process left is removed when it is old.
 */
final class Scratch {
  private static final Duration TEMPORARY_AGE = Duration.ofDays(1);
  private static final Duration PARTIAL_AGE = Duration.ofDays(7);
  private static final AtomicLong COUNTER = new AtomicLong();

  private final Path temporary;
  private final Path partial;
  private final InstantSource clock;

  Scratch(Path folder, InstantSource clock) {
    this.temporary = folder.resolve("tmp");
    this.partial = folder.resolve("partial");
    this.clock = clock;
  }

  void create() throws IOException {
    Files.createDirectories(temporary);
    Files.createDirectories(partial);
  }

  /** A new empty file of this process; its permissions follow the umask. */
  Path newFile() throws IOException {
    while (true) {
      Path file =
          temporary.resolve(ProcessHandle.current().pid() + "-" + COUNTER.incrementAndGet());
      try {
        return Files.createFile(file);
      } catch (FileAlreadyExistsException e) {
        // Left by an earlier process of the same number, or by one in another container.
      }
    }
  }

  /** The file that downloads of {@code name} go on from. */
  Path partial(String name) {
    return partial.resolve(name);
  }

  /** Removes what was not touched for long. */
  void clean() throws IOException {
    Instant now = clock.instant();
    clean(temporary, now.minus(TEMPORARY_AGE));
    clean(partial, now.minus(PARTIAL_AGE));
  }

  private static void clean(Path folder, Instant before) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        try {
          if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
            Files.deleteIfExists(file);
          }
        } catch (IOException e) {
          // Another process was faster, or it is another user's.
        }
      }
    }
  }
}
