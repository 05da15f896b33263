package dev.plinth.model;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a cache's folder of files within its room. Several processes may do so at once, and read
 * what goes: a file that is open stays readable, and what is missed is made again.
 */
public final class CacheRoom {
  /** Nobody writes for so long: whoever began it was killed. */
  private static final Duration ABANDONED = Duration.ofHours(1);

  /** A file that is in use need not be told so all the time. */
  private static final Duration OFTEN = Duration.ofMinutes(10);

  private CacheRoom() {}

  private record Kept(Path path, Instant used, long size) {}

  /**
   * Says that a file is in use, so that {@link #keepUnused} leaves it.
   *
   * @return false where it is not there
   */
  public static boolean use(Path file) throws IOException {
    try {
      Instant now = Instant.now();
      if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(OFTEN))) {
        Files.setLastModifiedTime(file, FileTime.from(now));
      }
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (AccessDeniedException e) {
      return true; // a cache of somebody else's, which only that one prunes
    }
  }

  /**
   * As {@link #keep} of a folder whose files are read long after they were found: what was used
   * within the last hour stays, however much that is.
   */
  public static void keepUnused(Path folder, long room) throws IOException {
    if (Files.isDirectory(folder)) {
      keep(folder, room, "", ABANDONED);
    }
  }

  /**
   * Removes what was not used for longest until at most {@code room} bytes are left; drafts of
   * killed processes and files of other versions always.
   *
   * @param folder files lie in it, or in folders of it
   * @param suffix of the files of this version
   */
  public static void keep(Path folder, long room, String suffix) throws IOException {
    keep(folder, room, suffix, Duration.ZERO);
  }

  private static void keep(Path folder, long room, String suffix, Duration spared)
      throws IOException {
    List<Kept> all = new ArrayList<>();
    long left = 0;
    Instant old = Instant.now().minus(ABANDONED);
    for (Path path : files(folder)) {
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
    Instant used = Instant.now().minus(spared);
    all.sort(Comparator.comparing(Kept::used).thenComparing(Kept::path));
    for (Kept kept : all) {
      if (left <= room || (!spared.isZero() && kept.used().isAfter(used))) {
        return;
      }
      Files.deleteIfExists(kept.path());
      left -= kept.size();
    }
  }

  /** Files of the folder and of those in it; another process may remove them meanwhile. */
  private static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        if (Files.isDirectory(entry)) {
          try (Stream<Path> inner = Files.list(entry)) {
            inner.forEach(files::add);
          }
        } else {
          files.add(entry);
        }
      }
    }
    return files;
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
