package dev.plinth.inventory;

import java.util.List;

/**
 * All that reading an image once tells.
 *
 * @param inventory what a scan needs
 * @param removed packages of lower layers that are gone, sorted as items are
 * @param unowned files of no package, one element a layer that has any
 * @param hygiene what should not be in an image, sorted
 */
public record Examination(
    Inventory inventory,
    List<RemovedPackage> removed,
    List<UnownedFiles> unowned,
    List<HygieneFinding> hygiene) {
  public Examination {
    removed = List.copyOf(removed);
    unowned = List.copyOf(unowned);
    hygiene = List.copyOf(hygiene);
  }
}
