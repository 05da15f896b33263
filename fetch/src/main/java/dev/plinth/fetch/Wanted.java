package dev.plinth.fetch;

import dev.plinth.model.Digest;
import java.util.List;

/**
 * A file to download.
 *
 * @param what names it in errors, together with what vouches for it: {@code package libc6=2.36-9
 *     (sha256 in the Packages index of debian/bookworm/main)}
 * @param mirrors that may have it
 * @param paths below each mirror's root, tried in turn where one is missing; raw, one char a byte
 * @param size in bytes
 * @param digest of all its bytes
 */
public record Wanted(String what, Mirrors mirrors, List<String> paths, long size, Digest digest) {
  public Wanted {
    paths = List.copyOf(paths);
    if (paths.isEmpty()) {
      throw new IllegalArgumentException("a file needs a path");
    }
  }

  /** A file with one path. */
  public Wanted(String what, Mirrors mirrors, String path, long size, Digest digest) {
    this(what, mirrors, List.of(path), size, digest);
  }

  /** The path to show. */
  public String path() {
    return paths.getLast();
  }
}
