package dev.plinth.lock;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a lock holds for one architecture.
 *
 * @param packages by name
 * @param dropped what was resolved but is left out, by name
 * @param users dynamic user ids by name
 * @param groups dynamic group ids by name
 */
public record LockedArchitecture(
    List<LockedPackage> packages,
    List<Dropped> dropped,
    SortedMap<String, Integer> users,
    SortedMap<String, Integer> groups) {

  public LockedArchitecture {
    packages = List.copyOf(packages);
    dropped = List.copyOf(dropped);
    users = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(users));
    groups = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(groups));
  }

  /**
   * A package that the relations ask for and the image does without.
   *
   * @param reason why nothing that runs misses it
   */
  public record Dropped(String name, String version, String reason) {}

  /** The same with the ids that installing gave. */
  public LockedArchitecture withIds(
      SortedMap<String, Integer> newUsers, SortedMap<String, Integer> newGroups) {
    return new LockedArchitecture(packages, dropped, newUsers, newGroups);
  }
}
