package dev.plinth.pipeline.image;

import dev.plinth.lock.LockDiff;
import dev.plinth.model.Digest;
import dev.plinth.model.Platform;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How two images differ, platform by platform.
 *
 * @param before digest of the first index or manifest
 * @param after digest of the second
 * @param missing platforms that only one of them has, in words
 */
public record ImageDiff(
    Digest before, Digest after, List<PlatformDiff> platforms, List<String> missing) {
  public ImageDiff {
    platforms = List.copyOf(platforms);
    missing = List.copyOf(missing);
  }

  public boolean same() {
    return missing.isEmpty() && platforms.stream().allMatch(PlatformDiff::same);
  }

  /**
   * @param packages that come, go or change
   * @param files that come, go or change, by path
   * @param settings of the configuration that change
   * @param sizeBefore compressed bytes
   * @param sizeAfter compressed bytes
   */
  public record PlatformDiff(
      Platform platform,
      List<LockDiff.Change> packages,
      List<FileChange> files,
      List<SettingChange> settings,
      long sizeBefore,
      long sizeAfter) {
    public PlatformDiff {
      packages = List.copyOf(packages);
      files = List.copyOf(files);
      settings = List.copyOf(settings);
    }

    boolean same() {
      return packages.isEmpty() && files.isEmpty() && settings.isEmpty();
    }
  }

  /**
   * @param path as text
   * @param kind {@code added}, {@code removed} or {@code changed}
   * @param what differs: {@code content}, {@code mode}, {@code owner}, {@code type}, {@code
   *     target}, {@code xattrs}, {@code time}
   */
  public record FileChange(String path, String kind, List<String> what) {
    public FileChange {
      what = List.copyOf(what);
    }
  }

  /** A setting with its values; null where it is not set. */
  public record SettingChange(String name, @Nullable String before, @Nullable String after) {}
}
