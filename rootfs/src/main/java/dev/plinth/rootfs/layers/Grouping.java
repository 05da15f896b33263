package dev.plinth.rootfs.layers;

import dev.plinth.model.Digest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which packages share a layer.
 *
 * <p>A package of a mebibyte and more has a layer of its own, the largest first while the budget
 * lasts. All others go, together with what else their source package has, into one of a few shared
 * layers that the hash of the source's name chooses. So a package's place depends on no other
 * package, unless the budget is exhausted: then a new large package moves the smallest that had its
 * own layer into a shared one, and nothing else.
 */
final class Grouping {
  static final long OWN_LAYER = 1 << 20;

  private Grouping() {}

  /**
   * @param sizes bytes that each package writes
   * @param sources the source package of each, its own name where missing
   * @param layers how many layers there may be for packages, at least 1
   * @return packages by layer, each sorted; shared layers first, then by name, so that what is most
   *     often replaced lies highest
   */
  static List<List<String>> group(
      SortedMap<String, Long> sizes, Map<String, String> sources, int layers) {
    int shared = Math.max(1, layers / 5);
    List<String> own = new ArrayList<>(sizes.keySet());
    own.removeIf(name -> size(sizes, name) < OWN_LAYER);
    own.sort(
        Comparator.comparingLong((String name) -> size(sizes, name))
            .reversed()
            .thenComparing(Comparator.naturalOrder()));
    own = new ArrayList<>(own.subList(0, Math.min(own.size(), layers - shared)));
    Collections.sort(own);
    SortedMap<Integer, List<String>> buckets = new TreeMap<>();
    for (String name : sizes.keySet()) {
      if (Collections.binarySearch(own, name) < 0) {
        int bucket = bucket(sources.getOrDefault(name, name), shared);
        buckets.computeIfAbsent(bucket, _ -> new ArrayList<>()).add(name);
      }
    }
    List<List<String>> groups = new ArrayList<>(buckets.values());
    own.forEach(name -> groups.add(List.of(name)));
    return groups;
  }

  private static long size(Map<String, Long> sizes, String name) {
    return sizes.getOrDefault(name, 0L);
  }

  private static int bucket(String source, int shared) {
    return Integer.remainderUnsigned(
        Integer.parseUnsignedInt(Digest.of(source).hex().substring(0, 8), 16), shared);
  }
}
