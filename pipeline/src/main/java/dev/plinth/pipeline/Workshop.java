package dev.plinth.pipeline;

import dev.plinth.model.CacheRoom;
import dev.plinth.model.Progress;
import dev.plinth.oci.layout.LayoutStore;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * What all steps work with.
 *
 * @param format the package format with its distributions
 * @param store of images and of the inputs they are made from
 * @param cache folder for work that can be done again
 * @param environment of the process
 * @param progress who watches
 * @param threads how many processors may work
 * @param version of Plinth: part of what decides whether a build is still the same
 * @param clock for the trail alone
 * @param who works: {@code user@host}, for the trail alone
 */
public record Workshop(
    PackageFormat format,
    LayoutStore store,
    Path cache,
    Map<String, String> environment,
    Progress progress,
    int threads,
    String version,
    InstantSource clock,
    String who) {
  private static final long UNPACKED_ROOM = 6L << 30;
  private static final long MEMBERS_ROOM = 4L << 30;
  private static final long TARS_ROOM = 2L << 30;

  public Workshop {
    environment = Map.copyOf(environment);
  }

  /** Of what builds keep to be faster the next time, what was kept longest ago goes. */
  void makeRoom() throws IOException {
    try {
      CacheRoom.keepUnused(cache.resolve("unpacked"), UNPACKED_ROOM);
      CacheRoom.keepUnused(cache.resolve("members"), MEMBERS_ROOM);
      CacheRoom.keepUnused(cache.resolve("tars"), TARS_ROOM);
    } catch (FileSystemException e) {
      // Not ours: the build is done without it.
    }
  }

  /** The same work with other folders: another store to write to, a cache in which nothing lies. */
  Workshop in(LayoutStore otherStore, Path otherCache) {
    return new Workshop(
        format.withCache(otherCache),
        otherStore,
        otherCache,
        environment,
        progress,
        threads,
        version,
        clock,
        who);
  }

  /** The same work with images of another store. */
  Workshop reading(LayoutStore otherStore) {
    return new Workshop(
        format, otherStore, cache, environment, progress, threads, version, clock, who);
  }
}
