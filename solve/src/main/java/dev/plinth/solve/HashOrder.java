package dev.plinth.solve;

import java.util.Comparator;

/**
 * The order in which apt walks over all packages: that of its hash table of names. Where two
 * packages score the same, who comes first decides who gives way.
 */
final class HashOrder {
  private static final long BUCKETS = 196_613;

  static final Comparator<Entry> COMPARATOR =
      (one, other) -> {
        int order = Long.compare(bucket(one.name), bucket(other.name));
        if (order == 0) {
          order = Integer.compare(one.name.length(), other.name.length());
        }
        return order == 0 ? one.name.compareTo(other.name) : order;
      };

  private HashOrder() {}

  private static long bucket(String name) {
    int hash = 5381;
    for (int i = 0; i < name.length(); i++) {
      hash = 33 * hash + Character.toLowerCase(name.charAt(i));
    }
    return Integer.toUnsignedLong(hash) % BUCKETS;
  }
}
