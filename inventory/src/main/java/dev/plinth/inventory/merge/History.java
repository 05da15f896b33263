package dev.plinth.inventory.merge;

import dev.plinth.inventory.RemovedPackage;
import dev.plinth.inventory.language.Artifact;
import dev.plinth.pkg.installed.InstalledPackage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the same file told in one layer after the other. A package came with the first layer whose
 * file lists that very version, without a gap up to the last one.
 */
final class History {
  /** What makes a package the same in two layers. */
  private record Key(Object type, String name, String version, String architecture) {
    static Key of(InstalledPackage pkg) {
      return new Key(pkg.type(), pkg.name(), pkg.version(), pkg.architecture());
    }
  }

  private final Map<String, List<Listed>> byPath = new TreeMap<>();
  private final IdentityHashMap<Listed, Map<Key, Integer>> origins = new IdentityHashMap<>();

  /** The next one from the bottom. */
  void add(Listed listed) {
    List<Listed> chain = byPath.computeIfAbsent(listed.span().path(), p -> new ArrayList<>());
    Listed before = chain.isEmpty() ? null : chain.getLast();
    Map<Key, Integer> old =
        before != null && before.span().until() == listed.span().from()
            ? origins.getOrDefault(before, Map.of())
            : Map.of();
    Map<Key, Integer> origin = new HashMap<>();
    for (Artifact artifact : listed.packages()) {
      Key key = Key.of(artifact.pkg());
      origin.put(key, old.getOrDefault(key, listed.span().from()));
    }
    chain.add(listed);
    origins.put(listed, origin);
  }

  /** All that is visible in the end. */
  List<Listed> visible() {
    List<Listed> result = new ArrayList<>();
    for (List<Listed> chain : byPath.values()) {
      if (chain.getLast().span().isVisible()) {
        result.add(chain.getLast());
      }
    }
    return result;
  }

  /** The layer that brought a package. */
  int origin(Listed listed, InstalledPackage pkg) {
    return origins.getOrDefault(listed, Map.of()).getOrDefault(Key.of(pkg), listed.span().from());
  }

  /** What was there once and is nowhere now. */
  List<RemovedPackage> removed() {
    Set<Key> still = new HashSet<>();
    for (Listed listed : visible()) {
      listed.packages().forEach(artifact -> still.add(Key.of(artifact.pkg())));
    }
    List<RemovedPackage> removed = new ArrayList<>();
    Set<Key> told = new HashSet<>();
    for (List<Listed> chain : byPath.values()) {
      for (int i = 0; i < chain.size(); i++) {
        Listed listed = chain.get(i);
        boolean replaced =
            i + 1 < chain.size() && chain.get(i + 1).span().from() == listed.span().until();
        Map<Key, Integer> next =
            replaced ? origins.getOrDefault(chain.get(i + 1), Map.of()) : Map.of();
        for (Artifact artifact : listed.packages()) {
          Key key = Key.of(artifact.pkg());
          if (!listed.span().isVisible()
              && !next.containsKey(key)
              && !still.contains(key)
              && told.add(key)) {
            int origin = origin(listed, artifact.pkg());
            removed.add(new RemovedPackage(artifact.pkg(), origin, listed.span().until()));
          }
        }
      }
    }
    return removed;
  }
}
