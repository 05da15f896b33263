package dev.plinth.lock;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What changes from one lock to the next, by package and version. */
public final class LockDiff {
  private LockDiff() {}

  /**
   * One package that comes, goes or changes.
   *
   * @param name binary package
   * @param before its version before; null where it comes
   * @param after its version afterwards; null where it goes
   * @param architectures on which this is so
   */
  public record Change(
      String name,
      @Nullable String before,
      @Nullable String after,
      SortedSet<String> architectures) {}

  /** Changes by package name, the same change on several architectures folded into one. */
  public static List<Change> between(@Nullable Lock before, Lock after) {
    Map<List<@Nullable String>, SortedSet<String>> folded = new LinkedHashMap<>();
    TreeMap<String, List<Change>> sorted = new TreeMap<>();
    SortedSet<String> architectures = new TreeSet<>(after.architectures().keySet());
    if (before != null) {
      architectures.addAll(before.architectures().keySet());
    }
    for (String architecture : architectures) {
      Map<String, String> old = before == null ? Map.of() : versions(before, architecture);
      Map<String, String> now = versions(after, architecture);
      SortedSet<String> names = new TreeSet<>(old.keySet());
      names.addAll(now.keySet());
      for (String name : names) {
        @Nullable String from = old.get(name);
        @Nullable String to = now.get(name);
        if (!Objects.equals(from, to)) {
          List<@Nullable String> key = java.util.Arrays.asList(name, from, to);
          folded.computeIfAbsent(key, _ -> new TreeSet<>()).add(architecture);
        }
      }
    }
    folded.forEach((key, where) -> {
      String name = Objects.requireNonNull(key.get(0));
      sorted
          .computeIfAbsent(name, _ -> new ArrayList<>())
          .add(new Change(name, key.get(1), key.get(2), where));
    });
    return sorted.values().stream().flatMap(List::stream).toList();
  }

  private static Map<String, String> versions(Lock lock, String architecture) {
    Map<String, String> versions = new TreeMap<>();
    @Nullable LockedArchitecture part = lock.architectures().get(architecture);
    if (part != null) {
      part.packages().forEach(pkg -> versions.put(pkg.name(), pkg.version()));
    }
    return versions;
  }
}
