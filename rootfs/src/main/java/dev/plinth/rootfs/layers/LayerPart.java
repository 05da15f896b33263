package dev.plinth.rootfs.layers;

import java.util.List;

/**
 * Entries of a layer that are compressed by themselves, so that their compressed bytes depend on
 * nothing else and can be kept.
 *
 * @param name {@code directories}, {@code package libssl3}, {@code generated}, {@code removed}
 * @param entries in the order they are written
 */
public record LayerPart(String name, List<LayerEntry> entries) {
  public LayerPart {
    entries = List.copyOf(entries);
  }
}
