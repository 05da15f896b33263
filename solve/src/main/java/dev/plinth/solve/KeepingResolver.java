package dev.plinth.solve;

import dev.plinth.model.Digest;
import dev.plinth.pkg.Package;
import dev.plinth.pkg.RepositoryIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Chooses as {@link Resolver} does, but stays with the versions that were chosen before: a version
 * that is still in the index, byte for byte, counts as the best one. Where that has no answer, as
 * few source packages as possible move to their newest versions.
 */
public final class KeepingResolver {
  private final Resolver resolver = new Resolver();

  /** A version that was chosen before. */
  public record Kept(String version, Digest sha256) {}

  /**
   * @param kept what was chosen before, by package name
   */
  public Resolution resolve(Request request, Map<String, Kept> kept) {
    SortedMap<String, SortedSet<String>> older = older(request.index(), kept);
    if (older.isEmpty()) {
      return resolver.resolve(request);
    }
    Resolution all = attempt(request, kept, older, older.keySet());
    if (isGood(all)) {
      return all;
    }
    Resolution free = resolver.resolve(request);
    if (!isGood(free)) {
      return free;
    }
    for (String source : older.keySet()) {
      Set<String> others = new HashSet<>(older.keySet());
      others.remove(source);
      Resolution most = attempt(request, kept, older, others);
      if (isGood(most)) {
        return most;
      }
    }
    return grow(request, kept, older, free);
  }

  /** Adds one source after the other, as long as there is an answer. */
  private Resolution grow(
      Request request,
      Map<String, Kept> kept,
      SortedMap<String, SortedSet<String>> older,
      Resolution free) {
    Resolution best = free;
    Set<String> sources = new HashSet<>();
    for (boolean grew = true; grew; ) {
      grew = false;
      for (String source : older.keySet()) {
        if (sources.add(source)) {
          Resolution more = attempt(request, kept, older, sources);
          if (isGood(more)) {
            best = more;
            grew = true;
          } else {
            sources.remove(source);
          }
        }
      }
    }
    return best;
  }

  private static boolean isGood(Resolution resolution) {
    return resolution instanceof Resolution.Solved solved && solved.removed().isEmpty();
  }

  private Resolution attempt(
      Request request,
      Map<String, Kept> kept,
      SortedMap<String, SortedSet<String>> older,
      Set<String> sources) {
    Set<String> names = new HashSet<>();
    sources.forEach(source -> names.addAll(older.getOrDefault(source, new TreeSet<>())));
    return resolver.resolve(
        new Request(
            request.wishes(),
            request.excluded(),
            request.recommends(),
            request.architecture(),
            request.installed(),
            new Preferring(request.index(), kept, names),
            request.versions()));
  }

  /** Names whose kept version is there but not the best, by source: those of one move together. */
  private static SortedMap<String, SortedSet<String>> older(
      RepositoryIndex index, Map<String, Kept> kept) {
    SortedMap<String, SortedSet<String>> older = new TreeMap<>();
    kept.forEach((name, version) -> {
      List<Package> known = index.versions(name);
      for (int i = 1; i < known.size(); i++) {
        if (is(known.get(i), version)) {
          older.computeIfAbsent(known.get(i).source(), _ -> new TreeSet<>()).add(name);
        }
      }
    });
    return older;
  }

  private static boolean is(Package pkg, Kept kept) {
    return pkg.version().equals(kept.version()) && pkg.sha256().equals(kept.sha256());
  }

  /** An index in which the kept versions of some names come first. */
  private record Preferring(RepositoryIndex index, Map<String, Kept> kept, Set<String> preferred)
      implements RepositoryIndex {
    @Override
    public List<Package> versions(String name) {
      List<Package> known = index.versions(name);
      if (!preferred.contains(name)) {
        return known;
      }
      Kept first = java.util.Objects.requireNonNull(kept.get(name));
      List<Package> sorted = new ArrayList<>(known);
      sorted.sort((one, other) -> Boolean.compare(is(other, first), is(one, first)));
      return sorted;
    }

    @Override
    public List<Package> providers(String name) {
      return index.providers(name);
    }

    @Override
    public SortedSet<String> names() {
      return index.names();
    }

    @Override
    public long firstMention(String name) {
      return index.firstMention(name);
    }

    @Override
    public boolean isProtected(String name) {
      return index.isProtected(name);
    }
  }
}
