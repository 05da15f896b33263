package dev.plinth.inventory;

import java.util.List;

/**
 * What a scan needs to know of an image, and keeps of it: a list of packages, not the image.
 *
 * @param subject the image, folder or bill that it is of, as the user wrote it
 * @param digest of the manifest; empty where there is none
 * @param layers digests from the bottom; empty where there are none
 * @param system the distribution
 * @param items the packages, sorted by type, name, version and place
 * @param gaps what was not read, one sentence each: with any of them the list is a partial one
 */
public record Inventory(
    String subject,
    String digest,
    List<String> layers,
    SystemFacts system,
    List<Item> items,
    List<String> gaps) {
  public Inventory {
    layers = List.copyOf(layers);
    items = List.copyOf(items);
    gaps = List.copyOf(gaps);
  }
}
