package dev.plinth.inventory.cache;

import dev.plinth.model.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a folder of files within its room. Several processes may prune at once, and read what goes:
 * a file that is open stays readable.
 */
final class Pruning {
  /** Nobody writes for so long: whoever began it was killed. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  private Pruning() {}

  private record Kept(Path path, Instant used, long size) {}

  /**
   * Removes what was not used for longest until at most {@code room} bytes are left; drafts of
   * killed processes and files of other versions always.
   *
   * @param suffix of the files of this version
   */
  static void prune(Path folder, long room, String suffix) throws IOException {
    List<Kept> all = new ArrayList<>();
    long left = 0;
    Instant old = Instant.now().minus(ABANDONED);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path path : files.toList()) {
        Kept kept = look(path);
        if (kept == null) {
          continue;
        }
        boolean draft = path.getFileName().toString().startsWith(WholeFile.DRAFT);
        boolean ours = draft || path.getFileName().toString().endsWith(suffix);
        if (kept.used().isBefore(old) && (draft || !ours)) {
          Files.deleteIfExists(path);
        } else if (!draft) {
          all.add(kept);
          left += kept.size();
        }
      }
    }
    all.sort(Comparator.comparing(Kept::used).thenComparing(Kept::path));
    for (Kept kept : all) {
      if (left <= room) {
        return;
      }
      Files.deleteIfExists(kept.path());
      left -= kept.size();
    }
  }

  /** Null where another process removed it, or it is no file. */
  private static @Nullable Kept look(Path path) throws IOException {
    try {
      BasicFileAttributes seen = Files.readAttributes(path, BasicFileAttributes.class);
      return seen.isRegularFile()
          ? new Kept(path, seen.lastModifiedTime().toInstant(), seen.size())
          : null;
    } catch (NoSuchFileException e) {
      return null;
    }
  }
}
