package dev.plinth.inventory.source;

import dev.plinth.inventory.layers.CopyrightReader;
import dev.plinth.inventory.layers.LayerCache;
import dev.plinth.inventory.layers.Look;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * How images are read.
 *
 * @param looks what is looked for beside the packages of the system
 * @param temporary a folder for temporary files
 * @param threads how many layers are read at the same time
 * @param cache of layers that were read before, by the same readers
 * @param copyrights reads what packages of Debian say of their licences
 */
public record Settings(
    Set<Look> looks, Path temporary, int threads, LayerCache cache, CopyrightReader copyrights) {
  public Settings {
    looks = Set.copyOf(looks);
  }

  /**
   * Everything, in the temporary folder of the machine, on all its cores, without a cache or
   * licences.
   */
  public static Settings everything() {
    return new Settings(
        EnumSet.allOf(Look.class),
        Path.of(System.getProperty("java.io.tmpdir", ".")),
        Math.max(1, Runtime.getRuntime().availableProcessors()),
        LayerCache.NONE,
        CopyrightReader.NONE);
  }

  public Settings with(LayerCache other) {
    return new Settings(looks, temporary, threads, other, copyrights);
  }

  public Settings with(Set<Look> other) {
    return new Settings(other, temporary, threads, cache, copyrights);
  }

  /** One layer at a time, without threads of its own: the slowest, and in the least memory. */
  public Settings alone() {
    return new Settings(looks, temporary, 1, cache, copyrights);
  }

  public Settings with(CopyrightReader other) {
    return new Settings(looks, temporary, threads, cache, other);
  }
}
